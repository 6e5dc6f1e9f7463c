/** Where a slice lies. @param along millimetres along the line of sight, or null; @param number as the machine counted */
export type Placed = { id: string; along: number | null; number: number };

type Three = readonly [number, number, number];

/**
 * How far along its own line of sight a slice lies: its position on the normal of its plane (PS3.3, C.7.6.2.1.1). Null
 * where position or orientation are not stated.
 *
 * @param position x, y, z in millimetres; @param orientation the direction of a row, then of a column
 */
export function alongOf(position: readonly number[], orientation: readonly number[]): number | null {
  const numbers = [...position.slice(0, 3), ...orientation.slice(0, 6)];
  if (position.length < 3 || orientation.length < 6 || !numbers.every(Number.isFinite)) return null;
  const [x, y, z, rx, ry, rz, cx, cy, cz] = numbers as [...Three, ...Three, ...Three];
  const normal: Three = [ry * cz - rz * cy, rz * cx - rx * cz, rx * cy - ry * cx];
  return x * normal[0] + y * normal[1] + z * normal[2];
}

/**
 * Slices as they lie in the body, never by the name of a file: by position, in the direction in which the machine counted;
 * by its count alone where one of them states no position.
 */
export function ordered<T extends Placed>(slices: readonly T[]): T[] {
  const counted = slices.toSorted((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1));
  if (slices.some(({ along }) => along === null)) return counted;
  const [first, last] = [counted[0]?.along ?? 0, counted.at(-1)?.along ?? 0];
  const direction = first <= last ? 1 : -1;
  return counted.toSorted((a, b) => direction * ((a.along ?? 0) - (b.along ?? 0)));
}
