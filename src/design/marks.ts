/** A part of a text to mark: UTF-16 offsets as JavaScript strings count them, `end` not included. */
export type Mark = { readonly start: number; readonly end: number };
/** A run of text, marked or not; all runs together are the text, unchanged. */
export type Run = { readonly text: string; readonly marked: boolean; readonly start: number };

/**
 * Cuts a text into runs at the marks. Marks may touch, overlap or come in any order; one that is empty or lies outside the text
 * marks nothing.
 */
export function runsOf(text: string, marks: readonly Mark[]): Run[] {
  const runs: Run[] = [];
  let at = 0;
  const push = (end: number, marked: boolean) => {
    if (end > at) runs.push({ text: text.slice(at, end), marked, start: at });
    at = Math.max(at, end);
  };
  for (const { start, end } of joined(marks, text.length)) {
    push(start, false);
    push(end, true);
  }
  push(text.length, false);
  return runs;
}

function joined(marks: readonly Mark[], length: number): Mark[] {
  const inside = marks
    .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(length, end) }))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start);
  const result: Mark[] = [];
  for (const mark of inside) {
    const last = result.at(-1);
    if (last && mark.start <= last.end) result[result.length - 1] = { ...last, end: Math.max(last.end, mark.end) };
    else result.push(mark);
  }
  return result;
}
