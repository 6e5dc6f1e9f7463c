/**
 * Text of a file in the characters that it says (PS3.3, C.12.1.1.2; PS3.5, 6.1): one set for all, or several between
 * which escapes switch (ISO 2022).
 */
const sets: Readonly<Record<string, string>> = {
  '100': 'iso-8859-1',
  '101': 'iso-8859-2',
  '109': 'iso-8859-3',
  '110': 'iso-8859-4',
  '126': 'iso-8859-7',
  '127': 'iso-8859-6',
  '13': 'shift_jis',
  '138': 'iso-8859-8',
  '144': 'iso-8859-5',
  '148': 'iso-8859-9',
  '149': 'euc-kr',
  '159': 'iso-2022-jp',
  '166': 'windows-874',
  '192': 'utf-8',
  '203': 'iso-8859-15',
  '58': 'gb18030',
  '87': 'iso-2022-jp',
};
/** By what an escape says: the upper half of a set of one byte, or a set of two. */
const escapes: Readonly<Record<string, string>> = {
  '-A': 'iso-8859-1',
  '-B': 'iso-8859-2',
  '-C': 'iso-8859-3',
  '-D': 'iso-8859-4',
  '-F': 'iso-8859-7',
  '-G': 'iso-8859-6',
  '-H': 'iso-8859-8',
  '-L': 'iso-8859-5',
  '-M': 'iso-8859-9',
  '-T': 'windows-874',
  '-b': 'iso-8859-15',
  ')I': 'shift_jis',
  '$)A': 'gb18030',
  '$)C': 'euc-kr',
};
const escape = 0x1b;
/** Sets of two bytes of seven bits, which one decoder knows with their escapes. */
const japanese = new Set(['$B', '$@', '$(D']);
/** Back to letters of ASCII, in the lower half. */
const plain = new Set(['(B', '(J']);

const setOf = (name: string): string | undefined => {
  if (name === 'GB18030' || name === 'GBK') return 'gb18030';
  return sets[/^ISO(?:_IR| 2022 IR) (\d+)$/.exec(name)?.[1] ?? ''];
};

const decoded = (set: string, bytes: Uint8Array): string => new TextDecoder(set).decode(bytes);

/** Where nothing is said there should be ASCII alone; what is not is UTF-8, if it can be. */
function guessed(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decoded('iso-8859-1', bytes);
  }
}

/** The escape at the beginning of a piece, and how long it is. */
function escapeIn(piece: Uint8Array): string {
  const head = String.fromCharCode(...piece.subarray(0, 3));
  return /^(?:\$?[()\-*.][\w@]|\$[B@A])/.exec(head)?.[0] ?? '';
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  let from = 0;
  for (let at = bytes.indexOf(escape); at >= 0; at = bytes.indexOf(escape, from)) {
    yield bytes.subarray(from, at);
    from = at + 1;
  }
  yield bytes.subarray(from);
}

/** @param said the value of Specific Character Set (0008,0005), such as `ISO_IR 144` or `\ISO 2022 IR 149` */
export function textIn(bytes: Uint8Array, said: string): string {
  const known = said.split('\\').flatMap((name) => setOf(name.trim()) ?? []);
  if (!bytes.includes(escape)) return known[0] === undefined ? guessed(bytes) : decoded(known[0], bytes);
  let set = known[0] ?? 'iso-8859-1';
  let [text, isFirst] = ['', true];
  for (const piece of piecesOf(bytes)) {
    const sign = isFirst ? '' : escapeIn(piece);
    isFirst = false;
    const rest = piece.subarray(sign.length);
    set = escapes[sign] ?? set;
    if (japanese.has(sign)) text += decoded(sign === '$(D' ? 'euc-jp' : 'iso-2022-jp', inSeven(sign, rest));
    else text += decoded(plain.has(sign) && set === 'iso-2022-jp' ? 'iso-8859-1' : set, rest);
  }
  return text;
}

/** Two bytes of seven bits each as the decoder wants them: after their escape, or behind the mark of the third set. */
function inSeven(sign: string, bytes: Uint8Array): Uint8Array {
  if (sign !== '$(D') return Buffer.concat([Buffer.from(`\u001b${sign}`), bytes]);
  const out: number[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) out.push(0x8f, (bytes[at] ?? 0) | 0x80, (bytes[at + 1] ?? 0) | 0x80);
  return Uint8Array.from(out);
}
