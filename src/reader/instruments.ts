import type { InstrumentValue, Span, Strength } from './claim.ts';
import type { ActContext } from './commitments.ts';
import type { DraftOf, SentenceView } from './draft.ts';
import { anyInstrument, draftWords, type InstrumentWord, instrumentWords } from './lexicon/instruments.ts';
import type { Clause } from './predicates.ts';
import { spanOf } from './tokens.ts';

interface Hit {
  readonly word: InstrumentWord;
  readonly from: number;
  readonly to: number;
}

/** Memoranda, agreements, plans… of a sentence with what it says was done about them, never more. */
export function findInstruments(view: SentenceView, context: ActContext): DraftOf<'instrument'>[] {
  const { folded } = view.sentence;
  if (!anyInstrument.test(folded)) return [];
  const hits: Hit[] = [];
  for (const word of instrumentWords) {
    for (const match of folded.matchAll(word.pattern)) {
      const [from, to] = [match.index, match.index + match[0].length];
      if (!hits.some((hit) => from < hit.to && hit.from < to)) hits.push({ word, from, to });
    }
  }
  const signed = signedHits(context.clauses, hits);
  return hits
    .sort((a, b) => a.from - b.from)
    .flatMap((hit) => instrument(view, { ...context, isSigned: signed.has(hit) }, hit) ?? []);
}

/** For each «signed» the one instrument nearest to it; another in the same clause is only carried out by it. */
function signedHits(clauses: readonly Clause[], hits: readonly Hit[]): ReadonlySet<Hit> {
  const signed = new Set<Hit>();
  for (const clause of clauses) {
    if (clause.act.kind !== 'commitment' || clause.act.strength !== 'signed') continue;
    const own = hits.filter((hit) => hit.from >= clause.from && hit.to <= clause.to);
    const nearest = own.sort((a, b) => gapTo(clause, a) - gapTo(clause, b))[0];
    if (nearest && gapTo(clause, nearest) <= 120) signed.add(nearest);
  }
  return signed;
}

function gapTo(clause: Clause, hit: Hit): number {
  return Math.max(clause.predicate.from - hit.to, hit.from - clause.predicate.to);
}

function instrument(
  view: SentenceView,
  context: ActContext & { readonly isSigned: boolean },
  hit: Hit,
): DraftOf<'instrument'> | null {
  const { folded } = view.sentence;
  const clause = context.clauses.find((each) => hit.from >= each.from && hit.to <= each.to);
  const isDraft = draftWords.test(around(folded, hit)) && hit.word.type !== 'grant';
  const title = titleOf(view, context.text, hit);
  const strength = context.isSigned ? 'signed' : strengthOf(clause, hit, isDraft);
  if (hit.word.needs === 'signed' && strength !== 'signed') return null;
  if (hit.word.needs === 'strength' && strength === null && !isDraft) return null;
  if (hit.word.needs === 'title' && !title && strength !== 'signed') return null;
  const span = extent(view, hit, { clause, strength, isDraft });
  return {
    ...span,
    id: view.ids.next('instrument'),
    kind: 'instrument',
    value: valueOf(context, { hit, span, strength, isDraft, title }),
    stage: strength === 'signed' ? 'instruments/signed' : 'instruments/named',
    confidence: strength === 'signed' ? 0.9 : strength === null ? 0.5 : 0.7,
  };
}

interface Read {
  readonly hit: Hit;
  readonly span: Span;
  readonly strength: Strength | null;
  readonly isDraft: boolean;
  readonly title: string | null;
}

function valueOf(context: ActContext, read: Read): InstrumentValue {
  const within = context.values.filter((value) => value.start >= read.span.start && value.end <= read.span.end);
  const date = read.strength === 'signed' ? (within.find(isSigning) ?? context.values.find(isSigning)) : undefined;
  const term = context.values.find((value) => value.kind === 'period' && value.value.role === 'instrument_term');
  const ends =
    term?.kind === 'period' && term.value.from && term.value.until
      ? { from: term.value.from, until: term.value.until }
      : null;
  return {
    type: read.hit.word.type,
    strength: read.strength,
    ...(read.isDraft ? { draft: true } : {}),
    ...(read.title ? { title: read.title } : {}),
    ...(date?.kind === 'date' ? { date: date.value.edtf } : {}),
    ...(ends ? { term: ends } : {}),
  };
}

function isSigning(value: ActContext['values'][number]): boolean {
  return value.kind === 'date' && value.value.role === 'instrument_signed' && !value.value.modifier;
}

/** A draft is considered at most; of the others only what is given or planned takes the strength of its clause. */
function strengthOf(clause: Clause | undefined, hit: Hit, isDraft: boolean): Strength | null {
  if (isDraft) return 'considered';
  if (clause?.act.kind !== 'commitment') return null;
  if (clause.act.strength === 'signed') return null;
  const near = gapTo(clause, hit) <= 60;
  const giving = hit.word.type === 'grant' || hit.word.type === 'loan' || hit.word.type === 'plan';
  return giving && near ? clause.act.strength : null;
}

function extent(
  view: SentenceView,
  hit: Hit,
  read: { clause: Clause | undefined; strength: Strength | null; isDraft: boolean },
): Span {
  const { folded } = view.sentence;
  if (read.strength === 'signed' && read.clause) {
    const from = Math.min(read.clause.from, hit.from);
    return spanOf(view.sentence, from, Math.max(read.clause.predicate.to, hit.to));
  }
  if (read.isDraft) return spanOf(view.sentence, clauseStart(folded, hit.from), hit.to);
  return spanOf(view.sentence, hit.from, hit.to);
}

/** What stands near a name, within its semicolons. */
function around(folded: string, hit: Hit): string {
  const [head, tail] = [folded.slice(Math.max(0, hit.from - 120), hit.from), folded.slice(hit.from, hit.to + 80)];
  return head.slice(head.lastIndexOf(' ; ') + 1) + (tail.split(' ; ')[0] ?? '');
}

function clauseStart(folded: string, from: number): number {
  const cut = Math.max(
    folded.lastIndexOf(' , ', from),
    folded.lastIndexOf(' ; ', from),
    folded.lastIndexOf(' : ', from),
  );
  return cut < 0 ? 0 : cut + 3;
}

/** «Машав», "Young Leaders": a quoted name up to three words in front of the instrument's word. */
function titleOf(view: SentenceView, text: string, hit: Hit): string | null {
  const head = view.sentence.folded.slice(Math.max(0, hit.from - 200), hit.from);
  const match = /[«"“] ([^«»"“”]{2,150}) [»"”] (?:[a-zа-ӿ][a-zа-ӿ'-]* ){0,7}$/.exec(head);
  if (!match?.[1]) return null;
  const start = hit.from - head.length + match.index + 2;
  const span = spanOf(view.sentence, start, start + match[1].length);
  return text.slice(span.start, span.end);
}
