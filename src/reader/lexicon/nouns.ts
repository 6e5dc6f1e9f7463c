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
  pattern: new RegExp(`^(?:${source})${end}`, 'u'),
  ...rest,
});

/** Matched on folded words; a stem is followed by any ending, so stems are chosen not to begin other words. */
export const countedNouns: readonly CountedNoun[] = [
  noun(
    String.raw`шеберлік (?:сыны[бп]|сағат|дәріс)\p{L}*|мастер[- ]?кла[сc]+\p{L}*|мастер - класс\p{L}*|маҳорат дарс\p{L}*|master[- ]?class(?:es)?|master - class(?:es)?|workshops?`,
    { measure: 'master_classes' },
  ),
  noun(
    String.raw`ұлт(?: өкіл\p{L}*)?|ұлттар\p{L}*|этнос\p{L}*|национальност\p{L}*|миллат\p{L}*(?: вакил\p{L}*)?|ethnic groups|nationalities`,
    { demographic: true },
  ),
  noun(
    String.raw`халық\p{L}*|халқ\p{L}*|аҳоли\p{L}*|населени\p{L}*|inhabitants|residents|population|people live|жител\p{L}*|тұрғын\p{L}*`,
    { people: true, measure: 'inhabitants', demographic: true },
  ),
  noun(
    String.raw`(?:хирургиялық |жарроҳлик |хирургическ\p{L}* |surgical )?(?:операци\p{L}*|амалиёт\p{L}*|operations?|surger(?:y|ies)|procedures?)|ота(?:лар)?(?:ның|ны|ға)?(?:сы)?|жарроҳлик`,
    { measure: 'operations' },
  ),
  noun(String.raw`консультаци\p{L}*|кеңес беру|маслаҳат\p{L}*|consultations?|телеконсультаци\p{L}*`, {
    measure: 'consultations',
  }),
  noun(
    String.raw`курс(?:тар|лар)?\p{L}{0,4}|курсов|тренинг\p{L}*|семинар\p{L}*|courses?|trainings?|seminars?|лекци\p{L}*|lectures?|дәріс\p{L}*|вебинар\p{L}*|webinars?`,
    { measure: 'courses' },
  ),
  noun(String.raw`(?:бейне|видео|онлайн[- ]?)?конференци\p{L}*|(?:video ?)?conferences?`, { measure: 'conferences' }),
  noun(String.raw`стипендия\p{L}*|стипендий|(?:оқу |білім )грант\p{L}*|грант орны|білім грант\p{L}*|scholarships?`, {
    measure: 'scholarships',
  }),
  noun(
    String.raw`дәрігер\p{L}*|маман\p{L}*|врач(?!ебн)\p{L}*|медик\p{L}*|специалист\p{L}*|шифокор\p{L}*|мутахассис\p{L}*|doctors?|specialists?|physicians?|nurses?|медсест\p{L}*|медбике\p{L}*|мейіргер\p{L}*|(?:нейро|кардио)?хирург(?!и)\p{L}*|хирурги(?= |$)|жарроҳ(?!л)\p{L}*|surgeons?|experts?|эксперт(?!н)\p{L}*|сарапшы\p{L}*|мед(?:ицина)?(?:лық|лик|ицинск\p{L}+)? ?(?:персонал\p{L}*|қызметкер\p{L}*|ходим\p{L}*|работник\p{L}*)|медработник\p{L}*|қызметкер\p{L}*|ходим\p{L}*|сотрудник\p{L}*|работник\p{L}*|лаборант\p{L}*|фельдшер(?!ск)\p{L}*|акушер(?!ск)\p{L}*|доя\p{L}*|ҳамшира\p{L}*|тренер\p{L}*|профессор\p{L}*|ученых|терапевт(?!и)\p{L}*|педиатр(?!и)\p{L}*|стоматолог\p{L}*|\p{L}{3,}олог(?:и(?= |$)|(?!и)\p{L}{0,6})|staff|employees|(?:health|medical) (?:workers|staff|professionals)|workers|midwi(?:fe|ves)|paramedics|clinicians|cardiologists|\p{L}{4,}ologists|tutors|professors|trainees|interns|резидент\p{L}*|ординатор\p{L}*`,
    { people: true, measure: 'specialists' },
  ),
  noun(
    String.raw`(?:төсек[- ]?)?ор(?:ын(?:ға|дық|нан|ды)?|ны(?:на|нан)?)|төсек\p{L}*|ко(?:й|е)к\p{L}*|коечн\p{L}*|ўрин\p{L}*|beds?`,
    {
      measure: 'beds',
    },
  ),
  noun(String.raw`доза\p{L}*|доз|вакцин\p{L}* доза\p{L}*|doses?`, { measure: 'doses' }),
  noun(
    String.raw`(?:\p{L}+-)?аппарат\p{L}*|құрылғы\p{L}*|жабдық\p{L}*|қондырғы\p{L}*|үдеткіш\p{L}*|құрал\p{L}*|(?!фото)\p{L}{3,}(?<=томо|аммо|нгио|тгено|люоро|ардио|афало)граф\p{L}*|томограф\p{L}*|рентген\p{L}*|дефибриллятор\p{L}*|монитор\p{L}*|инкубатор\p{L}*|ИВЛ|ультрадыбыс\p{L}*|реанимобил\p{L}*|ускуна\p{L}*|жиҳоз\p{L}*|прибор\p{L}*|установ(?:ок|ки|ка)|единиц\p{L}* (?:\p{L}+ )?(?:техник|оборудован)\p{L}*|единиц\p{L}*|бірлік\p{L}*|devices?|scanners?|machines?|units?|ambulances?|ventilators?|incubators?|monitors?|accelerators?|pieces of (?:medical )?equipment|(?:x-ray|ultrasound) (?:machines?|units?)|жедел жәрдем көлі\p{L}*|(?:машин|автомобил)\p{L}*`,
    { measure: 'devices' },
  ),
  noun(
    String.raw`аурухана\p{L}*|больниц\p{L}*|клиника\p{L}*|клиник|емхана\p{L}*|касалхона\p{L}*|шифохона\p{L}*|hospitals?|clinics?|поликлиник\p{L}*|мекеме\p{L}*|учреждени\p{L}*|муассаса\p{L}*|лаборатория\p{L}*|лаборатори[йи]|зертхана\p{L}*|laborator(?:y|ies)|амбулатори\p{L}*|поликлиника\p{L}*|перзентхана\p{L}*|роддом\p{L}*|туғруқхона\p{L}*|(?:фельдшерск\p{L}* )?пункт(?:тер\p{L}*|лар\p{L}*)|(?:медициналық |медицинск\p{L}* |medical )?(?:орталық\p{L}*|центр(?:а|ов|ы)?|cent(?:er|re)s?)`,
    { measure: 'facilities' },
  ),
  noun(String.raw`қатысушы\p{L}*|участник\p{L}*|иштирокчи\p{L}*|participants?|attendees`, {
    people: true,
    measure: 'participants',
  }),
  noun(
    String.raw`адам(?!зат|герш)\p{L}*|кісі\p{L}*|пациент\p{L}*|науқас\p{L}*|сырқат\p{L}*|бемор\p{L}*|одам\p{L}*|киши\p{L}*|фуқаро\p{L}*|азамат\p{L}*|человек\p{L}*|люд(?:и|ей|ям|ьми)|больн(?:ых|ым|ые|ой|ого)|ребен\p{L}*|ребён\p{L}*|дет(?:и|ей|ям|ьми)|бала(?:ны|ға|лар\p{L}*|дан|да|ның|сы\p{L}*)?|бола(?:ни|га|лар\p{L}*|дан|да|нинг)?|әйел\p{L}*|аёл\p{L}*|женщин\p{L}*|граждан\p{L}*|кәсіпкер\p{L}*|тадбиркор\p{L}*|предпринимател\p{L}*|қандас\p{L}*|студент\p{L}*|талаба\p{L}*|сәби\p{L}*|нәресте\p{L}*|бүлдіршін\p{L}*|балдырған\p{L}*|зейнеткер\p{L}*|ардагер\p{L}*|қария\p{L}*|жасөспірім\p{L}*|младенц\p{L}*|новорожд[её]нн\p{L}*|малыш\p{L}*|пенсионер\p{L}*|нафақахўр\p{L}*|чақалоқ\p{L}*|подрост\p{L}*|мужчин\p{L}*|эркак\p{L}*|ер адам\p{L}*|құрбан\p{L}*|пострадавш\p{L}*|инвалид\p{L}*|infants?|newborns?|bab(?:y|ies)|girls?|boys?|teenagers?|pensioners?|mothers?|patient|graduates?|families|people|persons?|patients?|child(?:ren)?|women|men|citizens?|students?|entrepreneurs?|individuals`,
    { people: true },
  ),
];

const people = (source: string): RegExp => new RegExp(`(?:^| )(?:${source})`, 'gu');

/** What was done with people, by its verb or verbal noun; earlier ones are the more telling. */
export const peopleVerbs: readonly (readonly [RegExp, Measure])[] = [
  [
    people(
      String.raw`қатыс\p{L}*|қатнаш\p{L}*|келіп қатыс\p{L}*|иштирок эт\p{L}*|иштирок қил\p{L}*|участв\p{L}*|участи\p{L}*|attend(?:ed|s|ing)?|took part|tak(?:e|ing) part|participat\p{L}*`,
    ),
    'participants',
  ],
  [
    people(
      String.raw`(?:ота|операция)\p{L}{0,4} (?:\p{L}+ )?(?:жаса|қилин|қилди|ўтказ|бажар|өткіз)\p{L}*|жарроҳлик (?:\p{L}+ )?(?:амалиёт\p{L}* )?(?:ўтказ|қилин|қилди|бажар)\p{L}*|прооперир\p{L}*|перенесли операци\p{L}*|сделали операци\p{L}*|underwent (?:surgery|operations?)|operated on|were operated`,
    ),
    'people_operated',
  ],
  [
    people(
      String.raw`емде(?!л?у(?:ге|і\p{L}*) (?:жібер|жолда|бар|кет))\p{L}*|емін ал\p{L}*|ем ал\p{L}*|ем қабылда\p{L}*|даволан(?!иш)\p{L}*|даволаш(?!га юбор)\p{L}*|шифо топ\p{L}*|(?<!на )лечени\p{L}*|вылеч\p{L}*|пролеч\p{L}*|излеч\p{L}*|(?<!for )(?<!for further )(?<!for urgent )treat\p{L}*|cured|healed`,
    ),
    'people_treated',
  ],
  [
    people(
      String.raw`оқыты\p{L}*|оқыды|оқудан өт\p{L}*|біліктілі\p{L}*|тағылымдамадан|ўқит\p{L}*|ўқиди\p{L}*|малака\p{L}*|обуч\p{L}*|(?:окончил|прошл|заверш)\p{L}* (?:\p{L}+ )?курс\p{L}*|курс\p{L}* (?:окончил|прошл|заверш)\p{L}*|курс\p{L}* (?:аяқта|бітір|тугат)\p{L}*|подготовк\p{L}* прошл\p{L}*|стажировк\p{L}*|повысил\p{L}*|повышени\p{L}* квалификац\p{L}*|train(?:ed|ing|s)?|studied|completed (?:\p{L}+ |- ?|[\p{L}-]+ ){0,3}(?:course|residency|programme)|graduated`,
    ),
    'people_trained',
  ],
  [
    people(
      String.raw`кеңес ал\p{L}*|кеңес бер\p{L}*|консультаци\p{L}*|маслаҳат\p{L}*|consult\p{L}*|проконсультир\p{L}*`,
    ),
    'people_consulted',
  ],
  [
    people(
      String.raw`қара(?:ды|лды|п|л\p{L}+|ған|йды|дық)|тексер\p{L}*|қабылда\p{L}*|кўрик\p{L}*|кўрди\p{L}*|кўрилди|қабул қил\p{L}*|текшир\p{L}*|осмотр\p{L}*|обследова\p{L}*|принял\p{L}*|принят\p{L}*|примут|принимать|examin\p{L}*|seen|saw|screen(?:ed|ing)|checked|diagnos\p{L}*`,
    ),
    'people_seen',
  ],
];

const wholeUnits = String.raw`%|°|пайыз|пайызы|percent|per cent|ёш|years? old|- year|лет|ай(?:да|ға|дан|ы|дың|лық)?|ой(?:да|га|дан|лик)?|дн(?:я|ей|ям)|день|час(?:а|ов)?|hours?|minutes?|days?|weeks?|months?|years?|км|м|кг|га|мг|мл|л|см|мм|kg|km|m|met(?:er|re)s?|tons?|tonnes?|тонн|раза?|times|турдаги|турли|түрлі|түрдегі|видов|вида|types?|kinds?|квартал\p{L}{0,3}|марта|мезгіл|january|february|march|april|may|june|july|august|september|october|november|december|a \.? ?m|p \.? ?m|am|pm|мая|май|parties|sides|numbers?|degrees?`;
const unitStems =
  'пайызға|пайызға|пайызды|пайызын|процент|фоиз|жас(?:та|қа|ар|ын)|год|жыл|йил|месяц|month|күн|кун|апта|ҳафта|недел|сағат|соат|минут|дақиқа|шақырым|шаршы|мысқал|метр|километр|тонна|гектар|kilomet|бап|тармақ|стать|пункт|модда|нөмір|номер|рақам|градус|балл|ғасыр|век|аср|есе|баробар|рет|этап|кезең|дәреже|степен|деңгей|уровн|тип|тарап|томон|сторон|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан|январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр';

/** Units that make a number something else than a count of things. */
export const notCounted = new RegExp(String.raw`^(?:(?:${wholeUnits})|(?:${unitStems})\p{L}{0,6})(?= |$)`, 'u');

export const frequencyWords = /^(?:рет|мезгіл|марта|раза?|times?)(?= |$)/u;
