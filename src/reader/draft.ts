import type { ClaimKind, ClaimValues, Language, Span } from './claim.ts';
import type { NumberRun } from './numbers.ts';
import type { TokenText } from './tokens.ts';

/** A claim before its way back to the source: offsets count units of the read text. */
export type Draft = {
  readonly [K in ClaimKind]: Span & {
    readonly id: string;
    readonly kind: K;
    readonly value: ClaimValues[K];
    readonly stage: string;
    readonly confidence: number;
  };
}[ClaimKind];
export type DraftOf<K extends ClaimKind> = Extract<Draft, { readonly kind: K }>;

/** Hands out `count-1`, `count-2`… in the order of the text. */
export class Ids {
  private readonly used = new Map<ClaimKind, number>();

  next(kind: ClaimKind): string {
    const number = (this.used.get(kind) ?? 0) + 1;
    this.used.set(kind, number);
    return `${kind}-${number}`;
  }
}

/** What every value stage gets: one sentence with its numbers, and which tokens earlier stages have used up. */
export interface SentenceView {
  readonly sentence: TokenText;
  readonly language: Language;
  readonly runs: readonly NumberRun[];
  readonly taken: Set<number>;
  readonly ids: Ids;
}

export function isTaken(view: SentenceView, run: NumberRun): boolean {
  for (let index = run.first; index <= run.last; index++) if (view.taken.has(index)) return true;
  return false;
}

export function take(view: SentenceView, first: number, last: number): void {
  for (let index = first; index <= last; index++) view.taken.add(index);
}

/** Where tokens `first`..`last` stand in the read text. */
export function tokenSpan(sentence: TokenText, first: number, last: number): Span {
  return {
    start: sentence.tokens[first]?.start ?? sentence.start,
    end: sentence.tokens[last]?.end ?? sentence.end,
  };
}
