import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asPublic, type Database, type Tx } from '../platform/database.ts';
import { sha256 } from '../platform/hash.ts';
import { defaultLocale, type Locale, localeFor, locales } from '../platform/i18n/locales.ts';
import { aboutPath } from './address.ts';
import { type Answer, send } from './answer.ts';
import { commitmentPageOf } from './commitment.sql.ts';
import { commitmentFile, type File, listFile, partnershipFile } from './files.ts';
import { fileOf, foundOf, homeOf, type Tallies, tallies } from './home.sql.ts';
import { type Ask, builtPages, type Pages } from './pages.ts';
import { partnershipPageOf } from './partnership.sql.ts';
import { type Keeping, remembering } from './remember.ts';
import { isId, isSearching, isSlug, pageOf, searchOf } from './search.ts';

export type PublicSite = {
  /** As `yntymaq_public`. */
  publicDb: Database;
  clock: { today: () => string };
  originOf: (request: FastifyRequest) => string;
  /** The pages; as they were built, unless told. */
  pages?: (() => Promise<Pages>) | undefined;
  /** How old the key figures of the front page may be; as old as the page itself, unless told. */
  figures?: Keeping | undefined;
};

const asOldAsThePage: Keeping = { fresh: 10_000, usable: 60_000 };

type Work = { tx: Tx; ask: Ask; pages: Pages; request: FastifyRequest; count: () => Promise<Tallies> };
type Route = (work: Work, name: string) => Promise<Answer | undefined>;

const mostRowsInAFile = 5000;

const html = (body: string): Answer => ({ body, type: 'text/html' });
const fileAnswer = ({ name, body, as }: File): Answer =>
  as === 'json'
    ? { body, type: 'application/json', headers: { 'access-control-allow-origin': '*' } }
    : { body, type: 'text/csv', headers: { 'content-disposition': `attachment; filename="${name}"` } };

const home: Route = async ({ tx, ask, pages, request, count }) => {
  const search = searchOf(request.query);
  if (isSearching(search)) return html(pages.found(ask, await foundOf(tx, ask.today, search)));
  return html(pages.home(ask, await homeOf(tx, { today: ask.today, search, ...(await count()) })));
};

const homeFile =
  (as: 'csv' | 'json'): Route =>
  async ({ tx, ask, request }) =>
    fileAnswer(await listFile(tx, ask, { as, ...(await fileOf(tx, ask.today, searchOf(request.query))) }));

/** `name`, `name.csv` or `name.json`. */
const formOf = (name: string): { name: string; as: 'page' | 'csv' | 'json' } => {
  const found = /^(.*)\.(csv|json)$/.exec(name);
  return found ? { name: found[1] ?? '', as: found[2] as 'csv' | 'json' } : { name, as: 'page' };
};

const partnership: Route = async ({ tx, ask, pages, request }, asked) => {
  const { name: slug, as } = formOf(asked);
  const rows = as === 'page' ? {} : { rows: mostRowsInAFile };
  const page = as === 'page' ? pageOf(request.query) : 1;
  const data = isSlug(slug) ? await partnershipPageOf(tx, { slug, page, today: ask.today, ...rows }) : undefined;
  if (!data) return undefined;
  return as === 'page' ? html(pages.partnership(ask, data)) : fileAnswer(partnershipFile(ask, as, data));
};

const commitment: Route = async ({ tx, ask, pages }, asked) => {
  const { name: id, as } = formOf(asked);
  const data = isId(id) ? await commitmentPageOf(tx, id, ask.today) : undefined;
  if (!data) return undefined;
  return as === 'page' ? html(pages.commitment(ask, data)) : fileAnswer(commitmentFile(ask, as, data));
};

const robots = 'User-agent: *\nDisallow: /api/\nDisallow: /app/\nDisallow: /auth/\n';

/** The pages that anybody may read: no sign-in, no script, no cookie; one read-only transaction each. */
export function publicRoutes(site: PublicSite) {
  const served = serverOf(site);
  return async (app: FastifyInstance): Promise<void> => {
    for (const locale of locales) localised(app, locale, served);
    unlocalised(app, served);
  };
}

type Reply = Promise<FastifyReply>;
type Served = {
  askFor: (request: FastifyRequest, locale: Locale) => Promise<{ ask: Ask; pages: Pages }>;
  serving: (locale: Locale, route: Route) => (request: FastifyRequest, reply: FastifyReply) => Reply;
  missing: (request: FastifyRequest, reply: FastifyReply, locale: Locale) => Reply;
};

function serverOf(site: PublicSite): Served {
  let loaded: Promise<Pages> | undefined;
  const load = (): Promise<Pages> => (loaded ??= (site.pages ?? builtPages)());
  const counted = remembering(
    (today) => tallies(site.publicDb, today),
    site.figures ?? asOldAsThePage,
    () => performance.now(),
  );
  const askFor: Served['askFor'] = async (request, locale) => {
    const pages = await load();
    const stylesheet = `/site/${sha256(pages.stylesheet).slice(0, 16)}.css`;
    return { ask: { locale, today: site.clock.today(), origin: site.originOf(request), stylesheet }, pages };
  };
  const missing: Served['missing'] = async (request, reply, locale) => {
    const { ask, pages } = await askFor(request, locale);
    const headers = { 'content-language': locale };
    return send(request, reply, { body: pages.missing(ask), type: 'text/html', status: 404, headers });
  };
  const serving: Served['serving'] = (locale, route) => async (request, reply) => {
    const { ask, pages } = await askFor(request, locale);
    const { name = '' } = request.params as { name?: string };
    const count = () => counted(ask.today);
    const answer = await asPublic(site.publicDb, (tx) => route({ tx, ask, pages, request, count }, name));
    if (!answer) return missing(request, reply, locale);
    return send(request, reply, { ...answer, headers: { ...answer.headers, 'content-language': locale } });
  };
  return { askFor, serving, missing };
}

function localised(app: FastifyInstance, locale: Locale, { serving, missing }: Served): void {
  app.get(`/${locale}`, serving(locale, home));
  app.get(`/${locale}.csv`, serving(locale, homeFile('csv')));
  app.get(`/${locale}.json`, serving(locale, homeFile('json')));
  const about: Route = ({ ask, pages }) => Promise.resolve(html(pages.about(ask)));
  app.get(`/${locale}${aboutPath}`, serving(locale, about));
  app.get(`/${locale}/partnerships/:name`, serving(locale, partnership));
  app.get(`/${locale}/commitments/:name`, serving(locale, commitment));
  app.get(`/${locale}/*`, (request, reply) => missing(request, reply, locale));
}

const preferred = ({ headers }: FastifyRequest): Locale => localeFor(headers['accept-language']);

function unlocalised(app: FastifyInstance, { askFor, missing }: Served): void {
  app.get('/', async (request, reply) =>
    reply
      .header('vary', 'accept-language')
      .header('cache-control', 'public, max-age=60')
      .redirect(`/${preferred(request)}`, 302),
  );
  app.get('/robots.txt', (request, reply) => send(request, reply, { body: robots, type: 'text/plain', keep: 'day' }));
  app.get('/favicon.svg', async (request, reply) => {
    const { pages } = await askFor(request, defaultLocale);
    return send(request, reply, { body: pages.icon, type: 'image/svg+xml', keep: 'day' });
  });
  app.get('/site/:file', async (request, reply) => {
    const { ask, pages } = await askFor(request, preferred(request));
    if (ask.stylesheet !== request.url) return missing(request, reply, ask.locale);
    return send(request, reply, { body: pages.stylesheet, type: 'text/css', keep: 'forever' });
  });
  app.get('/*', (request, reply) => {
    if (!(request.headers.accept ?? '').includes('text/html')) return reply.callNotFound();
    return missing(request, reply, preferred(request));
  });
}
