/** The table of bench/mission.ts. */

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
const repeats = 7;

const middle = (seen: readonly number[]): number => seen.toSorted((one, other) => one - other)[seen.length >> 1] ?? 0;

/** The median of several runs in milliseconds: by the clock, and of the processor, which says more where others use the machine too. */
export function timed<T>(work: (run: number) => T): { ms: number; cpu: number; result: T } {
  const [clock, processor]: [number[], number[]] = [[], []];
  let result = work(0);
  for (let run = 1; run <= repeats; run += 1) {
    const [began, used] = [performance.now(), process.cpuUsage()];
    result = work(run);
    const { user, system } = process.cpuUsage(used);
    clock.push(performance.now() - began);
    processor.push((user + system) / 1000);
  }
  return { ms: middle(clock), cpu: middle(processor), result };
}

/** One line of the table: what was measured, and whether a goal was reached. */
export const row = (
  what: string,
  is: number,
  { unit, goal, cpu }: { unit: string; goal?: number | undefined; cpu?: number },
): void => {
  const judged =
    goal === undefined ? '' : `  goal ${String(goal).padStart(4)}  ${(cpu ?? is) <= goal ? 'met' : 'MISSED'}`;
  const busy = cpu === undefined ? '' : `processor ${cpu.toFixed(1)}`;
  say(`${what.padEnd(64)}${is.toFixed(is < 10 ? 2 : 1).padStart(9)} ${unit.padEnd(6)}${busy.padEnd(16)}${judged}`);
};
