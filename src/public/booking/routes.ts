import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openBookingDoor } from '../../modules/missions/index.ts';
import { asPublic } from '../../platform/database.ts';
import { limitedApart } from '../../platform/http/limits.ts';
import { guestLocales } from '../../platform/i18n/guestLocales.ts';
import { locales } from '../../platform/i18n/locales.ts';
import { placeOf } from '../../platform/place/place.ts';
import { send } from '../answer.ts';
import { builtPages, type Pages } from '../pages.ts';
import { acceptForms, own } from '../spoken/serving.ts';
import { stylesheetOf } from '../stylesheet.ts';
import { bookDataOf, isSpecialty } from './book.ts';
import { type BookingRefused, type FieldProblem, spokenAddress, ticketPage, type Typed } from './data.ts';
import { codeIn, isFilledByMachine, nothingTyped, typedOf, understood } from './form.ts';
import { announcedMissions, missionPageOf, missionRow } from './mission.sql.ts';
import { isAnId, missing, type Named, newCode, type Serving, type Site } from './serving.ts';
import { ticketFileRoutes, ticketRoutes } from './ticketRoutes.ts';

/** So many writes of one address within a minute: a school with one line out books in peace, a flood does not. */
const writesPerMinute = 60;
const longestForm = 20_000;

/** Pages of missions, booking without an account, and tickets: plain forms, no script, no cookie. */
export const bookingSiteRoutes = (site: Site) => async (app: FastifyInstance) => {
  let loaded: Promise<Pages> | undefined;
  const load = (): Promise<Pages> => (loaded ??= (site.pages ?? builtPages)());
  const slowed = await limitedApart(app, writesPerMinute);
  acceptForms(app, longestForm);
  const door = openBookingDoor(site);
  for (const locale of [...locales, ...guestLocales]) {
    const askFor: Serving['askFor'] = async (request) => {
      const pages = await load();
      const [today, origin] = [site.clock.today(), site.originOf(request)];
      return { ask: { locale, today, origin, stylesheet: stylesheetOf(pages) }, pages };
    };
    const serving: Serving = { site, door, locale, askFor, slowed };
    missionRoutes(app, serving);
    bookRoutes(app, serving);
    ticketRoutes(app, serving);
    ticketFileRoutes(app, serving);
  }
};

function missionRoutes(app: FastifyInstance, serving: Serving): void {
  const { site, locale, askFor } = serving;
  const headers = { 'content-language': locale };
  app.get(`/${locale}/missions`, async (request, reply) => {
    const { ask, pages } = await askFor(request);
    const body = pages.missions(ask, await asPublic(site.publicDb, announcedMissions));
    return send(request, reply, { body, type: 'text/html', headers });
  });
  app.get<Named>(`/${locale}/missions/:slug`, async (request, reply) => {
    const { slug } = request.params;
    const now = site.clock.now();
    const data = isAnId(slug) ? await asPublic(site.publicDb, (tx) => missionPageOf(tx, slug, now)) : undefined;
    if (!data) return missing(serving, request, reply);
    const { ask, pages } = await askFor(request);
    return send(request, reply, { body: pages.mission(ask, data), type: 'text/html', headers });
  });
}

type Shown = {
  typed: Typed;
  problems?: FieldProblem[];
  refused?: BookingRefused | null;
  code: string;
  status?: number;
};

function bookRoutes(app: FastifyInstance, serving: Serving): void {
  const { site, door, locale, askFor, slowed } = serving;
  const path = `/${locale}/missions/:slug/book/:specialty`;
  const show = async (request: FastifyRequest<Named>, reply: FastifyReply, shown: Shown) => {
    const { slug, specialty } = request.params;
    const wanted = { slug, specialty, now: site.clock.now(), ...shown };
    const data = isAnId(slug) ? await asPublic(site.publicDb, (tx) => bookDataOf(tx, wanted)) : undefined;
    if (!data) return missing(serving, request, reply);
    const { ask, pages } = await askFor(request);
    return own(reply, pages.book(ask, data), shown.status);
  };
  app.get<Named>(path, (request, reply) => show(request, reply, { typed: nothingTyped, code: newCode() }));
  app.post<Named>(path, async (request, reply) => {
    await slowed(request, reply);
    const { slug, specialty } = request.params;
    const fields = request.body ?? {};
    const typed = typedOf(fields);
    const mission = isAnId(slug) ? await asPublic(site.publicDb, (tx) => missionRow(tx, slug)) : undefined;
    if (!mission || !isSpecialty(specialty)) return missing(serving, request, reply);
    if (isFilledByMachine(fields)) return reply.redirect(`/${locale}/missions/${slug}`, 303);
    const code = codeIn(fields) ?? newCode();
    const country = placeOf(mission.venues[0]?.place ?? '')?.country ?? 'KZ';
    const read = understood(typed, country);
    if ('problems' in read) return show(request, reply, { typed, problems: read.problems, code, status: 422 });
    const asked = { ...read.understood, specialty, language: locale, code };
    const result = await door.book(site.originOf(request), slug, asked);
    if (!result) return missing(serving, request, reply);
    if ('booked' in result) return reply.redirect(spokenAddress(locale, ticketPage(code)), 303);
    const { refused } = result;
    if (refused === 'birth-year-wrong' || refused === 'representative-missing')
      return show(request, reply, { typed, problems: [refused], code, status: 422 });
    return show(request, reply, { typed, refused, code, status: 409 });
  });
}
