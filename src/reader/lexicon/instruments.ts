import type { InstrumentType } from '../claim.ts';

export interface InstrumentWord {
  readonly type: InstrumentType;
  readonly pattern: RegExp;
  /** Everyday words: an instrument only where the sentence says what was done with it. */
  readonly needs?: 'strength' | 'signed' | 'title';
}

const word = (type: InstrumentType, source: string, needs?: InstrumentWord['needs']): InstrumentWord => ({
  type,
  pattern: new RegExp(`(?<=^| )(?:${source})(?= |$)`, 'gu'),
  ...(needs ? { needs } : {}),
});

/** Names of instruments on folded words, the longer before the shorter. */
export const instrumentWords: readonly InstrumentWord[] = [
  word(
    'exchange_of_notes',
    String.raw`нота(?:лар)? алмас\p{L}*|обмен\p{L}* нотами|ноталар алмаш\p{L}*|exchange of notes`,
  ),
  word(
    'memorandum',
    String.raw`(?:өзара түсіністік туралы |ўзаро англашув )?меморандум\p{L}*|memorand(?:um|a)(?: of understanding)?|mou`,
  ),
  word('roadmap', String.raw`жол карта\p{L}*|дорожн\p{L}+ карт\p{L}+|йўл харита\p{L}*|road ?map\p{L}*`),
  word(
    'plan',
    String.raw`(?:ынтымақтастық |іс-шаралар |іс-қимыл |бірлескен )?жоспар(?:ы|ын|ына|ының|дың|ға|ды)?(?: жобасы\p{L}*)?|план\p{L}{0,3}(?: (?:сотрудничества|мероприятий|действий))?|(?:ҳамкорлик )?режа(?:си|сини|га|ни)?|(?:cooperation |action |work )plan`,
    'strength',
  ),
  word('contract', String.raw`келісімшарт\p{L}*|контракт\p{L}*|шартнома\p{L}*|contracts?`),
  word(
    'agreement',
    String.raw`(?:үкіметаралық |екіжақты |халықаралық )?келісім(?:ге|ді|нің|дер\p{L}*|і|ін|іне)?|соглашени\p{L}*|(?:ҳукуматлараро )?битим\p{L}*|келишув(?:ни|га|лар\p{L}*)?|(?:intergovernmental |bilateral )?agreements?(?! (?:was|is) reached)`,
  ),
  word('protocol', String.raw`хаттама\p{L}*|протокол\p{L}*|баённома\p{L}*|protocols?`),
  word('declaration', String.raw`декларация\p{L}*|декларацию|деклараци\p{L}*|баёнот имзо\p{L}*|declarations?`),
  word('loan', String.raw`жеңілдетілген несие\p{L}*|льготн\p{L}+ кредит\p{L}*|soft loans?`),
  word('grant', String.raw`грант(?:ты|тың|қа|тар\p{L}*|а|ов|ом|у|ни|га)?|grants?`, 'strength'),
  word(
    'programme',
    String.raw`бағдарлама(?:сы|сын|сының|сына|лары\p{L}*)?|программ\p{L}+|дастур\p{L}*|programmes?|programs?`,
    'title',
  ),
  word('document', String.raw`құжат(?:қа|тарға|ты)?|документ\p{L}*|ҳужжат\p{L}*|documents?`, 'signed'),
];

/** A piece of each name above: a sentence without any needs no closer look. */
export const anyInstrument =
  /меморанд|memorand|mou|карт|харита|map|жоспар|план|plan|режа|шарт|контракт|contract|келіс|соглаш|битим|келишув|agreement|хаттама|прот|protoc|баён|деклар|declar|нота|notes|несие|кредит|loan|грант|grant|бағдарл|програм|program|дастур|құжат|докум|ҳужжат|docum/;

/** A draft, or still being agreed. */
export const draftWords =
  /(?:жобасы\p{L}*|келісіліп жатқан|әзірленіп жатқан|дайындалып жатқан|проект\p{L}* (?:соглашени|меморандум|план|протокол|договор)|согласовыва\p{L}+|на согласовании|на стадии согласования|келісу сатысында|лойиҳаси|келишилаётган|draft|being negotiated|under negotiation)/u;
