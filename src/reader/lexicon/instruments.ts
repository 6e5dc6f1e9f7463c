import type { InstrumentType } from '../claim.ts';

export interface InstrumentWord {
  readonly type: InstrumentType;
  readonly pattern: RegExp;
  /** Everyday words: an instrument only where the sentence says what was done with it. */
  readonly needs?: 'strength' | 'signed' | 'title';
}

const word = (type: InstrumentType, source: string, needs?: InstrumentWord['needs']): InstrumentWord => ({
  type,
  pattern: new RegExp(`(?<=^| )(?:${source})(?= |$)`, 'g'),
  ...(needs ? { needs } : {}),
});

/** Names of instruments on folded words, the longer before the shorter. */
export const instrumentWords: readonly InstrumentWord[] = [
  word(
    'exchange_of_notes',
    String.raw`нота(?:лар)? алмас[a-zа-ӿ]*|обмен[a-zа-ӿ]* нотами|ноталар алмаш[a-zа-ӿ]*|exchange of notes`,
  ),
  word(
    'memorandum',
    String.raw`(?:өзара түсіністік туралы |ўзаро англашув )?меморандум[a-zа-ӿ]*|memorand(?:um|a)(?: of understanding)?|mou`,
  ),
  word('roadmap', String.raw`жол карта[a-zа-ӿ]*|дорожн[a-zа-ӿ]+ карт[a-zа-ӿ]+|йўл харита[a-zа-ӿ]*|road ?map[a-zа-ӿ]*`),
  word(
    'plan',
    String.raw`(?:ынтымақтастық |іс-шаралар |іс-қимыл |бірлескен )?жоспар(?:ы|ын|ына|ының|дың|ға|ды)?(?: жобасы[a-zа-ӿ]*)?|план[a-zа-ӿ]{0,3}(?: (?:сотрудничества|мероприятий|действий))?|(?:ҳамкорлик )?режа(?:си|сини|га|ни)?|(?:cooperation |action |work )plan`,
    'strength',
  ),
  word('contract', String.raw`келісімшарт[a-zа-ӿ]*|контракт[a-zа-ӿ]*|шартнома[a-zа-ӿ]*|contracts?`),
  word(
    'agreement',
    String.raw`(?:үкіметаралық |екіжақты |халықаралық )?келісім(?:ге|ді|нің|дер[a-zа-ӿ]*|і|ін|іне)?|соглашени[a-zа-ӿ]*|(?:ҳукуматлараро )?битим[a-zа-ӿ]*|келишув(?:ни|га|лар[a-zа-ӿ]*)?|(?:intergovernmental |bilateral )?agreements?(?! (?:was|is) reached)`,
  ),
  word('protocol', String.raw`хаттама[a-zа-ӿ]*|протокол[a-zа-ӿ]*|баённома[a-zа-ӿ]*|protocols?`),
  word('declaration', String.raw`декларация[a-zа-ӿ]*|декларацию|деклараци[a-zа-ӿ]*|баёнот имзо[a-zа-ӿ]*|declarations?`),
  word('loan', String.raw`жеңілдетілген несие[a-zа-ӿ]*|льготн[a-zа-ӿ]+ кредит[a-zа-ӿ]*|soft loans?`),
  word('grant', String.raw`грант(?:ты|тың|қа|тар[a-zа-ӿ]*|а|ов|ом|у|ни|га)?|grants?`, 'strength'),
  word(
    'programme',
    String.raw`бағдарлама(?:сы|сын|сының|сына|лары[a-zа-ӿ]*)?|программ[a-zа-ӿ]+|дастур[a-zа-ӿ]*|programmes?|programs?`,
    'title',
  ),
  word('document', String.raw`құжат(?:қа|тарға|ты)?|документ[a-zа-ӿ]*|ҳужжат[a-zа-ӿ]*|documents?`, 'signed'),
];

/** A piece of each name above: a sentence without any needs no closer look. */
export const anyInstrument =
  /меморанд|memorand|mou|карт|харита|map|жоспар|план|plan|режа|шарт|контракт|contract|келіс|соглаш|битим|келишув|agreement|хаттама|прот|protoc|баён|деклар|declar|нота|notes|несие|кредит|loan|грант|grant|бағдарл|програм|program|дастур|құжат|докум|ҳужжат|docum/;

/** A draft, or still being agreed. */
export const draftWords =
  /(?:жобасы[a-zа-ӿ]*|келісіліп жатқан|әзірленіп жатқан|дайындалып жатқан|проект[a-zа-ӿ]* (?:соглашени|меморандум|план|протокол|договор)|согласовыва[a-zа-ӿ]+|на согласовании|на стадии согласования|келісу сатысында|лойиҳаси|келишилаётган|draft|being negotiated|under negotiation)/;
