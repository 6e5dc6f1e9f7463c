import type { CountValue } from './claim.ts';
import { compareAfter, compareNumber, nounCase } from './comparators.ts';
import { type Counted, type CountRead, type Phrase, roleOf } from './count-roles.ts';
import { type DraftOf, isTaken, type SentenceView, take, tokenSpan } from './draft.ts';
import { frequencyWords, notCounted } from './lexicon/nouns.ts';
import { nounPhrase, whatOf } from './noun-phrases.ts';
import type { NumberRun } from './numbers.ts';
import { perYear } from './per.ts';
import { after, before } from './tokens.ts';

export interface CountsFound {
  readonly drafts: readonly DraftOf<'count' | 'capacity'>[];
  /** What was counted last: «12 of them» in the next sentence is a part of it. */
  readonly last: Counted | null;
}

/**
 * Counts and capacities of a sentence. What a date, an amount of money or an ordinal has used is no count. `earlier` is
 * what the sentence in front of this one counted last.
 */
export function findCounts(view: SentenceView, earlier: Counted | null = null): CountsFound {
  const drafts: DraftOf<'count' | 'capacity'>[] = [];
  const runs = view.runs.filter((run) => !isTaken(view, run));
  let last = earlier;
  for (const run of runs) {
    if (isTaken(view, run) || run.ending === 'ordinal' || isPartOfName(view, run)) continue;
    if (isFraction(view, run)) {
      take(view, run.first, run.last + 2);
      continue;
    }
    const previous = drafts.at(-1);
    const role = previous?.kind === 'count' ? { earlier: previous.value.role } : {};
    const draft = readCount(view, { run, runs, whole: last && run.value <= last.value ? last : null, ...role });
    if (!draft) continue;
    drafts.push(draft);
    if (!run.possessive && draft.kind === 'count' && draft.stage === 'counts/known-noun') last = draft.value;
  }
  return { drafts, last };
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
  return (
    (gluedLeft && /^[-a-zа-ӿ./№#:]/.test(left.fold)) ||
    hyphenRight ||
    numbered.test(before(view.sentence, run.first, 24))
  );
}

/** «статья 12», «section 8», «каб. 214»: what bears the number stands in front of it. */
const numbered =
  /(?:^| )(?:№|#|no \.?|nr|стать(?:я|и|е|ю|ёй)|ст \.|пункт[a-zа-ӿ]?|п \.|глав(?:а|ы|е)|раздел[a-zа-ӿ]?|каб(?:инет)?[a-zа-ӿ]?(?: \.)?|палат(?:а|ы|е)|аудитори(?:я|и)|дом|кв \.|оф(?:ис)?(?: \.)?|д \.|код|индекс|этап[a-zа-ӿ]?|уров(?:ень|ня)|section|articles?|clause|chapter|paragraph|room|ward|page|phase|stage|level|building|street|flight|type|grade|version|covid|стр(?:аница)? ?\.?|модда|хона|бап[a-zа-ӿ]?|бөлме|мектеп|лицензия|свидетельство|куәлік|гувоҳнома|стаж|рейтинг[a-zа-ӿ]*|бағасы|балл) $/;

/** «үштен екісі», «две трети», `two thirds`: a part of something, no number of things. */
function isFraction(view: SentenceView, run: NumberRun): boolean {
  const next = after(view.sentence, run.last + 1, 24);
  return (
    /^(?:-? ?)(?:thirds?|quarters?|fifths?|tenths?|треть[a-zа-ӿ]?|трети|четверт[a-zа-ӿ]*|пят(?:ая|ых)|десят(?:ая|ых)|половин[a-zа-ӿ]*|бөлігі[a-zа-ӿ]*|қисми[a-zа-ӿ]*)(?= |$)|^(?:in|out of|of every|из) (?:two|three|four|five|ten|every|двух|трех|трёх|четырех|пяти|десяти|2|3|4|5|10)(?= )/.test(
      next,
    ) ||
    (run.ending === 'ablative' &&
      /^(?:бір|екі|үш|төрт|бес|бир|икки|уч|тўрт|беш)(?:с?[иіы])[a-zа-ӿ]{0,4}(?= |$)/.test(next))
  );
}

interface Read {
  readonly run: NumberRun;
  readonly runs: readonly NumberRun[];
  readonly whole: Counted | null;
  readonly earlier?: CountValue['role'];
}

const ofThem =
  /^(?:из (?:них|которых)|of (?:them|whom|these|those)|(?:шу|бу|у)лардан)(?= |$)|^нафари(?:ни|га|нинг)?(?= |$)/;

/** «из них 2 300 — бесплатно», «оның ішінде 12». */
const partBefore =
  /(?:^| )(?:из (?:них|которых)|в том числе|(?:оның|олардың|соның) ішінде|шундан|шулардан|улардан|шу жумладан|including|of (?:them|whom|these|those))(?: ,)?(?: (?:более|свыше|около|почти|кемінде|шамамен|камида|more than|over|about|at least))? $/;

/** «46-сына», «54 из них», «75 нафари»: a part of what was counted before, unless the part has its own noun. */
function partOf(
  view: SentenceView,
  read: Read,
  from: number,
): { phrase: Phrase; isPart: boolean; isNamed?: true } | null {
  const { run, whole } = read;
  const compared = view.sentence.tokens[from - 1]?.fold ?? '';
  const isPart =
    run.possessive === true ||
    ofThem.test(after(view.sentence, from, 40)) ||
    /^(?:астам|жуығ|көб|артығ)[ыі](?:н|$)/.test(compared);
  if (isPart) {
    const own = nounPhrase(view, from, run);
    const isNamed = own?.noun?.people === true && own.last - own.first <= 1;
    if (isNamed) return { phrase: own, isPart: true, isNamed };
    return whole ? { phrase: { noun: null, first: from, last: from - 1 }, isPart: true } : null;
  }
  const phrase = nounPhrase(view, from, run);
  if (!phrase?.noun && whole && partBefore.test(before(view.sentence, run.first, 40)))
    return { phrase: { noun: null, first: from, last: from - 1 }, isPart: true };
  return phrase && { phrase, isPart: false };
}

function readCount(view: SentenceView, read: Read): DraftOf<'count' | 'capacity'> | null {
  const { run } = read;
  const near = compareNumber(view.sentence, run, view.language);
  const from = Math.max(near.last, run.last) + 1;
  const ahead = after(view.sentence, from, 80);
  const frequency = frequencyOf(view, run, ahead);
  if (frequency) return frequency;
  if (notCounted.test(ahead) || !Number.isInteger(run.value)) return null;
  const found = partOf(view, read, from);
  if (!found || isVague(view, run, found.phrase)) return null;
  const { phrase } = found;
  const word = view.sentence.tokens[phrase.last]?.fold ?? '';
  const behind =
    found.isPart && !found.isNamed
      ? null
      : compareAfter(view.sentence, phrase.last + 1, {
          language: view.language,
          ending: nounCase(word, view.language),
        });
  if (!phrase.noun && !found.isPart && !behind && nounCase(word, view.language) === 'ablative') return null;
  const per = perYear(view.sentence, Math.min(near.first, run.first), Math.max(phrase.last, behind?.last ?? 0));
  const first = Math.min(near.first, per?.first ?? near.first);
  const last = Math.max(phrase.last, behind?.last ?? 0, per?.last ?? 0);
  take(view, first, last);
  const quantity = {
    value: run.value,
    comparator: behind?.comparator ?? near.comparator,
    ...(run.max === undefined ? {} : { max: run.max }),
    what: found.isPart && !found.isNamed && read.whole ? read.whole.what : whatOf(view, phrase),
    ...(per ? { per: per.duration } : {}),
  };
  const earlier = read.earlier ? { earlier: read.earlier } : {};
  const span = tokenSpan(view.sentence, first, last);
  const counted: CountRead = { run, runs: read.runs, phrase, quantity, span, ...earlier };
  return roleOf(view, found.isPart && read.whole ? { ...counted, whole: read.whole } : counted);
}

/** A year without its word, `the two hospitals`, «екі клиника арасында», «бір орталық»: nobody counts these. */
function isVague(view: SentenceView, run: NumberRun, phrase: Phrase): boolean {
  const { tokens } = view.sentence;
  if (!phrase.noun && !run.spelled && run.value >= 1900 && run.value < 2100 && tokens[run.first]?.fold.length === 4)
    return run.max === undefined && !run.possessive;
  if (!run.spelled || run.value > 3) return false;
  if (run.value === 1 && view.language !== 'ru' && view.language !== 'en') return true;
  if (/(?:^| )(?:the|these|both|between|эти|оба|обе|осы|бұл|бу|ушбу) $/.test(before(view.sentence, run.first, 12)))
    return true;
  return /^(?:арасында|ортасында|ўртасида)(?:ғы|ги)?[a-zа-ӿ]*/.test(after(view.sentence, phrase.last + 1, 20));
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
