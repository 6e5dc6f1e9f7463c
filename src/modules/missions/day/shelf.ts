/**
 * A map that is never changed: a change copies one of its drawers and leaves the rest where it is, so that the day before and the
 * day after one operation share nearly everything.
 */
export type Shelf<V> = { readonly drawers: readonly (ReadonlyMap<string, V> | undefined)[]; readonly size: number };

const drawerCount = 256;

export const emptyShelf: Shelf<never> = { drawers: Array.from({ length: drawerCount }, () => undefined), size: 0 };

/** The last letters of an id are its random ones. */
function drawerOf(key: string): number {
  let sum = 0;
  for (let at = Math.max(0, key.length - 6); at < key.length; at += 1) sum = (sum * 31 + key.charCodeAt(at)) | 0;
  return sum & (drawerCount - 1);
}

export const on = <V>(shelf: Shelf<V>, key: string): V | undefined => shelf.drawers[drawerOf(key)]?.get(key);

/** Everything that lies on it, drawer by drawer: sort before anything depends on the order. */
export function* allOn<V>(shelf: Shelf<V>): Generator<V> {
  for (const drawer of shelf.drawers) if (drawer) yield* drawer.values();
}

/** Changes many at once and copies each drawer once. `undefined` takes away. */
export function put<V>(shelf: Shelf<V>, changes: Iterable<readonly [string, V | undefined]>): Shelf<V> {
  const drawers = [...shelf.drawers];
  const fresh = new Map<number, Map<string, V>>();
  let size = shelf.size;
  for (const [key, value] of changes) {
    const at = drawerOf(key);
    let drawer = fresh.get(at);
    if (!drawer) {
      drawer = new Map(drawers[at]);
      fresh.set(at, drawer);
      drawers[at] = drawer;
    }
    size -= drawer.size;
    if (value === undefined) drawer.delete(key);
    else drawer.set(key, value);
    size += drawer.size;
  }
  for (const [at, drawer] of fresh) if (drawer.size === 0) drawers[at] = undefined;
  return fresh.size === 0 ? shelf : { drawers, size };
}

export function* entriesOn<V>(shelf: Shelf<V>): Generator<readonly [string, V]> {
  for (const drawer of shelf.drawers) if (drawer) yield* drawer;
}
