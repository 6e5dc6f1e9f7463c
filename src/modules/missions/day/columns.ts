import type { Carried } from './exchange.ts';
import type { Envelope } from './operation.ts';

/** Operations in columns: what wire.ts packs. */

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Every id is written once; in its place stands `#` and its number. */
export function idTable() {
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

export const idAt = (ids: string, place: number): string => {
  const hex = ids.slice(place * 32, place * 32 + 32);
  if (hex.length < 32) throw new RangeError('No such id');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

export function unpacked(ids: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => unpacked(ids, each));
  if (typeof value !== 'string' || !value.startsWith('#')) return value;
  return value.startsWith('##') ? value.slice(2) : idAt(ids, Number.parseInt(value.slice(1), 36));
}

export const grown = (values: readonly number[]): number[] => values.map((value, at) => value - (values[at - 1] ?? 0));
export const summed = (values: readonly number[]): number[] => {
  let sum = 0;
  return values.map((value) => (sum += value));
};

/** Of each device by how much its sequence goes on: nearly always 1, which costs nothing. */
export function sequencesOf(operations: readonly Envelope[]): number[] {
  const last = new Map<string, number>();
  return operations.map(({ device, sequence }) => {
    const by = sequence - (last.get(device) ?? 0);
    last.set(device, sequence);
    return by;
  });
}

export type Shaped = { shape: string; at: number[]; values: unknown[][] };

/** Bodies of one kind with the same keys, their values in columns. */
export function shapesOf(operations: readonly Carried[], packed: (value: unknown) => unknown): Shaped[] {
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
export const same = (column: readonly unknown[]): readonly unknown[] =>
  column.length > 1 && column.every((value) => value === column[0]) ? column.slice(0, 1) : column;
