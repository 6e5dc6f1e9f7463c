import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asPublic, type Database } from '../platform/database.ts';
import { defaultLocale, type Locale, localeFor, locales } from '../platform/i18n/locales.ts';
import { aboutPath, correctionsPath, dataPath, feedPath } from './address.ts';
import { type Answer, send } from './answer.ts';
import * as answers from './handlers.ts';
import type { Route } from './handlers.ts';
import { openDataRoutes } from './open/routes.ts';
import { outlinesOf } from './overview.sql.ts';
import { type Ask, builtPages, type Pages } from './pages.ts';
import { stylesheetOf } from './stylesheet.ts';
import { type Keeping, remembering } from './remember.ts';

export type PublicSite = {
  /** As `yntymaq_public`. */
  publicDb: Database;
  clock: { today: () => string };
  originOf: (request: FastifyRequest) => string;
  /** The pages; as they were built, unless told. */
  pages?: (() => Promise<Pages>) | undefined;
  /** How old the counts and the front page itself may be; as old as readers may keep it, unless told. */
  figures?: Keeping | undefined;
};

const asOldAsThePage: Keeping = { fresh: 10_000, usable: 60_000 };

const robots = 'User-agent: *\nDisallow: /api/\nDisallow: /app/\nDisallow: /auth/\n';

/** The pages that anybody may read: no sign-in, no script, no cookie; one read-only transaction each. */
export function publicRoutes(site: PublicSite) {
  const served = serverOf(site);
  return async (app: FastifyInstance): Promise<void> => {
    for (const locale of locales) localised(app, locale, served);
    unlocalised(app, served);
    const fresh = (site.figures ?? asOldAsThePage).fresh * 30;
    openDataRoutes(app, { ...site, fresh }, (request, reply) => served.missing(request, reply, preferred(request)));
  };
}

type Reply = Promise<FastifyReply>;
type Asked = { ask: Ask; pages: Pages; request: FastifyRequest; route: Route };
type Served = {
  askFor: (request: FastifyRequest, locale: Locale) => Promise<{ ask: Ask; pages: Pages }>;
  serving: (locale: Locale, route: Route) => (request: FastifyRequest, reply: FastifyReply) => Reply;
  missing: (request: FastifyRequest, reply: FastifyReply, locale: Locale) => Reply;
};

const now = (): number => performance.now();

function serverOf(site: PublicSite): Served {
  let loaded: Promise<Pages> | undefined;
  const load = (): Promise<Pages> => (loaded ??= (site.pages ?? builtPages)());
  const keeping = site.figures ?? asOldAsThePage;
  const counted = remembering((today) => outlinesOf(site.publicDb, today), keeping, now);
  const askFor: Served['askFor'] = async (request, locale) => {
    const pages = await load();
    const stylesheet = stylesheetOf(pages);
    const [today, origin] = [site.clock.today(), site.originOf(request)];
    return { ask: { locale, today, origin, stylesheet }, pages };
  };
  const missing: Served['missing'] = async (request, reply, locale) => {
    const { ask, pages } = await askFor(request, locale);
    const headers = { 'content-language': locale };
    return send(request, reply, { body: pages.missing(ask), type: 'text/html', status: 404, headers });
  };
  const answerOf = ({ ask, pages, request, route }: Asked, name: string): Promise<Answer | undefined> => {
    const outlines = () => counted(ask.today);
    return asPublic(site.publicDb, (tx) => route({ tx, ask, pages, request, outlines }, name));
  };
  const front = remembering((_key, asked: Asked) => answerOf(asked, ''), keeping, now);
  const serving: Served['serving'] = (locale, route) => async (request, reply) => {
    const { ask, pages } = await askFor(request, locale);
    const { name = '' } = request.params as { name?: string };
    const asked = { ask, pages, request, route };
    const isFront = route === answers.home && !request.url.includes('?');
    const answer = isFront
      ? await front([ask.today, locale, ask.origin, ask.stylesheet].join(' '), asked)
      : await answerOf(asked, name);
    if (!answer) return missing(request, reply, locale);
    return send(request, reply, { ...answer, headers: { ...answer.headers, 'content-language': locale } });
  };
  return { askFor, serving, missing };
}

function localised(app: FastifyInstance, locale: Locale, { serving, missing }: Served): void {
  const serve = (path: string, route: Route) => app.get(`/${locale}${path}`, serving(locale, route));
  serve('', answers.home);
  serve('.csv', answers.homeFile('csv'));
  serve('.json', answers.homeFile('json'));
  serve(aboutPath, answers.about);
  serve('/partnerships/:name', answers.partnership);
  serve('/partnerships/:name/feed.xml', answers.partnershipFeed);
  serve('/commitments/:name', answers.commitment);
  serve('/meetings/:name', answers.meeting);
  serve('/instruments/:name', answers.instrument);
  serve('/organisations/:name', answers.organisation);
  serve('/places/:name', answers.place);
  serve('/partners/:name', answers.partner);
  serve('/fields/:name', answers.fieldPage);
  serve('/missions/:name/result', answers.missionResult('page'));
  serve('/missions/:name/result.csv', answers.missionResult('csv'));
  serve('/missions/:name/result.json', answers.missionResult('json'));
  serve(correctionsPath, answers.corrections('page'));
  serve(`${correctionsPath}.csv`, answers.corrections('csv'));
  serve(`${correctionsPath}.json`, answers.corrections('json'));
  serve(dataPath, answers.dataPage);
  serve(feedPath, answers.feed);
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
