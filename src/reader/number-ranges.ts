import type { NumberRun } from './numbers.ts';
import type { Token } from './tokens.ts';

/** «10–15», «2–3 миллион», `6 to 8`: two numbers that are the ends of one range. */
export function joinRanges(runs: readonly NumberRun[], tokens: readonly Token[]): NumberRun[] {
  const joined: NumberRun[] = [];
  for (const run of runs) {
    const left = joined.at(-1);
    const between =
      left &&
      tokens
        .slice(left.last + 1, run.first)
        .map((token) => token.fold)
        .join(' ');
    const tied = between === '-' || between === 'to' || between === 'до';
    if (left && tied && left.max === undefined && left.value < run.value && left.ending !== 'ordinal') {
      joined[joined.length - 1] = rangeOf(left, run);
    } else joined.push(run);
  }
  return joined;
}

/** «2–3 миллион» counts in millions on both sides. */
function rangeOf(left: NumberRun, run: NumberRun): NumberRun {
  const scale =
    [1e12, 1e9, 1e6, 1e3].find((each) => run.value >= each && left.value < 1e3 && run.last > run.first) ?? 1;
  return { ...run, start: left.start, first: left.first, value: left.value * scale, max: run.value };
}
