import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../platform/problem.ts';

/** What the day's application may do and no other page of ours: show photos that are only on the device, and use the camera. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'none'; frame-ancestors 'none'";
const permissions =
  'camera=(self), screen-wake-lock=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), microphone=(), geolocation=(), payment=(), usb=()';

/** A hashed file never changes, so it may be kept for ever; the service worker itself must never be an old one. */
const keep = (path: string): string =>
  /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';

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
    const send = async (_: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      if (page === null) throw problem('unavailable');
      return reply
        .header('cache-control', 'no-cache')
        .header('content-security-policy', policy)
        .header('permissions-policy', permissions)
        .type('text/html; charset=utf-8')
        .send(page);
    };
    for (const path of ['/day', '/day/display', '/day/index.html']) app.get(path, send);
  };
