import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { grown, idAt, idTable, same, sequencesOf, type Shaped, shapesOf, summed, unpacked } from './columns.ts';
import { type Carried, type Erased, isErased, type Segment } from './exchange.ts';

/**
 * How messages travel: the operations of all segments in columns instead of records, every id once, what grows by its growth, and all
 * of it deflated. A small operation takes some thirty bytes in a batch. Both ends start from the same dictionary, so that a single
 * one is small too. What comes out is what went in, and still has to be looked at: nothing is believed because it could be unpacked.
 */
export type Refused = 'malformed' | 'too_large' | 'newer_format';
export type Unpacked = { message: unknown } | { refused: Refused };

/** How such a message is called where it goes over HTTP. */
export const contentType = 'application/x-yntymaq-day';

const format = 1;
const mostOperations = 5000;
const step = 16_384;

/** What nearly every batch says, the most frequent last: both ends deflate and inflate with it. */
export const dictionary = strToU8(
  'nextSteptreatmentcomplaintfindingdiagnosisadvicevitalstemperaturesystolicdiastolicpulsesaturation' +
    'traumatologyorthopaedicssurgerycardiologyneurologytherapyultrasoundemergencyurgentdisabilityreferredroutine' +
    'representativeconsentallergylanguagebirthYear"sex","phone","place","name"walk_inbookedtreatment_here' +
    'encounter.photographed|visit,encounter,photo,sha256,bytes,mediaTypedevice.revoked|visit,devicereconciled|visit,issue' +
    'visit.resumed|visit,overvisit.ended|visit,howvisit.same|visit,other,isSameturn.handed|visit,turn,specialty,room' +
    'turn.missed|visit,turn,isGivenUpencounter.signed|visit,encounter,clinician,answeredFor,notes' +
    'encounter.opened|visit,turn,encounter,specialty,room,clinicianturn.called|visit,turn,room' +
    'turn.queued|visit,turn,specialty,priorityvisit.registered|visit,ticket,booking,channel,dayvisit.arrived|visit' +
    'encounter.noted|visit,encounter,part,value,overvisit.field|visit,field,value,over' +
    '{"kind":"segments","have":{},"segments":{"ids":"","names":["#0","#1","#2","#3"],"count":1,"columns":[[0],[1],[2],[3],[null],' +
    '"shapes":[{"shape":"","at":[0],"values":[["#0"],["#1"],["#2"],[[]]]}],"runs":[[0,1,""]],"erased":[]},"format":1}',
);

type Columns = {
  ids: string;
  names: unknown[];
  count: number;
  columns: (readonly unknown[])[];
  shapes: Shaped[];
  /** Of each segment its device, how many operations it has, the chain before it and its signature. */
  runs: [device: number, count: number, previous: string, signature: string][];
  /** Where what was erased stood: its segment, its place there, its sequence and its digest. */
  erased: [run: number, place: number, sequence: number, digest: string][];
};

function columnsOf(segments: readonly Segment[]): Columns {
  const { packed, written } = idTable();
  const names: string[] = [];
  const nameAt = (name: string): number => {
    const known = names.indexOf(name);
    return known < 0 ? names.push(name) - 1 : known;
  };
  const erased: Columns['erased'] = [];
  const operations = segments.flatMap((segment, run) =>
    segment.operations.flatMap((one, place) => {
      if (!isErased(one)) return one;
      erased.push([run, place, one.sequence, one.digest]);
      return [];
    }),
  );
  const ids = operations.map(({ id }) => packed(id));
  const column = (key: 'lamport' | 'at') => grown(operations.map((operation) => operation[key]));
  const columns = [
    operations.map(({ mission }) => nameAt(mission)),
    operations.map(({ device }) => nameAt(device)),
    operations.map(({ by }) => nameAt(by)),
    sequencesOf(operations),
    column('lamport'),
    column('at'),
    operations.map(({ offset }) => offset),
    operations.map(({ version }) => version),
    ids.every((id, place) => id === `#${place.toString(36)}`) ? [] : ids,
  ].map(same);
  const shapes = shapesOf(operations, packed);
  const runs = segments.map(({ device, operations: all, previous, signature }): Columns['runs'][number] => [
    nameAt(device),
    all.length,
    previous,
    signature,
  ]);
  const packedNames = names.map(packed);
  return { ids: written(), names: packedNames, count: operations.length, columns, shapes, runs, erased };
}

/** What is said beside the segments is carried as it is. */
export type Message = { readonly segments?: readonly Segment[] } & { readonly [key: string]: unknown };

/** A message with or without segments, before it is deflated. */
export function inColumns(message: Message): string {
  const { segments, ...rest } = message;
  return JSON.stringify({ ...rest, ...(segments && { segments: columnsOf(segments) }), format });
}

/** The same as bytes. */
export const pack = (message: Message): Uint8Array<ArrayBuffer> =>
  deflateSync(strToU8(inColumns(message)), { level: 6, dictionary });

/** Inflated piece by piece, so that few bytes cannot become more than a device holds. */
function inflated(bytes: Uint8Array, mostBytes: number): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate({ dictionary }, (piece) => {
    size += piece.length;
    if (size <= mostBytes) pieces.push(piece);
  });
  for (let at = 0; at < bytes.length; at += step) {
    if (size > mostBytes) return null;
    inflate.push(bytes.subarray(at, at + step), at + step >= bytes.length);
  }
  if (size > mostBytes) return null;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function bodiesOf({ ids, count, shapes }: Columns): unknown[] {
  const bodies = Array.from({ length: count }, (): unknown => null);
  for (const { shape, at, values } of shapes) {
    const [kind = '', keys = ''] = shape.split('|');
    const named = keys === '' ? [] : keys.split(',');
    summed(at).forEach((place, row) => {
      if (!(place in bodies)) throw new RangeError('No such operation');
      const entries = named.map((key, column) => [key, unpacked(ids, values[column]?.[row])] as const);
      bodies[place] = Object.fromEntries([['kind', kind] as const, ...entries]);
    });
  }
  return bodies;
}

function operationsOf(whole: Columns, names: readonly unknown[]): Carried[] {
  const { ids, count, columns } = whole;
  const full = (at: number): readonly unknown[] => {
    const column = columns[at] ?? [];
    return column.length === 1 ? Array.from({ length: count }, () => column[0]) : column;
  };
  const numbers = (at: number) => full(at).map(Number);
  const named = (at: number) => numbers(at).map((place) => names[place]);
  const [missions, devices, people] = [named(0), named(1), named(2)];
  const [steps, lamports, times] = [numbers(3), summed(numbers(4)), summed(numbers(5))];
  const [offsets, versions, written] = [full(6), full(7), full(8)];
  const bodies = bodiesOf(whole);
  const last = new Map<unknown, number>();
  return bodies.map((body, at) => {
    const device = devices[at];
    const sequence = (last.get(device) ?? 0) + (steps[at] ?? Number.NaN);
    last.set(device, sequence);
    return {
      id: written.length === 0 ? idAt(ids, at) : unpacked(ids, written[at]),
      mission: missions[at],
      device,
      sequence,
      lamport: lamports[at],
      at: times[at],
      offset: offsets[at],
      by: people[at],
      version: versions[at],
      body,
    } as Carried;
  });
}

function segmentsOf(whole: Columns): Segment[] {
  const names = whole.names.map((name) => unpacked(whole.ids, name));
  const operations = operationsOf(whole, names);
  const gone = new Map(whole.erased.map(([run, place, sequence, digest]) => [`${run} ${place}`, { sequence, digest }]));
  let next = 0;
  return whole.runs.map(([device, count, previous, signature], run) => {
    const all: (Carried | Erased)[] = [];
    for (let place = 0; place < count; place += 1) {
      const one = gone.get(`${run} ${place}`) ?? operations[next++];
      if (!one) throw new RangeError('Fewer operations than were announced');
      all.push(one);
    }
    return { device: names[device] as string, previous, signature, operations: all };
  });
}

/** What an inflated message says, segments in their ordinary form, or why it is not taken: nothing of it counts then. */
export function fromColumns(text: string): Unpacked {
  try {
    const { format: written, ...message } = JSON.parse(text) as { format: unknown; segments?: Columns };
    if (typeof written === 'number' && written > format) return { refused: 'newer_format' };
    if (written !== format) return { refused: 'malformed' };
    const { segments } = message;
    if (segments === undefined) return { message };
    if (!Number.isSafeInteger(segments.count)) return { refused: 'malformed' };
    if (segments.count > mostOperations) return { refused: 'too_large' };
    return { message: { ...message, segments: segmentsOf(segments) } };
  } catch {
    return { refused: 'malformed' };
  }
}

/** The same from bytes, of which no more than `mostBytes` are made. */
export function unpack(bytes: Uint8Array, mostBytes: number): Unpacked {
  try {
    const text = inflated(bytes, mostBytes);
    return text ? fromColumns(strFromU8(text)) : { refused: 'too_large' };
  } catch {
    return { refused: 'malformed' };
  }
}
