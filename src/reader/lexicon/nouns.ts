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
    String.raw`курс(?:тар|лар)?\p{L}{0,4}|курсов|тренинг\p{L}*|семинар\p{L}*|courses?|trainings?|seminars?|лекци\p{L}*|lectures?|дәріс\p{L}*`,
    { measure: 'courses' },
  ),
  noun(String.raw`(?:бейне|видео|онлайн[- ]?)?конференци\p{L}*|(?:video ?)?conferences?`, { measure: 'conferences' }),
  noun(String.raw`стипендия\p{L}*|стипендий|(?:оқу |білім )грант\p{L}*|грант орны|білім грант\p{L}*|scholarships?`, {
    measure: 'scholarships',
  }),
  noun(
    String.raw`дәрігер\p{L}*|маман\p{L}*|врач\p{L}*|медик\p{L}*|специалист\p{L}*|шифокор\p{L}*|мутахассис\p{L}*|doctors?|specialists?|physicians?|nurses?|медсест\p{L}*|медбике\p{L}*|мейіргер\p{L}*|хирург\p{L}*|surgeons?|experts?|эксперт\p{L}*|сарапшы\p{L}*`,
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
    String.raw`аппарат\p{L}*|құрылғы\p{L}*|жабдық\p{L}*|томограф\p{L}*|ускуна\p{L}*|единиц\p{L}* (?:\p{L}+ )?(?:техник|оборудован)\p{L}*|единиц\p{L}*|бірлік\p{L}*|devices?|scanners?|machines?|units?|ambulances?|жедел жәрдем көлі\p{L}*|(?:машин|автомобил)\p{L}*`,
    { measure: 'devices' },
  ),
  noun(
    String.raw`аурухана\p{L}*|больниц\p{L}*|клиника\p{L}*|клиник|емхана\p{L}*|касалхона\p{L}*|шифохона\p{L}*|hospitals?|clinics?|поликлиник\p{L}*|мекеме\p{L}*|учреждени\p{L}*|(?:медициналық |медицинск\p{L}* |medical )?(?:орталық\p{L}*|центр(?:а|ов|ы)?|cent(?:er|re)s?)`,
    { measure: 'facilities' },
  ),
  noun(String.raw`қатысушы\p{L}*|участник\p{L}*|иштирокчи\p{L}*|participants?|attendees`, {
    people: true,
    measure: 'participants',
  }),
  noun(
    String.raw`адам(?!зат|герш)\p{L}*|кісі\p{L}*|пациент\p{L}*|науқас\p{L}*|сырқат\p{L}*|бемор\p{L}*|одам\p{L}*|киши\p{L}*|нафар(?: (?:бемор|киши|бола|фуқаро|одам|аёл|шифокор|мутахассис)\p{L}*)?|фуқаро\p{L}*|азамат\p{L}*|человек\p{L}*|люд(?:и|ей|ям|ьми)|больн(?:ых|ым|ые|ой|ого)|ребен\p{L}*|ребён\p{L}*|дет(?:и|ей|ям|ьми)|бала(?:ны|ға|лар\p{L}*|дан|сы\p{L}*)?|бола(?:ни|га|лар\p{L}*|дан)?|әйел\p{L}*|аёл\p{L}*|женщин\p{L}*|граждан\p{L}*|кәсіпкер\p{L}*|тадбиркор\p{L}*|предпринимател\p{L}*|қандас\p{L}*|студент\p{L}*|талаба\p{L}*|people|persons?|patients?|child(?:ren)?|women|men|citizens?|students?|entrepreneurs?|individuals`,
    { people: true },
  ),
];

const people = (source: string): RegExp => new RegExp(`(?:^| )(?:${source})`, 'gu');

/** What was done with people, by its verb or verbal noun; earlier ones are the more telling. */
export const peopleVerbs: readonly (readonly [RegExp, Measure])[] = [
  [
    people(
      String.raw`қатыс\p{L}*|иштирок эт\p{L}*|иштирок қил\p{L}*|участв\p{L}*|участи\p{L}*|attend(?:ed|s|ing)?|took part|tak(?:e|ing) part|participat\p{L}*`,
    ),
    'participants',
  ],
  [
    people(
      String.raw`ота жаса\p{L}*|операция (?:жаса|қилин|ўтказ)\p{L}*|прооперир\p{L}*|underwent (?:surgery|operations?)|operated on|were operated`,
    ),
    'people_operated',
  ],
  [
    people(
      String.raw`емде\p{L}*|емін ал\p{L}*|ем ал\p{L}*|ем қабылда\p{L}*|даволан\p{L}*|даволаш\p{L}*|шифо топ\p{L}*|лечени\p{L}*|вылеч\p{L}*|пролеч\p{L}*|излеч\p{L}*|treat\p{L}*|cured|healed`,
    ),
    'people_treated',
  ],
  [
    people(
      String.raw`оқыты\p{L}*|оқыды|оқудан өт\p{L}*|біліктілі\p{L}*|тағылымдамадан|ўқит\p{L}*|ўқиди\p{L}*|малака\p{L}*|обуч\p{L}*|стажировк\p{L}*|повысил\p{L}*|train(?:ed|ing)?|studied`,
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

export const capacityWords =
  /(?:мўлжалланган|ҳисобланган|сиғим|қувват\p{L}* |арналған|есептелген|шақталған|қабылдай ала|сыйымды|қуаттылы|рассчитан|вместим|мощность|пропускн|сможет (?:принима|лечи|обслужив)|способен|способна|designed (?:for|to)|capacity|can (?:treat|accommodate|receive|serve|admit|handle)|able to (?:treat|receive|serve))/u;

/** The sentence speaks of what will be, not of what was. */
export const futureWords =
  /(?:жоспар|көзделіп|көзделген|ниет|(?:\p{L}{2,}(?:мақ|мек|бақ|бек|пақ|пек)(?:шы|ші)?(?= |$))|\p{L}+(?:ыл|іл|ын|ін)(?:ады|еді)(?= |$)|(?:бар|кел|бер|өт|ал|аш|сал|жібер|бөл|жеткіз|көрсет|тексер|оқыт|еткіз|өткіз)(?:ады|еді)(?= |$)|(?:емде|қара|қабылда|дайында|баста)й(?:ды|ді)(?= |$)|етін болады|атын болады|(?:атын|етін)(?:ын|ін) |режала|кўзда тутил|ниятида|планиру|намерен|будет|будут|предполага|предусмотр|(?:^| )(?:will|shall|plans?|planned|intends?|expected|aims?|is to|are to)(?= ))/u;

const wholeUnits = String.raw`%|°|пайыз|пайызы|percent|per cent|ёш|years? old|- year|лет|ай(?:да|ға|дан|ы|дың|лық)?|ой(?:да|га|дан|лик)?|дн(?:я|ей|ям)|день|час(?:а|ов)?|hours?|minutes?|days?|weeks?|months?|years?|км|м|кг|га|мг|мл|л|см|мм|kg|km|m|met(?:er|re)s?|tons?|tonnes?|тонн|раза?|times|марта|мезгіл|мая|май|parties|sides|numbers?|degrees?`;
const unitStems =
  'пайызға|пайызға|пайызды|пайызын|процент|фоиз|жас(?:та|қа|ар|ын)|год|жыл|йил|месяц|month|күн|кун|апта|ҳафта|недел|сағат|соат|минут|дақиқа|шақырым|шаршы|мысқал|метр|километр|тонна|гектар|kilomet|бап|тармақ|стать|пункт|модда|нөмір|номер|рақам|градус|балл|ғасыр|век|аср|есе|баробар|рет|тарап|томон|сторон|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан|январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр';

/** Units that make a number something else than a count of things. */
export const notCounted = new RegExp(String.raw`^(?:(?:${wholeUnits})|(?:${unitStems})\p{L}{0,6})(?= |$)`, 'u');

export const frequencyWords = /^(?:рет|мезгіл|марта|раза?|times?)(?= |$)/u;
