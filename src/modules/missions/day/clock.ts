import { type Body, type Envelope, furthestHeard, type Operation } from './operation.ts';
import type { Log } from './sync.ts';

/** One exchange with another clock: asked, answered, heard. All in milliseconds, each by the clock of the one that says it. */
export type Sample = {
  readonly peer: string;
  readonly askedAt: number;
  readonly heardAt: number;
  /** The peer's own clock as it is, not put right by anything. */
  readonly theirs: number;
  /** What the peer knows its clock to be wrong by from one that is right (the server's: 0); null when it knows of none. */
  readonly known: number | null;
};

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** By how much a peer's clock is ahead: the median of the exchanges that took least, whose answer was least delayed. */
function ahead(samples: readonly Sample[], clock: (sample: Sample) => number): number {
  const quick = samples.toSorted((a, b) => a.heardAt - a.askedAt - (b.heardAt - b.askedAt));
  const half = quick.slice(0, Math.ceil(quick.length / 2));
  return Math.round(middle(half.map((sample) => clock(sample) - (sample.askedAt + sample.heardAt) / 2)));
}

/**
 * What has to be added to the own clock; null as long as it met no other. A clock that is right, or has met one, counts alone.
 * Where nobody has, the room decides: the median of all clocks, this one among them, so that one that is a day wrong is put right
 * and the others are not led astray. Of two that differ nobody can know, and each keeps its own.
 */
export function offsetFrom(samples: readonly Sample[]): number | null {
  if (samples.length === 0) return null;
  const right = samples.filter(({ known }) => known !== null);
  const peers = [...Map.groupBy(right.length > 0 ? right : samples, ({ peer }) => peer).values()];
  if (right.length > 0) return middle(peers.map((each) => ahead(each, ({ theirs, known }) => theirs + (known ?? 0))));
  const clocks = [0, ...peers.map((each) => ahead(each, ({ theirs }) => theirs))].toSorted((a, b) => a - b);
  const [low, high] = [clocks[(clocks.length - 1) >> 1] ?? 0, clocks[clocks.length >> 1] ?? 0];
  return Math.abs(low) <= Math.abs(high) ? low : high;
}

/** What a device has to know to write: who writes, and how far it has come. */
export type Writer = Pick<Envelope, 'mission' | 'device' | 'by' | 'sequence' | 'lamport' | 'offset' | 'version'>;

/** The highest of all operations that are here: what is written next comes after it. */
export function lamportOf(log: Log): number {
  let top = 0;
  for (const line of log.values()) for (const { lamport } of line) if (lamport > top) top = lamport;
  return top;
}

/** The next operation of a device. It counts when it is stored together with the writer that follows it. */
export function written(
  writer: Writer,
  body: Body,
  { id, at }: { id: string; at: number },
): { operation: Operation; writer: Writer } {
  const next = { ...writer, sequence: writer.sequence + 1, lamport: writer.lamport + 1 };
  return { operation: { ...next, id, at, body }, writer: next };
}

/** A device that took in operations writes after all of them. */
export const seen = (writer: Writer, operations: readonly Envelope[]): Writer => ({
  ...writer,
  lamport: operations.reduce((top, { lamport }) => Math.max(top, Math.min(lamport, furthestHeard)), writer.lamport),
});
