import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { translatorFor } from '../platform/i18n/catalogues.server.ts';
import type { Locale } from '../platform/i18n/locales.ts';
import { problem } from '../platform/problem.ts';
import type { DemoSignIn } from './demo.ts';
import { type Manifest, type Said, staffPage } from './page.ts';

type Options = {
  /** Where `vite build` put the staff application. */
  folder: string;
  /** Shown on the sign-in page; empty where there is no demonstration. */
  signIns: () => readonly DemoSignIn[];
  /** What is said to everybody above and below each page. */
  said?: (() => Promise<Said | undefined>) | undefined;
};

const manifestIn = (folder: string): Promise<Manifest | null> =>
  readFile(join(folder, '.vite', 'manifest.json'), 'utf8').then(
    (text) => JSON.parse(text) as Manifest,
    () => null,
  );

/** A hashed file never changes, so it may be kept for ever. */
const keep = (path: string): string =>
  /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';

const words = (locale: Locale) => {
  const t = translatorFor(locale);
  const about = { banner: t('administration.ui.setting.banner'), contact: t('administration.ui.setting.contact') };
  return { brand: t('web.brand'), noScript: t('web.no_script'), ...about };
};

/** The built staff application at /app/*: its files, and its one page for every other address below. */
export const staffRoutes =
  ({ folder, signIns, said }: Options) =>
  async (app: FastifyInstance): Promise<void> => {
    const manifest = await manifestIn(folder);
    if (manifest) {
      await app.register(fastifyStatic, {
        root: folder,
        prefix: '/app/',
        wildcard: false,
        index: false,
        decorateReply: false,
        cacheControl: false,
        preCompressed: true,
        globIgnore: ['**/*.{br,gz}', '.vite/**'],
        setHeaders: (reply, path) => void reply.header('cache-control', keep(path)),
      });
    }
    const send = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      // An old page may ask for a file of a build that is gone. A page in its place would only confuse it.
      if (!manifest || request.url.startsWith('/app/assets/')) throw problem(manifest ? 'not-found' : 'unavailable');
      const asked = { cookie: request.headers.cookie ?? '', acceptLanguage: request.headers['accept-language'] };
      const { locale, html } = staffPage({ manifest, words, signIns: signIns(), said: await said?.() }, asked);
      return reply
        .header('cache-control', 'private, no-cache')
        .header('vary', 'cookie, accept-language')
        .header('content-language', locale)
        .type('text/html; charset=utf-8')
        .send(html);
    };
    app.get('/app', send);
    app.get('/app/*', send);
  };
