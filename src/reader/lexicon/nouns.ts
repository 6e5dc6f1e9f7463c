import type { Measure } from '../claim.ts';

/** Something that is counted. `people`: what was done with them decides the measure; `inhabitants` are demographic. */
export interface CountedNoun {
  readonly pattern: RegExp;
  readonly people?: true;
  readonly measure?: Measure;
  readonly demographic?: true;
}

const end = String.raw`(?=$| )`;
const noun = (source: string, rest: Omit<CountedNoun, 'pattern'> = {}): CountedNoun => ({
  pattern: new RegExp(`^(?:${source})${end}`),
  ...rest,
});

/** Matched on folded words; a stem is followed by any ending, so stems are chosen not to begin other words. */
export const countedNouns: readonly CountedNoun[] = [
  noun(
    String.raw`шеберлік (?:сыны[бп]|сағат|дәріс)[a-zа-ӿ]*|мастер[- ]?кла[сc]+[a-zа-ӿ]*|мастер - класс[a-zа-ӿ]*|маҳорат дарс[a-zа-ӿ]*|master[- ]?class(?:es)?|master - class(?:es)?|workshops?`,
    { measure: 'master_classes' },
  ),
  noun(
    String.raw`ұлт(?: өкіл[a-zа-ӿ]*)?|ұлттар[a-zа-ӿ]*|этнос[a-zа-ӿ]*|национальност[a-zа-ӿ]*|миллат[a-zа-ӿ]*(?: вакил[a-zа-ӿ]*)?|ethnic groups|nationalities`,
    { demographic: true },
  ),
  noun(
    String.raw`халық[a-zа-ӿ]*|халқ[a-zа-ӿ]*|аҳоли[a-zа-ӿ]*|населени[a-zа-ӿ]*|inhabitants|residents|population|people live|жител[a-zа-ӿ]*|тұрғын[a-zа-ӿ]*`,
    { people: true, measure: 'inhabitants', demographic: true },
  ),
  noun(
    String.raw`(?:хирургиялық |жарроҳлик |хирургическ[a-zа-ӿ]* |surgical )?(?:операци[a-zа-ӿ]*|амалиёт[a-zа-ӿ]*|operations?|surger(?:y|ies)|procedures?)|ота(?:лар)?(?:ның|ны|ға)?(?:сы)?|жарроҳлик`,
    { measure: 'operations' },
  ),
  noun(String.raw`консультаци[a-zа-ӿ]*|кеңес беру|маслаҳат[a-zа-ӿ]*|consultations?|телеконсультаци[a-zа-ӿ]*`, {
    measure: 'consultations',
  }),
  noun(
    String.raw`курс(?:тар|лар)?[a-zа-ӿ]{0,4}|курсов|тренинг[a-zа-ӿ]*|семинар[a-zа-ӿ]*|courses?|trainings?|seminars?|лекци[a-zа-ӿ]*|lectures?|дәріс[a-zа-ӿ]*|вебинар[a-zа-ӿ]*|webinars?`,
    { measure: 'courses' },
  ),
  noun(String.raw`(?:бейне|видео|онлайн[- ]?)?конференци[a-zа-ӿ]*|(?:video ?)?conferences?`, {
    measure: 'conferences',
  }),
  noun(
    String.raw`стипендия[a-zа-ӿ]*|стипендий|(?:оқу |білім )грант[a-zа-ӿ]*|грант орны|білім грант[a-zа-ӿ]*|scholarships?`,
    {
      measure: 'scholarships',
    },
  ),
  noun(
    String.raw`дәрігер[a-zа-ӿ]*|маман[a-zа-ӿ]*|врач(?!ебн)[a-zа-ӿ]*|медик[a-zа-ӿ]*|специалист[a-zа-ӿ]*|шифокор[a-zа-ӿ]*|мутахассис[a-zа-ӿ]*|doctors?|specialists?|physicians?|nurses?|медсест[a-zа-ӿ]*|медбике[a-zа-ӿ]*|мейіргер[a-zа-ӿ]*|(?:нейро|кардио)?хирург(?!и)[a-zа-ӿ]*|хирурги(?= |$)|жарроҳ(?!л)[a-zа-ӿ]*|surgeons?|experts?|эксперт(?!н)[a-zа-ӿ]*|сарапшы[a-zа-ӿ]*|мед(?:ицина)?(?:лық|лик|ицинск[a-zа-ӿ]+)? ?(?:персонал[a-zа-ӿ]*|қызметкер[a-zа-ӿ]*|ходим[a-zа-ӿ]*|работник[a-zа-ӿ]*)|медработник[a-zа-ӿ]*|қызметкер[a-zа-ӿ]*|ходим[a-zа-ӿ]*|сотрудник[a-zа-ӿ]*|работник[a-zа-ӿ]*|лаборант[a-zа-ӿ]*|фельдшер(?!ск)[a-zа-ӿ]*|акушер(?!ск)[a-zа-ӿ]*|доя[a-zа-ӿ]*|ҳамшира[a-zа-ӿ]*|тренер[a-zа-ӿ]*|профессор[a-zа-ӿ]*|ученых|терапевт(?!и)[a-zа-ӿ]*|педиатр(?!и)[a-zа-ӿ]*|стоматолог[a-zа-ӿ]*|[a-zа-ӿ]{3,}олог(?:и(?= |$)|(?!и)[a-zа-ӿ]{0,6})|staff|employees|(?:health|medical) (?:workers|staff|professionals)|workers|midwi(?:fe|ves)|paramedics|clinicians|cardiologists|[a-zа-ӿ]{4,}ologists|an(?:a)?esthet[a-z]*|radiographers|pharmacists|dentists|therapists|physiotherapists|obstetricians|technicians|tutors|professors|trainees|interns|резидент[a-zа-ӿ]*|ординатор[a-zа-ӿ]*`,
    { people: true, measure: 'specialists' },
  ),
  noun(
    String.raw`(?:төсек[- ]?)?ор(?:ын(?:ға|дық|нан|ды)?|ны(?:на|нан)?)|төсек[a-zа-ӿ]*|ко(?:й|е)к[a-zа-ӿ]*|коечн[a-zа-ӿ]*|ўрин[a-zа-ӿ]*|beds?`,
    {
      measure: 'beds',
    },
  ),
  noun(String.raw`доза[a-zа-ӿ]*|доз|вакцин[a-zа-ӿ]* доза[a-zа-ӿ]*|doses?`, { measure: 'doses' }),
  noun(
    String.raw`(?:[a-zа-ӿ]+-)?аппарат[a-zа-ӿ]*|құрылғы[a-zа-ӿ]*|жабдық[a-zа-ӿ]*|қондырғы[a-zа-ӿ]*|үдеткіш[a-zа-ӿ]*|құрал[a-zа-ӿ]*|(?!фото)[a-zа-ӿ]{3,}(?<=томо|аммо|нгио|тгено|люоро|ардио|афало)граф[a-zа-ӿ]*|томограф[a-zа-ӿ]*|рентген[a-zа-ӿ]*|дефибриллятор[a-zа-ӿ]*|монитор[a-zа-ӿ]*|инкубатор[a-zа-ӿ]*|ивл|ультрадыбыс[a-zа-ӿ]*|реанимобил[a-zа-ӿ]*|ускуна[a-zа-ӿ]*|жиҳоз[a-zа-ӿ]*|прибор[a-zа-ӿ]*|установ(?:ок|ки|ка)|единиц[a-zа-ӿ]* (?:[a-zа-ӿ]+ )?(?:техник|оборудован)[a-zа-ӿ]*|единиц[a-zа-ӿ]*|бірлік[a-zа-ӿ]*|devices?|scanners?|machines?|units?|ambulances?|ventilators?|incubators?|monitors?|accelerators?|pieces of (?:medical )?equipment|(?:x-ray|ultrasound) (?:machines?|units?)|жедел жәрдем көлі[a-zа-ӿ]*|(?:машин|автомобил)[a-zа-ӿ]*`,
    { measure: 'devices' },
  ),
  noun(
    String.raw`аурухана[a-zа-ӿ]*|больниц[a-zа-ӿ]*|клиника[a-zа-ӿ]*|клиник|емхана[a-zа-ӿ]*|касалхона[a-zа-ӿ]*|шифохона[a-zа-ӿ]*|hospitals?|clinics?|поликлиник[a-zа-ӿ]*|мекеме[a-zа-ӿ]*|учреждени[a-zа-ӿ]*|муассаса[a-zа-ӿ]*|лаборатория[a-zа-ӿ]*|лаборатори[йи]|зертхана[a-zа-ӿ]*|laborator(?:y|ies)|амбулатори[a-zа-ӿ]*|поликлиника[a-zа-ӿ]*|перзентхана[a-zа-ӿ]*|роддом[a-zа-ӿ]*|туғруқхона[a-zа-ӿ]*|(?:фельдшерск[a-zа-ӿ]* )?пункт(?:тер[a-zа-ӿ]*|лар[a-zа-ӿ]*)|(?:медициналық |медицинск[a-zа-ӿ]* |medical )?(?:орталық[a-zа-ӿ]*|центр(?:а|ов|ы)?|cent(?:er|re)s?)`,
    { measure: 'facilities' },
  ),
  noun(String.raw`қатысушы[a-zа-ӿ]*|участник[a-zа-ӿ]*|иштирокчи[a-zа-ӿ]*|participants?|attendees`, {
    people: true,
    measure: 'participants',
  }),
  noun(
    String.raw`адам(?!зат|герш)[a-zа-ӿ]*|кісі[a-zа-ӿ]*|пациент[a-zа-ӿ]*|науқас[a-zа-ӿ]*|сырқат[a-zа-ӿ]*|бемор[a-zа-ӿ]*|одам[a-zа-ӿ]*|киши[a-zа-ӿ]*|фуқаро[a-zа-ӿ]*|азамат[a-zа-ӿ]*|человек[a-zа-ӿ]*|люд(?:и|ей|ям|ьми)|больн(?:ых|ым|ые|ой|ого)|ребен[a-zа-ӿ]*|ребён[a-zа-ӿ]*|дет(?:и|ей|ям|ьми)|бала(?:ны|ға|лар[a-zа-ӿ]*|дан|да|ның|сы[a-zа-ӿ]*)?|бола(?:ни|га|лар[a-zа-ӿ]*|дан|да|нинг)?|әйел[a-zа-ӿ]*|аёл[a-zа-ӿ]*|женщин[a-zа-ӿ]*|граждан[a-zа-ӿ]*|кәсіпкер[a-zа-ӿ]*|тадбиркор[a-zа-ӿ]*|предпринимател[a-zа-ӿ]*|қандас[a-zа-ӿ]*|студент[a-zа-ӿ]*|талаба[a-zа-ӿ]*|сәби[a-zа-ӿ]*|нәресте[a-zа-ӿ]*|бүлдіршін[a-zа-ӿ]*|балдырған[a-zа-ӿ]*|зейнеткер[a-zа-ӿ]*|ардагер[a-zа-ӿ]*|қария[a-zа-ӿ]*|жасөспірім[a-zа-ӿ]*|младенц[a-zа-ӿ]*|новорожд[её]нн[a-zа-ӿ]*|малыш[a-zа-ӿ]*|пенсионер[a-zа-ӿ]*|нафақахўр[a-zа-ӿ]*|чақалоқ[a-zа-ӿ]*|подрост[a-zа-ӿ]*|мужчин[a-zа-ӿ]*|эркак[a-zа-ӿ]*|ер адам[a-zа-ӿ]*|құрбан[a-zа-ӿ]*|пострадавш[a-zа-ӿ]*|инвалид[a-zа-ӿ]*|infants?|newborns?|bab(?:y|ies)|girls?|boys?|teenagers?|pensioners?|mothers?|patient|graduates?|families|villagers|locals|казахстанц[a-zа-ӿ]*|узбекистанц[a-zа-ӿ]*|кыргызстанц[a-zа-ӿ]*|сельчан[a-zа-ӿ]*|горожан[a-zа-ӿ]*|отбасы[a-zа-ӿ]*|отандас[a-zа-ӿ]*|соотечественник[a-zа-ӿ]*|чел(?: \.)?|делегат[a-zа-ӿ]*|волонт[её]р[a-zа-ӿ]*|delegates|volunteers|people|persons?|(?:in|out)?patients?|child(?:ren)?|women|men|citizens?|students?|entrepreneurs?|individuals`,
    { people: true },
  ),
];

const people = (source: string): RegExp => new RegExp(`(?:^| )(?:${source})`, 'g');

/** What was done with people, by its verb or verbal noun; earlier ones are the more telling. */
export const peopleVerbs: readonly (readonly [RegExp, Measure])[] = [
  [
    people(
      String.raw`қатыс[a-zа-ӿ]*|қатнаш[a-zа-ӿ]*|келіп қатыс[a-zа-ӿ]*|иштирок эт[a-zа-ӿ]*|иштирок қил[a-zа-ӿ]*|участв[a-zа-ӿ]*|участи[a-zа-ӿ]*|attend(?:ed|s|ing)?|took part|tak(?:e|ing) part|participat[a-zа-ӿ]*`,
    ),
    'participants',
  ],
  [
    people(
      String.raw`(?:ота|операция)[a-zа-ӿ]{0,4} (?:[a-zа-ӿ]+ )?(?:жаса|қилин|қилди|ўтказ|бажар|өткіз)[a-zа-ӿ]*|жарроҳлик (?:[a-zа-ӿ]+ )?(?:амалиёт[a-zа-ӿ]* )?(?:ўтказ|қилин|қилди|бажар)[a-zа-ӿ]*|прооперир[a-zа-ӿ]*|перенесли операци[a-zа-ӿ]*|сделали операци[a-zа-ӿ]*|underwent (?:surgery|operations?)|operated on|were operated`,
    ),
    'people_operated',
  ],
  [
    people(
      String.raw`емде(?!л?у(?:ге|і[a-zа-ӿ]*) (?:жібер|жолда|бар|кет))[a-zа-ӿ]*|емін ал[a-zа-ӿ]*|ем ал[a-zа-ӿ]*|ем қабылда[a-zа-ӿ]*|даволан(?!иш)[a-zа-ӿ]*|даволаш(?!га юбор)[a-zа-ӿ]*|шифо топ[a-zа-ӿ]*|(?<!на )лечени[a-zа-ӿ]*|вылеч[a-zа-ӿ]*|пролеч[a-zа-ӿ]*|излеч[a-zа-ӿ]*|(?<!for )(?<!for further )(?<!for urgent )treat[a-zа-ӿ]*|cured|healed`,
    ),
    'people_treated',
  ],
  [
    people(
      String.raw`оқыт[a-zа-ӿ]*|оқыды|оқудан өт[a-zа-ӿ]*|біліктілі[a-zа-ӿ]*|тағылымдамадан|ўқит[a-zа-ӿ]*|ўқиди[a-zа-ӿ]*|малака[a-zа-ӿ]*|обуч[a-zа-ӿ]*|(?:окончил|прошл|заверш)[a-zа-ӿ]* (?:[a-zа-ӿ]+ )?курс[a-zа-ӿ]*|курс[a-zа-ӿ]* (?:окончил|прошл|заверш)[a-zа-ӿ]*|курс[a-zа-ӿ]* (?:аяқта|бітір|тугат)[a-zа-ӿ]*|подготовк[a-zа-ӿ]* прошл[a-zа-ӿ]*|стажировк[a-zа-ӿ]*|прошл[a-zа-ӿ]* (?:[a-zа-ӿ]+ )?тренинг[a-zа-ӿ]*|повысил[a-zа-ӿ]*|повышени[a-zа-ӿ]* квалификац[a-zа-ӿ]*|train(?:ed|ing|s)?|studied|completed (?:[a-zа-ӿ]+ |- ?|[a-zа-ӿ-]+ ){0,3}(?:course|residency|programme)|graduated`,
    ),
    'people_trained',
  ],
  [
    people(
      String.raw`кеңес ал[a-zа-ӿ]*|кеңес бер[a-zа-ӿ]*|консультаци[a-zа-ӿ]*|маслаҳат[a-zа-ӿ]*|consult[a-zа-ӿ]*|проконсультир[a-zа-ӿ]*`,
    ),
    'people_consulted',
  ],
  [
    people(
      String.raw`қара(?:ды|лды|п|л[a-zа-ӿ]+|ған|йды|дық)|тексер[a-zа-ӿ]*|қабылда[a-zа-ӿ]*|кўрик[a-zа-ӿ]*|кўрди[a-zа-ӿ]*|кўрилди|қабул қил[a-zа-ӿ]*|текшир[a-zа-ӿ]*|осмотр[a-zа-ӿ]*|обследова[a-zа-ӿ]*|принял[a-zа-ӿ]*|принят[a-zа-ӿ]*|примут|принимать|examin[a-zа-ӿ]*|seen|saw|screen(?:ed|ing)|checked|diagnos[a-zа-ӿ]*`,
    ),
    'people_seen',
  ],
];

const wholeUnits = String.raw`- years?-[a-z-]+|years?-old|- (?:day|week|month|hour|minute|storey|floor)s?|%|°|пайыз|пайызы|percent|per cent|ёш|years? old|- year|лет|ай(?:да|ға|дан|ы|дың|лық)?|ой(?:да|га|дан|лик)?|дн(?:я|ей|ям)|день|час(?:а|ов)?|hours?|minutes?|days?|weeks?|months?|years?|км|м|кг|га|мг|мл|л|см|мм|kg|km|m|met(?:er|re)s?|tons?|tonnes?|тонн|раза?|times|турдаги|турли|түрлі|түрдегі|видов|вида|types?|kinds?|квартал[a-zа-ӿ]{0,3}|марта|мезгіл|january|february|march|april|may|june|july|august|september|october|november|december|a \.? ?m|p \.? ?m|am|pm|мая|май|parties|sides|numbers?|degrees?`;
const unitStems =
  'ёшда|ёшли|ёшгача|ёшдан|пайызға|пайызға|пайызды|пайызын|процент|фоиз|жас(?:та|қа|ар|ын)|год|жыл|йил|месяц|month|күн|кун|апта|ҳафта|недел|сағат|соат|минут|дақиқа|шақырым|шаршы|мысқал|метр|километр|тонна|гектар|kilomet|бап|тармақ|стать|пункт|модда|нөмір|номер|рақам|градус|балл|ғасыр|век|аср|есе|баробар|рет|этап|кезең|дәреже|степен|деңгей|уровн|тип|тарап|томон|сторон|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан|январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр';

/** Units that make a number something else than a count of things. */
export const notCounted = new RegExp(String.raw`^(?:(?:${wholeUnits})|(?:${unitStems})[a-zа-ӿ]{0,6})(?= |$)`);

export const frequencyWords = /^(?:рет|мезгіл|марта|раза?|times?)(?= |$)/;
