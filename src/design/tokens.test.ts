import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { galleryPage } from './gallery/page.tsx';
import { samples } from './gallery/sample.ts';

const here = new URL('./', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, here), 'utf8');
const patterns = readdirSync(new URL('css/', here)).map((name) => ({
  name,
  css: withoutComments(read(`css/${name}`)),
}));
const tokens = withoutComments(read('tokens.css'));

function withoutComments(css: string): string {
  return css.replaceAll(/\/\*[\s\S]*?\*\//g, '');
}

/** Custom properties of the block that follows a selector. */
function valuesAfter(selector: string): Map<string, string> {
  const start = tokens.indexOf(selector);
  const block = tokens.slice(tokens.indexOf('{', start) + 1, tokens.indexOf('}', start));
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));
}

const light = valuesAfter(':root {');
const dark = valuesAfter(':root[data-theme="dark"] {');

function luminance(hex: string): number {
  const long = hex.length === 4 ? hex.slice(1).replaceAll(/./g, '$&$&') : hex.slice(1);
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(long.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(theme: Map<string, string>, [one, other]: readonly [string, string]): number {
  const [a = 0, b = 0] = [one, other].map((name) => luminance(theme.get(name) ?? '')).sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

const grounds = ['--paper', '--surface', '--sunk'] as const;
const textPairs: [string, string][] = [
  ...grounds.flatMap((ground): [string, string][] => ['--ink', '--ink-2', '--ink-3'].map((ink) => [ink, ground])),
  ...(['--paper', '--surface'] as const).flatMap((ground): [string, string][] =>
    ['--sky', '--sky-deep', '--clay', '--sun-ink', '--leaf'].map((ink) => [ink, ground]),
  ),
  ...['--ink', '--sky-deep'].map((ink): [string, string] => [ink, '--sky-tint']),
  ...['--ink', '--sun-ink'].map((ink): [string, string] => [ink, '--sun-tint']),
  ...['--ink', '--clay'].map((ink): [string, string] => [ink, '--clay-tint']),
  ['--leaf', '--leaf-tint'],
  ['--on-mark', '--mark'],
  ['--on-sky', '--sky'],
  ['--on-sky', '--sky-deep'],
];
const edgePairs: [string, string][] = [
  ['--edge', '--surface'],
  ['--edge', '--paper'],
  ['--ink-2', '--surface'],
  ['--sky', '--surface'],
  ['--focus', '--paper'],
  ['--focus', '--surface'],
];

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('in the %s theme', (_name, theme) => {
  test.each(textPairs)('%s can be read on %s', (ink, ground) => {
    expect(contrast(theme, [ink, ground])).toBeGreaterThanOrEqual(4.5);
  });
  test.each(edgePairs)('the edge %s can be seen on %s', (edge, ground) => {
    expect(contrast(theme, [edge, ground])).toBeGreaterThanOrEqual(3);
  });
});

test('the dark theme of the system and the chosen one are the same', () => {
  expect(valuesAfter(':root:not([data-theme="light"]) {')).toEqual(dark);
  expect(dark.size).toBeGreaterThan(20);
});

test('every value that the patterns use exists', () => {
  const local = new Set(['--done', '--promised', '--n', '--fray']);
  const used = new Set(
    patterns.flatMap(({ css }) => [...css.matchAll(/var\((--[\w-]+)/g)].map(([, name = '']) => name)),
  );
  expect([...used].filter((name) => !light.has(name) && !local.has(name))).toEqual([]);
});

test.each(patterns)('$name knows no left and no right', ({ css }) => {
  const physical =
    /(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)|left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:|text-align:\s*(?:left|right)|float:\s*(?:left|right)/g;
  const outsideMediaQueries = css.replaceAll(/@media[^{]+/g, '');
  expect(outsideMediaQueries.match(physical) ?? []).toEqual([]);
});

test.each(patterns)('$name takes its colours from the tokens', ({ name, css }) => {
  const own = [...css.matchAll(/#[0-9a-f]{3,8}\b/gi)].map(([colour]) => colour);
  // Paper is white and ink black whatever the theme; a dialog dims what is behind it.
  const allowed = name === 'adapt.css' ? ['#fff', '#000', '#777'] : name === 'work.css' ? ['#0009'] : [];
  expect(own.filter((colour) => !allowed.includes(colour))).toEqual([]);
});

test.each(['public.css', 'staff.css'])(
  '%s ends with the rules that adapt to print, small screens and forced colours',
  (name) => {
    const imports = [...read(name).matchAll(/@import "(.+?)"/g)].map(([, path = '']) => path);
    expect(imports[0]).toBe('./tokens.css');
    expect(imports.at(-1)).toBe('./css/adapt.css');
  },
);

test('the public stylesheet and a page with every component fit a slow phone', () => {
  const parts = [...read('public.css').matchAll(/@import "\.\/(.+?)"/g)].map(([, path = '']) =>
    withoutComments(read(path)),
  );
  expect(gzipSync(parts.join('')).length).toBeLessThan(16_000);
  const page = galleryPage({ sample: samples.kk, kind: 'public', theme: 'system', stylesheet: '/public.css' });
  expect(gzipSync(page).length).toBeLessThan(30_000);
});
