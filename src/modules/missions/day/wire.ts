import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import type { Envelope } from './operation.ts';
import { CarriedSchema } from './operationSchema.ts';
import type { Stored } from './sync.ts';

/**
 * How operations travel: columns instead of records, every id once, what grows by its growth, and all of it deflated. A small
 * operation takes some sixty bytes in a batch. Both ends start from the same dictionary, so that a single one is small too.
 */
export type Refused = 'malformed' | 'too_large' | 'newer_format';

const format = 1;
const mostOperations = 2000;
const mostBytes = 16 * 2 ** 20;
/** What nearly every batch says, the most frequent last. */
const dictionary = strToU8(
  'nextSteptreatmentcomplaintfindingdiagnosisadvicevitalstemperaturesystolicdiastolicpulsesaturation' +
    'traumatologyorthopaedicssurgerycardiologyneurologytherapyultrasoundemergencyurgentdisabilityreferredroutine' +
    'representativeconsentallergylanguagebirthYear"sex","phone","place","name"walk_inbookedtreatment_here' +
    'encounter.photographed|visit,encounter,photo,sha256,bytes,mediaTypedevice.revoked|visit,devicereconciled|visit,issue' +
    'visit.resumed|visit,overvisit.ended|visit,howvisit.same|visit,other,isSameturn.handed|visit,turn,specialty,room' +
    'turn.missed|visit,turn,isGivenUpencounter.signed|visit,encounter,clinician,answeredFor,notes' +
    'encounter.opened|visit,turn,encounter,specialty,room,clinicianturn.called|visit,turn,room' +
    'turn.queued|visit,turn,specialty,priorityvisit.registered|visit,ticket,booking,channel,dayvisit.arrived|visit' +
    'encounter.noted|visit,encounter,part,value,overvisit.field|visit,field,value,over' +
    '{"format":1,"ids":"","names":["#0","#1","#2","#3"],"count":1,"columns":[[0],[1],[2],[3],[null],' +
    '"shapes":[{"shape":"","at":[0],"values":[["#0"],["#1"],["#2"],[[]]]}]}',
);

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Every id is written once; in its place stands `#` and its number. */
function idTable() {
  const places = new Map<string, number>();
  const packed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(packed);
    if (typeof value !== 'string') return value;
    if (!uuid.test(value)) return value.startsWith('#') ? `##${value}` : value;
    let place = places.get(value);
    if (place === undefined) places.set(value, (place = places.size));
    return `#${place.toString(36)}`;
  };
  return { packed, written: () => [...places.keys()].join('').replaceAll('-', '') };
}

const idAt = (ids: string, place: number): string => {
  const hex = ids.slice(place * 32, place * 32 + 32);
  if (hex.length < 32) throw new RangeError('No such id');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

function unpacked(ids: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => unpacked(ids, each));
  if (typeof value !== 'string' || !value.startsWith('#')) return value;
  return value.startsWith('##') ? value.slice(2) : idAt(ids, Number.parseInt(value.slice(1), 36));
}

const grown = (values: readonly number[]): number[] => values.map((value, at) => value - (values[at - 1] ?? 0));
const summed = (values: readonly number[]): number[] => {
  let sum = 0;
  return values.map((value) => (sum += value));
};

/** Of each device by how much its sequence goes on: nearly always 1, which costs nothing. */
function sequencesOf(operations: readonly Envelope[]): number[] {
  const last = new Map<string, number>();
  return operations.map(({ device, sequence }) => {
    const by = sequence - (last.get(device) ?? 0);
    last.set(device, sequence);
    return by;
  });
}

type Shaped = { shape: string; at: number[]; values: unknown[][] };

/** Bodies of one kind with the same keys, their values in columns. */
function shapesOf(operations: readonly Stored[], packed: (value: unknown) => unknown): Shaped[] {
  const shapes = new Map<string, Shaped>();
  operations.forEach(({ body }, place) => {
    const { kind, ...rest } = body as { kind: string } & Record<string, unknown>;
    const keys = Object.keys(rest);
    const shape = `${kind}|${keys.join(',')}`;
    const shaped = shapes.get(shape) ?? { shape, at: [], values: keys.map(() => []) };
    shapes.set(shape, shaped);
    shaped.at.push(place);
    keys.forEach((key, column) => shaped.values[column]?.push(packed(rest[key])));
  });
  return Array.from(shapes.values(), (shaped) => ({ ...shaped, at: grown(shaped.at) }));
}

/** A column of which every value is the same is written once. */
const same = (column: readonly unknown[]): readonly unknown[] =>
  column.length > 1 && column.every((value) => value === column[0]) ? column.slice(0, 1) : column;

/** Operations as bytes: at most so many as one batch holds. */
export function pack(operations: readonly Stored[]): Uint8Array<ArrayBuffer> {
  const { packed, written } = idTable();
  const names: string[] = [];
  const nameAt = (name: string): number => {
    const known = names.indexOf(name);
    return known < 0 ? names.push(name) - 1 : known;
  };
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
  ];
  const shapes = shapesOf(operations, packed);
  const packedNames = names.map(packed);
  const whole = {
    format,
    ids: written(),
    names: packedNames,
    count: operations.length,
    columns: columns.map(same),
    shapes,
  };
  return deflateSync(strToU8(JSON.stringify(whole)), { level: 9, dictionary }) as Uint8Array<ArrayBuffer>;
}

/** Inflated piece by piece, so that few bytes cannot become more than a device holds. */
function inflated(bytes: Uint8Array): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate({ dictionary }, (piece) => {
    size += piece.length;
    if (size <= mostBytes) pieces.push(piece);
  });
  for (let at = 0; at < bytes.length && size <= mostBytes; at += 4096)
    inflate.push(bytes.subarray(at, at + 4096), at + 4096 >= bytes.length);
  if (size > mostBytes) return null;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

type Whole = { ids: string; names: unknown[]; count: number; columns: unknown[][]; shapes: Shaped[] };

function bodiesOf({ ids, count, shapes }: Whole): unknown[] {
  const bodies = Array.from({ length: count }, (): unknown => null);
  for (const { shape, at, values } of shapes) {
    const [kind = '', keys = ''] = shape.split('|');
    const named = keys === '' ? [] : keys.split(',');
    summed(at).forEach((place, row) => {
      const entries = named.map((key, column) => [key, unpacked(ids, values[column]?.[row])] as const);
      bodies[place] = Object.fromEntries([['kind', kind] as const, ...entries]);
    });
  }
  return bodies;
}

function operationsOf(whole: Whole): unknown[] {
  const { ids, count, columns } = whole;
  const names = whole.names.map((name) => unpacked(ids, name));
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
    };
  });
}

const isOperation = (value: unknown): value is Stored => CarriedSchema.safeParse(value).success;

/** What a batch says, or why it is not taken: nothing of it counts then. */
export function unpack(bytes: Uint8Array): { operations: Stored[] } | { refused: Refused } {
  try {
    const text = inflated(bytes);
    if (!text) return { refused: 'too_large' };
    const whole = JSON.parse(strFromU8(text)) as Whole & { format: number };
    if (typeof whole.format === 'number' && whole.format > format) return { refused: 'newer_format' };
    if (!Number.isSafeInteger(whole.count) || whole.count > mostOperations) return { refused: 'too_large' };
    const operations = operationsOf(whole);
    return operations.every(isOperation) ? { operations } : { refused: 'malformed' };
  } catch {
    return { refused: 'malformed' };
  }
}
