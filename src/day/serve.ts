import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { localeFor } from '../platform/i18n/locales.ts';
import { problem } from '../platform/problem.ts';

/** What the day's application may do and no other page of ours: show photos that are only on the device, and use the camera. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'; frame-ancestors 'none'";
const permissions =
  'camera=(self), screen-wake-lock=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), microphone=(), geolocation=(), payment=(), usb=()';

/** A hashed file never changes, so it may be kept for ever; the service worker itself must never be an old one. */
const keep = (path: string): string =>
  /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';

type Built = Readonly<Record<string, { file: string }>>;

/** Which file has the texts of a language, so that a browser that is new here need not find out by itself; one round trip less. */
async function textsBuilt(folder: string): Promise<(acceptLanguage: string | undefined) => string | undefined> {
  const manifest = await readFile(join(folder, '.vite/manifest.json'), 'utf8').catch(() => '{}');
  const built = Object.entries(JSON.parse(manifest) as Built);
  return (acceptLanguage) => {
    const source = `/${localeFor(acceptLanguage)}.day.json`;
    return built.find(([name]) => name.endsWith(source))?.[1].file;
  };
}

/** The application of a mission's day at /day: its files and its one page. It holds nobody's data: that is on the devices alone. */
export const dayPageRoutes =
  ({ folder }: { folder: string }) =>
  async (app: FastifyInstance): Promise<void> => {
    const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
    if (page !== null) {
      await app.register(fastifyStatic, {
        root: folder,
        prefix: '/day/',
        wildcard: false,
        index: false,
        decorateReply: false,
        cacheControl: false,
        preCompressed: true,
        globIgnore: ['**/*.{br,gz}', '.vite/**', 'index.html'],
        setHeaders: (reply, path) => {
          void reply.header('cache-control', keep(path));
          // It keeps the page /day too, which is not below /day/.
          if (path.endsWith('sw.js')) void reply.header('service-worker-allowed', '/day');
        },
      });
    }
    const textsFor = await textsBuilt(folder);
    const send = async ({ headers }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      if (page === null) throw problem('unavailable');
      const texts = textsFor(headers['accept-language']);
      if (texts) void reply.header('link', `</day/${texts}>; rel=modulepreload; crossorigin`);
      return reply
        .header('vary', 'accept-language')
        .header('cache-control', 'no-cache')
        .header('content-security-policy', policy)
        .header('permissions-policy', permissions)
        .type('text/html; charset=utf-8')
        .send(page);
    };
    for (const path of ['/day', '/day/display', '/day/index.html']) app.get(path, send);
  };
