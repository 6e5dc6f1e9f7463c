/** One request; its body must be used. */
export type Once = (n: number) => Promise<void>;

/** How long a request takes on average, in ms, while `atOnce` of them are under way, over `times` requests. */
export async function meanMs(once: Once, { atOnce, times }: { atOnce: number; times: number }): Promise<number> {
  let next = 0;
  const began = performance.now();
  const work = async () => {
    while (next < times) await once(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return (performance.now() - began) / times;
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

export type Compared = { what: string; with: number; without: number; ratio: number };

/** Turn by turn, so that whatever else the machine does hits both; the medians of the rounds. */
export async function compare(
  what: string,
  sides: { with: Once; without: Once },
  { rounds, ...load }: { rounds: number; atOnce: number; times: number },
): Promise<Compared> {
  const seen = { with: [] as number[], without: [] as number[] };
  for (let round = -1; round < rounds; round += 1)
    for (const side of ['with', 'without'] as const) {
      const offset = (round + 1) * load.times;
      const ms = await meanMs((n) => sides[side](offset + n), load);
      // The first round only warms up.
      if (round >= 0) seen[side].push(ms);
    }
  const [withAll, without] = [median(seen.with), median(seen.without)];
  return { what, with: withAll, without, ratio: withAll / without };
}
