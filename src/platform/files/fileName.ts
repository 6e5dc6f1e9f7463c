const longest = 120;
// Control characters; marks that turn the direction of reading, behind which an ending hides; what paths are made of.
const unwanted = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}/\\:*?"<>|]/gu;
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

/**
 * A name under which anybody may keep a file that somebody else named: one line, no path, no hidden ending, not too long.
 *
 * @param otherwise the name where nothing is left of it
 */
export function safeFileName(name: string, otherwise: string): string {
  const plain = name.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const words = plain
    .replace(unwanted, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  if (words === '' || reserved.test(words)) return otherwise;
  const letters = Array.from(words);
  if (letters.length <= longest) return words;
  const [ending = ''] = /\.[0-9a-z]{1,8}$/iu.exec(words) ?? [];
  return `${letters
    .slice(0, longest - ending.length)
    .join('')
    .trimEnd()}${ending}`;
}
