import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Problem } from '../platform/clientProblem.ts';
import { problemSender } from '../platform/http/problems.ts';
import { problemTitle } from '../platform/i18n/catalogues.server.ts';
import { thinContracts } from './build.ts';
import { staffPage } from './page.ts';
import { staffRoutes } from './serve.ts';

const manifest = {
  'src/web/main.tsx': { file: 'assets/app-1.js', css: ['assets/app-1.css'], imports: ['_libraries.js'] },
  '_libraries.js': { file: 'assets/libraries-1.js' },
  'src/generated/texts/ru.shell.json': { file: 'assets/ru.shell-1.js' },
};
const words = () => ({ brand: 'A & B', noScript: 'none' });
const asked = (cookie = '', acceptLanguage?: string) =>
  staffPage({ manifest, words, signIns: [] }, { cookie, acceptLanguage });

test('the page has the language and the theme that this device chose, before any script runs', () => {
  const { html, locale } = asked('yntymaq-language=ru; yntymaq-theme=dark', 'en');
  expect(locale).toBe('ru');
  expect(html).toContain('<html lang="ru" dir="ltr" data-theme="dark">');
  expect(html).toContain('<link rel="modulepreload" href="/app/assets/ru.shell-1.js">');
  expect(html).toContain('<link rel="modulepreload" href="/app/assets/libraries-1.js">');
});

test('without a choice it follows the browser, and a cookie from elsewhere cannot write into it', () => {
  expect(asked('', 'en-GB').html).toContain('<html lang="en" dir="ltr">');
  const { html } = asked('yntymaq-theme="><script>; yntymaq-language=xx', 'kk');
  expect(html).toContain('<html lang="kk" dir="ltr">');
  expect(html).toContain('<title>A &amp; B</title>');
});

test('demonstration sign-ins are told only where there are some, and cannot break out of their attribute', () => {
  expect(asked().html).not.toContain('yntymaq-demo');
  const way = { email: '"><b>', password: 'p', role: 'officer', organisation: { en: 'O' } } as const;
  const { html } = staffPage({ manifest, words, signIns: [way] }, { cookie: '', acceptLanguage: 'en' });
  expect(html).toContain('name="yntymaq-demo"');
  expect(html).not.toContain('<b>');
});

test('what is said to everybody stands on the page in the reader’s language, or in one in which it is said, as text', () => {
  const nothing = { kk: '', ru: '', en: '' };
  const said = { banner: { kk: 'Үзіліс', ru: '', en: '<b>Break</b>' }, contact: nothing };
  const page = (acceptLanguage: string) =>
    staffPage({ manifest, words, signIns: [], said }, { cookie: '', acceptLanguage }).html;
  expect(page('en')).toContain('<p lang="en">&lt;b>Break&lt;/b></p></aside><div id="app">');
  expect(page('ru')).toContain('<p lang="kk">Үзіліс</p>');
  expect(page('kk').match(/<aside/g)).toHaveLength(1);
  expect(asked().html).not.toContain('<aside');
});

const app = Fastify();
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yntymaq-staff-'));
  await mkdir(join(folder, '.vite'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, '.vite', 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'assets', 'app-1.js'), 'export {};');
  app.setErrorHandler(problemSender((key, locale) => problemTitle(locale, key)));
  await app.register(staffRoutes({ folder, signIns: () => [] }));
});
afterAll(() => Promise.all([app.close(), rm(folder, { recursive: true })]));

test('every address below /app that is no file is the page, and it is asked for anew each time', async () => {
  for (const url of ['/app', '/app/', '/app/commitments/1?status=kept']) {
    const { statusCode, headers, body } = await app.inject({ url });
    expect(statusCode).toBe(200);
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(body).toContain('<div id="app">');
  }
});

test('a hashed file is kept for ever, and one that is gone is not answered with a page', async () => {
  const { headers } = await app.inject({ url: '/app/assets/app-1.js' });
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect((await app.inject({ url: '/app/assets/app-0.js' })).statusCode).toBe(404);
  expect((await app.inject({ url: '/app/.vite/manifest.json' })).body).not.toContain('_libraries.js');
});

test('before it is built the application says that it is not available', async () => {
  const bare = Fastify();
  bare.setErrorHandler(problemSender((key, locale) => problemTitle(locale, key)));
  await bare.register(staffRoutes({ folder: join(folder, 'nowhere'), signIns: () => [] }));
  expect((await bare.inject({ url: '/app' })).statusCode).toBe(503);
});

test('the browser gets where an endpoint is, and none of its schemas', async () => {
  const { load } = thinContracts() as unknown as { load: (id: string) => Promise<string | null> };
  const code = await load(join(import.meta.dirname, '../modules/directory/contract.ts'));
  expect(code).toContain('"path":"/partnerships/{slug}"');
  expect(code).not.toMatch(/zod|pattern|maxLength/);
  expect(await load(join(import.meta.dirname, 'page.ts'))).toBeNull();
});

test('a problem names the field at fault, also where the fault is deeper inside it', () => {
  const fields = [{ field: '/sides/1/names', code: 'custom', title: 'No name' }];
  const problem = new Problem({ code: 'invalid-input', status: 400, title: 'No', fields });
  expect(problem.at('/sides/1')).toBe('No name');
  expect(problem.at('/sides/10')).toBeUndefined();
});
