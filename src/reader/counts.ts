import type { CapacityValue, CountValue, Language, Measure } from './claim.ts';
import { compareAfter, compareNumber, nounCase } from './comparators.ts';
import { type DraftOf, isTaken, type SentenceView, take, tokenSpan } from './draft.ts';
import {
  capacityWords,
  type CountedNoun,
  countedNouns,
  frequencyWords,
  futureWords,
  notCounted,
  peopleVerbs,
} from './lexicon/nouns.ts';
import type { NumberRun } from './numbers.ts';
import { perYear } from './per.ts';
import { after, type Token } from './tokens.ts';
import { stemOf } from './stems.ts';

interface Phrase {
  readonly noun: CountedNoun | null;
  readonly first: number;
  readonly last: number;
}

const quantifiers = /^(?:та|нафар|дана|шт|штук\p{L}*|тысяч\p{L}*|ед)$/u;
const attribute =
  /^(?:та|нафар|дана|шт|штук\p{L}*|ед|елді|арнайы|шағын|жаңа|ірі|үлкен|янги|йирик|махсус|\p{L}{3,}(?:лық|лік|дық|дік|тық|тік|ғы|гі|лик|ский|ских|ные|ных|ной|ного|ое|ая))$/u;
const plainWord = /^[\p{L}\p{M}'-]+$/u;
const stopWord =
  /^(?:және|мен|бен|пен|ва|и|или|and|or|of|the|а|но|but|в|на|с|по|из|к|у|за|от|до|для|при|in|on|at|by|to|for|from|with|жылы|болды|бойынша|үшін|учун|билан|бўйича|туралы|ҳақида|is|are|was|were|has|have)$/u;

/** Counts and capacities of a sentence. What a date, an amount of money or an ordinal has used is no count. */
export function findCounts(view: SentenceView): DraftOf<'count' | 'capacity'>[] {
  const found: DraftOf<'count' | 'capacity'>[] = [];
  for (const run of view.runs) {
    if (isTaken(view, run) || run.ending === 'ordinal' || isPartOfName(view, run)) continue;
    const draft = readCount(view, run);
    if (draft) found.push(draft);
  }
  return found;
}

/** `COVID-19`, «№ 5», «Т-34», «10-сынып»: a number inside a name. */
function isPartOfName(view: SentenceView, run: NumberRun): boolean {
  const { tokens } = view.sentence;
  const left = tokens[run.first - 1];
  const own = tokens[run.first];
  const right = tokens[run.last + 1];
  const gluedLeft =
    left !== undefined &&
    own !== undefined &&
    !own.gap &&
    left.fold !== '(' &&
    left.fold !== '«' &&
    left.kind !== 'number';
  const hyphenRight =
    right?.fold === '-' && !right.gap && tokens[run.last + 2]?.gap === false && view.language !== 'en';
  return (gluedLeft && /^[-\p{L}./№#]/u.test(left.fold)) || hyphenRight || /^(?:№|#|no)$/.test(left?.fold ?? '');
}

function readCount(view: SentenceView, run: NumberRun): DraftOf<'count' | 'capacity'> | null {
  const near = compareNumber(view.sentence, run, view.language);
  const from = Math.max(near.last, run.last) + 1;
  const ahead = after(view.sentence, from, 80);
  const frequency = frequencyOf(view, run, ahead);
  if (frequency) return frequency;
  if (notCounted.test(ahead)) return null;
  const phrase = nounPhrase(view, from, run);
  if (!phrase) return null;
  const word = view.sentence.tokens[phrase.last]?.fold ?? '';
  const behind = compareAfter(view.sentence, phrase.last + 1, {
    language: view.language,
    ending: nounCase(word, view.language),
  });
  const per = perYear(view.sentence, Math.min(near.first, run.first), Math.max(phrase.last, behind?.last ?? 0));
  const first = Math.min(near.first, per?.first ?? near.first);
  const last = Math.max(phrase.last, behind?.last ?? 0, per?.last ?? 0);
  take(view, first, last);
  const quantity = {
    value: run.value,
    comparator: behind?.comparator ?? near.comparator,
    ...(run.max === undefined ? {} : { max: run.max }),
    what: whatOf(view, phrase),
    ...(per ? { per: per.duration } : {}),
  };
  return roleOf(view, { run, phrase, quantity, span: tokenSpan(view.sentence, first, last) });
}

/** «жылына бір рет», `twice` is left out: how often something happens, only where the source says per what. */
function frequencyOf(view: SentenceView, run: NumberRun, ahead: string): DraftOf<'count'> | null {
  if (!frequencyWords.test(ahead)) return null;
  const noun = run.last + 1;
  const per = perYear(view.sentence, run.first, noun);
  if (!per) return null;
  const first = Math.min(run.first, per.first);
  const last = Math.max(noun, per.last);
  take(view, first, last);
  const what = view.sentence.tokens[noun]?.fold ?? '';
  const value: CountValue = { value: run.value, comparator: 'eq', what, per: per.duration, role: 'frequency' };
  return {
    ...tokenSpan(view.sentence, first, last),
    id: view.ids.next('count'),
    kind: 'count',
    value,
    stage: 'counts/frequency',
    confidence: 0.6,
  };
}

/** The words counted: up to three words before a known noun; failing that, the next word, for numbers in digits. */
function nounPhrase(view: SentenceView, from: number, run: NumberRun): Phrase | null {
  const { tokens } = view.sentence;
  let first = from;
  if (tokens[first]?.fold === '-' && view.language === 'en') first++;
  for (let at = first; at < first + 4; at++) {
    const token = tokens[at];
    if (!token || token.kind === 'number' || (token.kind === 'mark' && !/^["«»“”-]$/.test(token.fold))) break;
    const text = after(view.sentence, at, 80);
    const hit = countedNouns.find((each) => each.pattern.test(text));
    if (hit) {
      const words = (hit.pattern.exec(text)?.[0] ?? '').split(' ').length;
      return { noun: hit, first, last: at + words - 1 };
    }
    if (isVerb(token.fold) || leavesPhrase(token.fold, view.language)) break;
  }
  return run.value < (run.spelled ? 10 : 2) ? null : unknownNoun(tokens, first);
}

/** The next word, with what stands before a noun and never alone: «арнайы техника», «73 та мактаб». */
function unknownNoun(tokens: readonly Token[], first: number): Phrase | null {
  const isNoun = (token: Token | undefined): token is Token =>
    token !== undefined && plainWord.test(token.fold) && !stopWord.test(token.fold) && !isVerb(token.fold);
  let last = first;
  while (last < first + 2 && attribute.test(tokens[last]?.fold ?? '') && isNoun(tokens[last + 1])) last++;
  const noun = tokens[last];
  return isNoun(noun) && noun.fold.length >= 3 ? { noun: null, first, last } : null;
}

/** A genitive or a locative belongs to another phrase: what follows it is not what is counted. */
function leavesPhrase(word: string, language: Language): boolean {
  if (language === 'kk') return /.{3}(?:[нтд](?:ың|ің)|[дт](?:а|е)|нда|нде)$/.test(word);
  return language === 'uz-Cyrl' && /.{3}(?:нинг|да)$/.test(word);
}

function isVerb(word: string): boolean {
  return /(?:ылды|ілді|ілген|ылған|ланды|лады|дилар|илди|илган|нган|ется|ются|лись|лось)$/u.test(word);
}

function whatOf(view: SentenceView, phrase: Phrase): string {
  const words = view.sentence.tokens.slice(phrase.first, phrase.last + 1).map((token) => token.fold);
  const lastWord = words.pop() ?? '';
  return [...words.filter((word) => !quantifiers.test(word)), stemOf(lastWord, view.language)].join(' ');
}

interface Read {
  readonly run: NumberRun;
  readonly phrase: Phrase;
  readonly quantity: Omit<CountValue, 'role' | 'period'>;
  readonly span: { readonly start: number; readonly end: number };
}

function roleOf(view: SentenceView, read: Read): DraftOf<'count' | 'capacity'> {
  const { noun } = read.phrase;
  const measure = measureOf(view, read);
  const base = {
    ...read.span,
    stage: noun ? 'counts/known-noun' : 'counts/next-word',
    confidence: noun ? 0.9 : 0.45,
  };
  const quantity = { ...read.quantity, ...(measure ? { measure } : {}) };
  if (isCapacity(view, read)) {
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

/** «800 дан ортиқ беморни даволашга мўлжалланган», «рассчитан более чем на 800», `an 800-bed hospital`. */
function isCapacity(view: SentenceView, read: Read): boolean {
  const { phrase, run } = read;
  if (!phrase.noun?.people && phrase.noun?.measure !== 'beds') return false;
  if (phrase.noun?.measure === 'beds') return true;
  const start = Math.max(0, run.first - 10);
  return (
    capacityWords.test(segment(view, phrase.last + 1, 8)) || capacityWords.test(segment(view, start, run.first - start))
  );
}

function segment(view: SentenceView, first: number, count: number): string {
  return view.sentence.tokens
    .slice(first, first + count)
    .map((token) => token.fold)
    .join(' ');
}

function countRole(view: SentenceView, read: Read, measure: Measure | undefined): CountValue['role'] {
  if (measure === 'participants') return 'participants';
  if (read.phrase.noun?.demographic && (measure === 'inhabitants' || measure === undefined)) return 'demographic';
  return futureWords.test(clauseAround(view, read)) ? 'planned' : 'result';
}

/** From the number before this one to the number after it: what a verb in between says, it says of this number. */
function clauseAround(view: SentenceView, read: Read): string {
  const { runs, sentence } = view;
  const index = runs.indexOf(read.run);
  const previous = runs[index - 1];
  const next = runs[index + 1];
  const start = previous ? previous.last + 1 : 0;
  return segment(view, start, (next ? next.first : sentence.tokens.length) - start);
}

function measureOf(view: SentenceView, read: Read): Measure | undefined {
  const { noun } = read.phrase;
  if (!noun?.people) return noun?.measure;
  const tokens = view.sentence.tokens.length;
  const nextRun = view.runs.find((run) => run.first > read.phrase.last);
  const near = nearestVerb(
    segment(view, read.phrase.last + 1, (nextRun?.first ?? tokens) - read.phrase.last - 1),
    'first',
  );
  const previous = view.runs.findLast((run) => run.last < read.run.first);
  const start = previous ? previous.last + 1 : 0;
  const left = nearestVerb(segment(view, start, read.run.first - start), 'last');
  const verbFirst = view.language === 'ru' || view.language === 'en';
  if (verbFirst && left && (!near || left.distance < near.distance)) return left.measure;
  const far = near ?? (verbFirst ? left : nearestVerb(segment(view, read.phrase.last + 1, tokens), 'first'));
  return far?.measure ?? noun.measure;
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
