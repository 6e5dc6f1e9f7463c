const size = 131_072;

/**
 * Texts as UTF-8 in one buffer that is used again and again, so that a long list leaves little behind for the garbage collector.
 * `put` returns what did not fit; `take` gives what is there, which must be used before the next `put`.
 */
function openInk() {
  const utf8 = new TextEncoder();
  const buffer = new Uint8Array(size);
  let used = 0;
  const put = (text: string): string => {
    const { read, written } = utf8.encodeInto(text, buffer.subarray(used));
    used += written;
    return read === text.length ? '' : text.slice(read);
  };
  const take = (): Uint8Array => {
    const filled = buffer.subarray(0, used);
    used = 0;
    return filled;
  };
  return { put, take };
}

/** The text of each row, made when it is asked for. */
export function* each<Row>(rows: readonly Row[], textOf: (row: Row) => string): Generator<string> {
  for (const row of rows) yield textOf(row);
}

/** The bytes of texts as they come, some hundred kilobytes at a time; each must be used before the next is asked for. */
export async function* inked(texts: AsyncIterable<Iterable<string>>): AsyncGenerator<Uint8Array> {
  const { put, take } = openInk();
  for await (const some of texts) {
    for (const text of some) {
      let rest = put(text);
      while (rest !== '') {
        yield take();
        rest = put(rest);
      }
    }
  }
  yield take();
}
