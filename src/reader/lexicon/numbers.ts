import type { Language } from '../claim.ts';

/** Grammatical case that a suffix shows, as far as a comparator depends on it. */
export type Case = 'ablative' | 'dative' | 'terminative' | 'other';

export interface NumberLexicon {
  /** Folded word to value; 100 multiplies what stands before it, 1000 and above are scales. */
  readonly words: ReadonlyMap<string, number>;
  /** Folded suffix to case, of number words («миллионнан») and of digits («2700-ден»). */
  readonly suffixes: ReadonlyMap<string, Case>;
  /** Endings that make a number word or digits an ordinal: no count. */
  readonly ordinal: RegExp;
  /** Words that add a half to what stands before them. */
  readonly half: ReadonlySet<string>;
}

const scales: readonly (readonly [string, number])[] = [
  ['миллион милион млн', 1e6],
  ['миллиард милиард миллярд милярд миллирд млрд', 1e9],
  ['триллион трилион трлн', 1e12],
];

function table(...groups: readonly (readonly [string, number])[]): Map<string, number> {
  return new Map(groups.flatMap(([words, value]) => words.split(' ').map((word): [string, number] => [word, value])));
}

function suffixes(groups: Readonly<Record<Case, string>>): Map<string, Case> {
  return new Map(
    Object.entries(groups).flatMap(([name, list]) =>
      list.split(' ').map((suffix): [string, Case] => [suffix, name as Case]),
    ),
  );
}

const kk: NumberLexicon = {
  words: table(
    ['нөл', 0],
    ['бір', 1],
    ['екі екеу', 2],
    ['үш үшеу', 3],
    ['төрт төртеу', 4],
    ['бес бесеу', 5],
    ['алты алтау', 6],
    ['жеті жетеу', 7],
    ['сегіз', 8],
    ['тоғыз', 9],
    ['он', 10],
    ['жиырма', 20],
    ['отыз', 30],
    ['қырық', 40],
    ['елу', 50],
    ['алпыс', 60],
    ['жетпіс', 70],
    ['сексен', 80],
    ['тоқсан', 90],
    ['жүз', 100],
    ['мың мын', 1000],
    ...scales,
  ),
  suffixes: suffixes({
    ablative: 'нан нен дан ден тан тен',
    dative: 'ға ге қа ке на не',
    terminative: '',
    other:
      'да де та те нда нде ды ді ты ті ны ні ның нің дың дің тың тің мен бен пен дай дей тай тей дайы дейі тайы тейі',
  }),
  ordinal: /^(?:с?(?:ы|і))?н?ш(?:ы|і)/,
  half: new Set(['жарым']),
};

const uz: NumberLexicon = {
  words: table(
    ['ноль нол', 0],
    ['бир', 1],
    ['икки', 2],
    ['уч', 3],
    ['тўрт', 4],
    ['беш', 5],
    ['олти', 6],
    ['етти', 7],
    ['саккиз', 8],
    ['тўққиз', 9],
    ['ўн', 10],
    ['йигирма', 20],
    ['ўттиз', 30],
    ['қирқ', 40],
    ['эллик', 50],
    ['олтмиш', 60],
    ['етмиш', 70],
    ['саксон', 80],
    ['тўқсон', 90],
    ['юз', 100],
    ['минг', 1000],
    ...scales,
  ),
  suffixes: suffixes({
    ablative: 'дан тадан нафардан',
    dative: 'га тага ка қа нафарга',
    terminative: 'гача тагача',
    other: 'да ни нинг та тани танинг тача дек',
  }),
  ordinal: /^и?нчи/,
  half: new Set(['ярим']),
};

const ru: NumberLexicon = {
  words: table(
    ['ноль нуль нуля', 0],
    ['один одна одно одного одной одну одному одним', 1],
    ['два две двух двум двумя двое двоих двоим', 2],
    ['три трех трёх трем трём тремя трое троих троим', 3],
    ['четыре четырех четырёх четырем четырём четырьмя четверо четверых', 4],
    ['пять пяти пятью пятеро пятерых', 5],
    ['шесть шести шестью шестеро шестерых', 6],
    ['семь семи семью семеро семерых', 7],
    ['восемь восьми восемью восьмью', 8],
    ['девять девяти девятью', 9],
    ['десять десяти десятью', 10],
    ['одиннадцать одиннадцати одиннадцатью', 11],
    ['двенадцать двенадцати двенадцатью', 12],
    ['тринадцать тринадцати', 13],
    ['четырнадцать четырнадцати', 14],
    ['пятнадцать пятнадцати', 15],
    ['шестнадцать шестнадцати', 16],
    ['семнадцать семнадцати', 17],
    ['восемнадцать восемнадцати', 18],
    ['девятнадцать девятнадцати', 19],
    ['двадцать двадцати двадцатью', 20],
    ['тридцать тридцати тридцатью', 30],
    ['сорок сорока', 40],
    ['пятьдесят пятидесяти', 50],
    ['шестьдесят шестидесяти', 60],
    ['семьдесят семидесяти', 70],
    ['восемьдесят восьмидесяти', 80],
    ['девяносто девяноста', 90],
    ['сто ста', 100],
    ['двести двухсот двумстам', 200],
    ['триста трехсот трёхсот тремстам', 300],
    ['четыреста четырехсот четырёхсот', 400],
    ['пятьсот пятисот', 500],
    ['шестьсот шестисот', 600],
    ['семьсот семисот', 700],
    ['восемьсот восьмисот', 800],
    ['девятьсот девятисот', 900],
    ['полтора полторы полутора', 1.5],
    ['полмиллиона', 5e5],
    ['тысяча тысячи тысяч тысячу тысячей тысячам тысячами тыс', 1000],
    ['миллион миллиона миллионов миллиону миллионом миллионам милион милионов милиона млн', 1e6],
    ['миллиард миллиарда миллиардов миллиарду миллиардом миллиардам милиард милиарда милиардов млрд', 1e9],
    ['триллион триллиона триллионов трлн', 1e12],
  ),
  suffixes: suffixes({ ablative: '', dative: '', terminative: '', other: 'х ти ми и' }),
  ordinal: /^(?:й|я|е|го|му|м|ый|ая|ое|ого|ой|ом|ую)$/,
  half: new Set(),
};

const en: NumberLexicon = {
  words: table(
    ['zero', 0],
    ['one', 1],
    ['two', 2],
    ['three', 3],
    ['four', 4],
    ['five', 5],
    ['six', 6],
    ['seven', 7],
    ['eight', 8],
    ['nine', 9],
    ['ten', 10],
    ['eleven', 11],
    ['twelve', 12],
    ['thirteen', 13],
    ['fourteen', 14],
    ['fifteen', 15],
    ['sixteen', 16],
    ['seventeen', 17],
    ['eighteen', 18],
    ['nineteen', 19],
    ['twenty', 20],
    ['thirty', 30],
    ['forty', 40],
    ['fifty', 50],
    ['sixty', 60],
    ['seventy', 70],
    ['eighty', 80],
    ['ninety', 90],
    ['hundred', 100],
    ['thousand', 1000],
    ['million mn mln', 1e6],
    ['billion bn bln', 1e9],
    ['trillion trn', 1e12],
  ),
  suffixes: new Map(),
  ordinal: /^(?:st|nd|rd|th)$/,
  half: new Set(),
};

const none: NumberLexicon = {
  words: table(...scales, ['million', 1e6], ['billion', 1e9]),
  suffixes: new Map(),
  ordinal: /^(?:st|nd|rd|th)$/,
  half: new Set(),
};

/** Everyday words that only look like a number with a case ending: «онда» there, «үшін» for, «бирга» together. */
export const notNumbers = new Set(
  'онда оны оның онымен оған бірге бірден бірде бірдей үшін бирга бирдан бирда юзда'.split(' '),
);

export const numberLexicons: Readonly<Record<Language, NumberLexicon>> = { kk, 'uz-Cyrl': uz, ru, en, und: none };

/** Plural scale words that, without a number before them, only say "many". */
export const vaguePlural = new Set('тысячи тысяч тысячам миллионы миллионов миллиарды миллиардов'.split(' '));
