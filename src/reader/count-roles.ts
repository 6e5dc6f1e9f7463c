import type { CapacityValue, CountValue, Measure } from './claim.ts';
import type { DraftOf, SentenceView } from './draft.ts';
import { type CountedNoun, peopleVerbs } from './lexicon/nouns.ts';
import { capacityWords, futureWords, givenWords, livingWords, servedWords } from './lexicon/roles.ts';
import type { NumberRun } from './numbers.ts';

/** The words counted, as tokens; `noun` is null for one that the lexicon does not know. */
export interface Phrase {
  readonly noun: CountedNoun | null;
  readonly first: number;
  readonly last: number;
}

/** What was counted before, for «12 of them». */
export type Counted = Pick<CountValue, 'value' | 'what' | 'measure' | 'role'>;

export interface CountRead {
  readonly run: NumberRun;
  /** The numbers of the sentence that are no date and no money: each ends what is said of the one before. */
  readonly runs: readonly NumberRun[];
  readonly phrase: Phrase;
  readonly quantity: Omit<CountValue, 'role' | 'period'>;
  readonly span: { readonly start: number; readonly end: number };
  /** The role of the count in front of it in the sentence. */
  readonly earlier?: CountValue['role'];
  /** The number is a part of this. */
  readonly whole?: Counted;
}

/** A count with its role and measure, or a capacity. */
export function roleOf(view: SentenceView, read: CountRead): DraftOf<'count' | 'capacity'> {
  const noun = read.phrase.noun;
  const measure = measureOf(view, read);
  const base = {
    ...read.span,
    stage: noun ? 'counts/known-noun' : read.whole ? 'counts/part' : 'counts/next-word',
    confidence: noun ? 0.9 : read.whole ? 0.7 : 0.45,
  };
  const quantity = { ...read.quantity, ...(measure ? { measure } : {}) };
  if (isCapacity(view, read, measure)) {
    const value: CapacityValue = { ...quantity, role: 'capacity' };
    return { ...base, id: view.ids.next('capacity'), kind: 'capacity', value };
  }
  return {
    ...base,
    id: view.ids.next('count'),
    kind: 'count',
    value: { ...quantity, role: countRole(view, read, measure) },
  };
}

const isDone =
  /[a-zа-ӿ]{2}(?:[дт][ыі]|[ғгқк]ан|[ғгқк]ен|уда|уде|бар|ди|дилар|ган|моқда|бор)(?= ,| ;| және(?= |$)| ва(?= |$))/;

/** Behind the noun up to the next number, to a semicolon, or to a comma behind a finite verb. */
function behind(view: SentenceView, read: CountRead): string {
  const next = read.runs.find((run) => run.first > read.phrase.last && run.first > read.run.last);
  const stop = next?.first ?? view.sentence.tokens.length;
  const own = (
    ` ${segment(view, read.phrase.last + 1, stop - read.phrase.last - 1)}`.split(' ; ')[0] ?? ''
  ).trimStart();
  const verb = view.language === 'kk' || view.language === 'uz-Cyrl' ? isDone.exec(own) : null;
  return verb ? own.slice(0, verb.index + verb[0].length) : own;
}

/** In front of the number, from the number before it or from a semicolon on. */
function ahead(view: SentenceView, read: CountRead): string {
  const previous = read.runs.findLast((run) => run.last < read.run.first);
  const start = previous ? previous.last + 1 : 0;
  return `${segment(view, start, read.run.first - start)} `.split(' ; ').at(-1) ?? '';
}

function segment(view: SentenceView, first: number, count: number): string {
  return view.sentence.tokens
    .slice(first, first + Math.max(0, count))
    .map((token) => token.fold)
    .join(' ');
}

const otherVerb =
  /(?:^| )(?:will|has|have|had|was|were|employs?|будет|будут|работа(?:ет|ют)|труд(?:ится|ятся)|составля(?:ет|ют))(?= )/;

/** «800 дан ортиқ беморни даволашга мўлжалланган», «рассчитан более чем на 800», `an 800-bed hospital`. */
function isCapacity(view: SentenceView, read: CountRead, measure: Measure | undefined): boolean {
  const right = behind(view, read);
  const left = ahead(view, read);
  if (measure === 'beds') return !givenWords.test(` ${left} ${right}`) && !read.whole;
  if (!read.phrase.noun?.people && measure !== 'operations' && !read.quantity.per) return false;
  const word = view.sentence.tokens[read.phrase.last]?.fold ?? '';
  if (read.phrase.noun?.demographic && /(?:[нтд][ыі]ң|нинг)$/.test(word)) return false;
  if (capacityWords.test(right.split(' ').slice(0, 12).join(' '))) return true;
  const words = left.split(' ').slice(-12).join(' ');
  const match = capacityWords.exec(words);
  return match !== null && !otherVerb.test(words.slice(match.index + match[0].length));
}

function countRole(view: SentenceView, read: CountRead, measure: Measure | undefined): CountValue['role'] {
  if (measure === 'participants') return 'participants';
  const left = ahead(view, read);
  const around = `${left} ${predicateBehind(view, read)}`;
  const isAbout = measure === 'inhabitants' || measure === undefined;
  if (read.phrase.noun?.demographic && isAbout && !servedWords.test(around)) return 'demographic';
  if (read.phrase.noun?.people && isAbout && livingWords.test(around)) return 'demographic';
  if (futureWords.test(around)) return 'planned';
  const isSamePlan = read.earlier === 'planned' && !pastVerb.test(around);
  return isSamePlan || read.whole?.role === 'planned' ? 'planned' : 'result';
}

const pastVerb =
  /[a-zа-ӿ]{2}(?:л|ла|ли|ло|лся|лась|лись|лось|ено|ены|ена|ано|аны|ана|ed|[дт][ыі]|ди|дилар|[ғгқк][ае]н|[ае]ді|[ае]ды|йд[ыі]|моқда)(?= |$)|(?:^| )(?:was|were|has|have|held|saw|gave|built)(?= |$)/;

/** Kazakh and Uzbek put the verb of a list behind its last number: «40 дәрігер мен 10 мейіргер оқытылады». */
function predicateBehind(view: SentenceView, read: CountRead): string {
  const own = behind(view, read);
  if (view.language === 'ru' || view.language === 'en' || /(?:[дт][ыі]|ди|дилар|[ғгқк][ае]н|бар|бор)(?= |$)/.test(own))
    return own;
  const rest = segment(view, read.phrase.last + 1, view.sentence.tokens.length).split(' ; ')[0] ?? '';
  const verb = isDone.exec(rest);
  return verb ? rest.slice(0, verb.index + verb[0].length) : rest;
}

function measureOf(view: SentenceView, read: CountRead): Measure | undefined {
  const { noun } = read.phrase;
  if (!noun?.people && !read.whole) return noun?.measure;
  const found = verbAround(view, read);
  const own = noun?.measure ?? read.whole?.measure;
  // A team that examined people was not examined itself.
  if (own === 'specialists' && found !== 'people_trained' && found !== 'participants') return own;
  return found ?? own;
}

function verbAround(view: SentenceView, read: CountRead): Measure | undefined {
  const own = behind(view, read);
  const near = nearestVerb(own, 'first');
  const left = nearestVerb(ahead(view, read), 'last');
  const verbFirst = view.language === 'ru' || view.language === 'en';
  if (verbFirst && left && (!near || left.distance < near.distance)) return left.measure;
  if (near ?? (verbFirst ? left : null)) return (near ?? left)?.measure;
  const rest = segment(view, read.phrase.last + 1, view.sentence.tokens.length);
  return isDone.test(`${own} ,`) ? undefined : nearestVerb(rest, 'first')?.measure;
}

/** The verb of `peopleVerbs` nearest to the start (`first`) or to the end (`last`) of a folded text. */
function nearestVerb(text: string, side: 'first' | 'last'): { measure: Measure; distance: number } | null {
  let best: { measure: Measure; distance: number } | null = null;
  for (const [pattern, measure] of peopleVerbs) {
    for (const match of text.matchAll(pattern)) {
      const position = side === 'first' ? match.index : text.length - match.index - match[0].length;
      const skipped = side === 'first' ? text.slice(0, match.index) : text.slice(match.index);
      const distance = position + 30 * (skipped.split(',').length - 1);
      if (!best || distance < best.distance) best = { measure, distance };
    }
  }
  return best;
}
