import type { Permission } from '../../../permissions.ts';
import { endStages, type OptionalStage, type Party, type Stage } from '../referral.ts';
import { type Act, acts, isOn, type Transition, transitions } from '../transitions.ts';
import { forwardAt, lineFrom, nextOn } from './bar.ts';

/**
 * Why a button cannot be pressed now: it is the turn of others, it takes another role or the chair, the votes do not carry it yet, an
 * answer to a request to stop is awaited, or the referral has not come so far.
 */
export type Why =
  | { is: 'others'; by: readonly Party[] }
  | { is: 'role'; needs: Permission }
  | { is: 'chair' }
  | { is: 'votes' }
  | { is: 'stop' }
  | { is: 'later'; stage: Stage };
export type Offer = { act: Act; line: Transition; why: Why | null };
export type Reader = {
  stage: Stage;
  applying: ReadonlySet<OptionalStage>;
  /** The reader's organisation is these; none: it only looks on. */
  as: readonly Party[];
  may: readonly string[];
  /** A stop was asked for and has no answer yet. */
  isStopPending: boolean;
  /** What the reader may decide on the votes of the board before which it lies; left out where that is not known. */
  board?: { presides: boolean; allowed: readonly string[] } | undefined;
};

const ends: readonly Stage[] = endStages;
function whyNot(line: Transition, { as, may, isStopPending, board }: Reader): Why | null {
  if (!line.by.some((party) => as.includes(party))) return { is: 'others', by: line.by };
  if (!may.includes(line.needs)) return line.decides ? { is: 'chair' } : { is: 'role', needs: line.needs };
  if (line.decides && board) {
    if (!board.presides) return { is: 'chair' };
    if (!board.allowed.some((outcome) => outcome.startsWith(line.decides ?? outcome))) return { is: 'votes' };
  }
  if (line.stop !== undefined && (line.stop === 'pending') !== isStopPending) return { is: 'stop' };
  return null;
}

/** Of the lines of one act the one that the reader may use, else the first. */
function offerOf(lines: readonly Transition[], reader: Reader): Offer[] {
  const offers = lines.map((line) => ({ act: line.act, line, why: whyNot(line, reader) }));
  const best = offers.find(({ why }) => why === null) ?? offers.find(({ why }) => why?.is !== 'others') ?? offers[0];
  return best ? [best] : [];
}

/** Answers to a request that nobody made are not shown at all; nor is asking again while it is open. */
const isSpokenOf = ({ stop }: Transition, isStopPending: boolean): boolean => stop !== 'pending' || isStopPending;

/** An answer that is awaited first, then what brings it on; then what the reader can do, what others do, what comes later; a death last. */
function rankOf({ act, why, line }: Offer, onward: Act | null): number {
  if (line.stop === 'pending') return -1;
  if (act === onward) return 0;
  if (act === 'recordDeath') return 4;
  return why === null ? 1 : why.is === 'later' ? 3 : 2;
}

/**
 * All that can be done with a referral where it stands, first what brings it on, with the reason where the reader cannot; and the next act
 * after that, which comes later. Made from the one table of transitions.
 */
export function offersFor(reader: Reader): Offer[] {
  const { stage, applying, isStopPending } = reader;
  const onward = forwardAt(stage, applying);
  const here = transitions.filter(
    (line) => line.from.includes(stage) && isOn(line, applying) && isSpokenOf(line, isStopPending),
  );
  const offers = [...Map.groupBy(here, ({ act }) => act).values()].flatMap((lines) => offerOf(lines, reader));
  const later = laterOf(reader, onward).filter(({ act }) => offers.every((offer) => offer.act !== act));
  return [...offers, ...later].toSorted(
    (one, other) => rankOf(one, onward) - rankOf(other, onward) || acts.indexOf(one.act) - acts.indexOf(other.act),
  );
}

function laterOf({ stage, applying }: Reader, onward: Act | null): Offer[] {
  if (ends.includes(stage) || onward === null) return [];
  const next = nextOn({ stage, applying });
  const act = next && forwardAt(next, applying);
  const line = act && act !== onward && lineFrom(act, next);
  return line ? [{ act: line.act, line, why: { is: 'later', stage: next } }] : [];
}

const dangerous: ReadonlySet<Act> = new Set([
  'decline',
  'declineHome',
  'cancel',
  'recordDeath',
  'closeNoShow',
  'requestStop',
]);
/** Nothing is put first while a stop is asked for: which of the two answers is right, no screen knows. */
export const toneOf = (
  { act, why }: Offer,
  { isFirst, isStopPending }: { isFirst: boolean; isStopPending: boolean },
): 'primary' | 'danger' | 'plain' => {
  if (dangerous.has(act)) return 'danger';
  return isFirst && why === null && !isStopPending ? 'primary' : 'plain';
};
