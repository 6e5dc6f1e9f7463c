import { diffArrays } from 'diff';

/** Two versions of one text, compared by paragraph, then by sentence, then by word. Pure, and bounded whatever comes. */

/** A run of words that both have, that only the newer has, or only the older. */
export type Run = { kind: 'same' | 'added' | 'removed'; text: string };
/** A stretch of paragraphs that are the same, or one place at which the texts differ. */
export type Stretch = { kind: 'same'; paragraphs: string[] } | { kind: 'changed'; runs: Run[] };
export type Comparison = {
  stretches: Stretch[];
  /** Words that only one of the two has; a place that was too different to be compared word by word counts whole. */
  added: number;
  removed: number;
  /** Some place was too long and too different: it is shown whole, as taken out and put in. */
  isCoarse: boolean;
};

/** A search for the shortest difference costs length × differences: beyond these it is given up, and the place shown whole. */
const mostEdits = { paragraphs: 3000, sentences: 600, words: 800 } as const;
const longestPlace = 60_000;

const tidy = (text: string): string => text.replaceAll(/\r\n?/g, '\n').normalize('NFC');
const paragraphsOf = (text: string): string[] =>
  tidy(text)
    .split(/\n+/)
    .map((paragraph) => paragraph.replaceAll(/[^\S\n]+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');

const segmenters = new Map<string, Intl.Segmenter>();
function segments(text: string, language: string, granularity: 'sentence' | 'word'): string[] {
  const key = `${language} ${granularity}`;
  const known = segmenters.get(key) ?? new Intl.Segmenter(language, { granularity });
  segmenters.set(key, known);
  return Array.from(known.segment(text), ({ segment }) => segment);
}

/** A compound with its hyphen, and a word with its apostrophe (маъно, ма'но), is one word to a reader. */
const joiner = /^[-‐‑’'ʻʼ]$/;
const isWord = (piece: string | undefined): boolean => piece !== undefined && /[\p{L}\p{N}]/u.test(piece);
export function wordsOf(text: string, language: string): string[] {
  const pieces = segments(text, language, 'word');
  const words: string[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    let word = pieces[at] ?? '';
    while (isWord(word) && joiner.test(pieces[at + 1] ?? '') && isWord(pieces[at + 2])) {
      word += `${pieces[at + 1]}${pieces[at + 2]}`;
      at += 2;
    }
    words.push(word);
  }
  return words;
}

type Level = 'paragraphs' | 'sentences' | 'words';
type Part = { kind: Run['kind']; pieces: string[] };

/** The difference of two lists; null where finding it would take too long. */
function partsOf(older: string[], newer: string[], level: Level): Part[] | null {
  const found = diffArrays(older, newer, { maxEditLength: mostEdits[level] });
  return (
    found?.map(({ added, removed, value }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      pieces: value,
    })) ?? null
  );
}

type Place = { older: string; newer: string };
/** What both have beside one another, and the places between at which they differ. */
function placesOf(parts: readonly Part[], glue: string): (string[] | Place)[] {
  const places: (string[] | Place)[] = [];
  let open: Place | null = null;
  for (const { kind, pieces } of parts) {
    if (kind === 'same') {
      open = null;
      places.push(pieces);
      continue;
    }
    if (!open) places.push((open = { older: '', newer: '' }));
    const side = kind === 'removed' ? 'older' : 'newer';
    open[side] = [open[side], ...pieces].filter((piece) => piece !== '').join(glue);
  }
  return places;
}

const whole = ({ older, newer }: Place): Run[] =>
  joined([
    { kind: 'removed', text: older },
    { kind: 'added', text: newer },
  ]);

/** Neighbours of one kind as one run, without empty ones. */
function joined(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (run.text === '') continue;
    if (last?.kind === run.kind) last.text += run.text;
    else result.push({ ...run });
  }
  return result;
}

/** A lone space between two changed words reads as part of the change. */
function withoutIslands(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  let [removed, added] = ['', ''];
  const flush = () => {
    out.push({ kind: 'removed', text: removed }, { kind: 'added', text: added });
    [removed, added] = ['', ''];
  };
  for (const [at, { kind, text }] of runs.entries()) {
    const isIsland = kind === 'same' && text.trim() === '' && at > 0 && at < runs.length - 1;
    if (kind === 'removed' || isIsland) removed += text;
    if (kind === 'added' || isIsland) added += text;
    if (kind !== 'same' || isIsland) continue;
    flush();
    out.push({ kind, text });
  }
  flush();
  return joined(out);
}

type Found = { runs: Run[]; isCoarse: boolean };

function byWord(place: Place, language: string): Found {
  if (place.older === '' || place.newer === '') return { runs: whole(place), isCoarse: false };
  if (place.older.length + place.newer.length > longestPlace) return { runs: whole(place), isCoarse: true };
  const parts = partsOf(wordsOf(place.older, language), wordsOf(place.newer, language), 'words');
  if (!parts) return { runs: whole(place), isCoarse: true };
  return { runs: withoutIslands(parts.map(({ kind, pieces }) => ({ kind, text: pieces.join('') }))), isCoarse: false };
}

function bySentence(place: Place, language: string): Found {
  const [older, newer] = [place.older, place.newer].map((text) => segments(text, language, 'sentence')) as [
    string[],
    string[],
  ];
  const parts = partsOf(older, newer, 'sentences');
  if (!parts) return { runs: whole(place), isCoarse: true };
  const found = placesOf(parts, '').map(
    (each): Found =>
      Array.isArray(each) ? { runs: [{ kind: 'same', text: each.join('') }], isCoarse: false } : byWord(each, language),
  );
  return { runs: joined(found.flatMap(({ runs }) => runs)), isCoarse: found.some(({ isCoarse }) => isCoarse) };
}

const countWords = (runs: readonly Run[], kind: Run['kind'], language: string): number =>
  runs
    .filter((run) => run.kind === kind)
    .reduce((sum, { text }) => sum + segments(text, language, 'word').filter(isWord).length, 0);

/**
 * What a newer version of a text adds to an older one and takes out of it. Line ends, spaces and the composition of letters
 * make no difference.
 * @param language BCP 47, for where words and sentences end
 */
export function compareTexts(older: string, newer: string, language: string): Comparison {
  const [before, after] = [paragraphsOf(older), paragraphsOf(newer)];
  const parts = partsOf(before, after, 'paragraphs');
  const places = parts ? placesOf(parts, '\n') : [{ older: before.join('\n'), newer: after.join('\n') }];
  let isCoarse = parts === null;
  const stretches = places.map((place): Stretch => {
    if (Array.isArray(place)) return { kind: 'same', paragraphs: place };
    const found = parts ? bySentence(place, language) : { runs: whole(place), isCoarse: true };
    isCoarse ||= found.isCoarse;
    return { kind: 'changed', runs: found.runs };
  });
  const changed = stretches.flatMap((stretch) => (stretch.kind === 'changed' ? stretch.runs : []));
  return {
    stretches,
    isCoarse,
    added: countWords(changed, 'added', language),
    removed: countWords(changed, 'removed', language),
  };
}

/** One side of a place: what the older had there, or what the newer has. */
export const sideOf = (runs: readonly Run[], side: 'older' | 'newer'): Run[] =>
  runs.filter(({ kind }) => kind !== (side === 'older' ? 'added' : 'removed'));
