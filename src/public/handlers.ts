import type { FastifyRequest } from 'fastify';
import type { Tx } from '../platform/database.ts';
import { translatorFor } from '../platform/i18n/catalogues.server.ts';
import { placeOf } from '../platform/place/place.ts';
import { addressOf, organisationPath } from './address.ts';
import type { Answer } from './answer.ts';
import { commitmentPageOf } from './commitment.sql.ts';
import { correctionsPageOf } from './correction.sql.ts';
import { feedOf } from './feed/feed.ts';
import { followedPartnership, newsFor } from './feed/feed.sql.ts';
import { commitmentFile, type File, listFile, partnershipFile } from './files.ts';
import { fileOf, foundOf, homeOf } from './home.sql.ts';
import { instrumentPageOf } from './instrument.sql.ts';
import { correctionsFile } from './correctionFile.ts';
import { meetingPageOf } from './meeting.sql.ts';
import { organisationPageOf } from './organisation.sql.ts';
import { resultPageOf } from './missions/result.sql.ts';
import { resultFile } from './missions/resultFile.ts';
import type { Ask, Pages } from './pages.ts';
import { partnershipPageOf } from './partnership.sql.ts';
import { groupPageOf, placePageOf } from './place.sql.ts';
import { isId, isSearching, isSlug, pageOf, roleOf, searchOf } from './search.ts';
import { groupFile, instrumentFile, meetingFile, organisationFile, placeFile } from './thingFiles.ts';
import { fields, type GroupData, type Outline } from './things.ts';

/** What each address answers; undefined where there is no such page, or it is not for everybody. */
export type Work = { tx: Tx; ask: Ask; pages: Pages; request: FastifyRequest; outlines: () => Promise<Outline[]> };
export type Route = (work: Work, name: string) => Promise<Answer | undefined>;

const mostRowsInAFile = 5000;

const html = (body: string): Answer => ({ body, type: 'text/html' });
const fileAnswer = ({ name, body, as }: File): Answer =>
  as === 'json'
    ? { body, type: 'application/json', headers: { 'access-control-allow-origin': '*' } }
    : { body, type: 'text/csv', headers: { 'content-disposition': `attachment; filename="${name}"` } };

type As = 'page' | 'csv' | 'json';
/** `name`, `name.csv` or `name.json`. */
const formOf = (name: string): { name: string; as: As } => {
  const found = /^(.*)\.(csv|json)$/.exec(name);
  return found ? { name: found[1] ?? '', as: found[2] as As } : { name, as: 'page' };
};

/** The page, or its data. */
type Shown<Data> = { page: (ask: Ask, data: Data) => string; file: (ask: Ask, as: 'csv' | 'json', data: Data) => File };
type Wished = { ask: Ask; as: As };
function shown<Data>({ ask, as }: Wished, data: Data | undefined, { page, file }: Shown<Data>): Answer | undefined {
  if (data === undefined) return undefined;
  return as === 'page' ? html(page(ask, data)) : fileAnswer(file(ask, as, data));
}

export const home: Route = async ({ tx, ask, pages, request, outlines }) => {
  const search = searchOf(request.query);
  if (isSearching(search)) return html(pages.found(ask, await foundOf(tx, ask.today, search)));
  return html(pages.home(ask, await homeOf(tx, { today: ask.today, search, outlines: await outlines() })));
};

export const homeFile =
  (as: 'csv' | 'json'): Route =>
  async ({ tx, ask, request }) =>
    fileAnswer(await listFile(tx, ask, { as, ...(await fileOf(tx, ask.today, searchOf(request.query))) }));

export const partnership: Route = async ({ tx, ask, pages, request, outlines }, asked) => {
  const { name: slug, as } = formOf(asked);
  const isFile = as !== 'page';
  const wanted = {
    slug,
    isFile,
    page: isFile ? 1 : pageOf(request.query),
    today: ask.today,
    outlines: await outlines(),
  };
  const data = isSlug(slug) ? await partnershipPageOf(tx, wanted) : undefined;
  return shown({ ask, as }, data, { page: pages.partnership, file: partnershipFile });
};

export const commitment: Route = async ({ tx, ask, pages }, asked) => {
  const { name: id, as } = formOf(asked);
  const data = isId(id) ? await commitmentPageOf(tx, id, ask.today) : undefined;
  return shown({ ask, as }, data, { page: pages.commitment, file: commitmentFile });
};

export const meeting: Route = async ({ tx, ask, pages }, asked) => {
  const { name: id, as } = formOf(asked);
  const data = isId(id) ? await meetingPageOf(tx, id, ask.today) : undefined;
  return shown({ ask, as }, data, { page: pages.meeting, file: meetingFile });
};

export const instrument: Route = async ({ tx, ask, pages }, asked) => {
  const { name: id, as } = formOf(asked);
  const data = isId(id) ? await instrumentPageOf(tx, id, ask.today) : undefined;
  return shown({ ask, as }, data, { page: pages.instrument, file: instrumentFile });
};

/** A record that was merged leads to the one it turned out to be. */
export const organisation: Route = async ({ tx, ask, pages, request }, asked) => {
  const { name: id, as } = formOf(asked);
  if (!isId(id)) return undefined;
  const { today, locale } = ask;
  const data = await organisationPageOf(tx, { id, today, role: roleOf(request.query), page: pageOf(request.query) });
  if (typeof data !== 'string') return shown({ ask, as }, data, { page: pages.organisation, file: organisationFile });
  const location = `${addressOf(locale, organisationPath(data))}${as === 'page' ? '' : `.${as}`}`;
  return { body: '', type: 'text/plain', status: 308, headers: { location } };
};

export const place: Route = async ({ tx, ask, pages }, asked) => {
  const { name: key, as } = formOf(asked);
  const known = placeOf(key);
  const data = known && (await placePageOf(tx, known, ask.today));
  return shown({ ask, as }, data, { page: pages.place, file: placeFile });
};

const group =
  (aboutOf: (name: string) => GroupData['about'] | undefined): Route =>
  async ({ tx, ask, pages, outlines }, asked) => {
    const { name, as } = formOf(asked);
    const about = aboutOf(name);
    const data = about && (await groupPageOf(tx, { about, today: ask.today, outlines: await outlines() }));
    return shown({ ask, as }, data, { page: pages.group, file: groupFile });
  };

export const partner = group((name) => (/^[A-Z]{2}$/.test(name) ? { kind: 'country', code: name } : undefined));
export const fieldPage = group((name) => {
  const field = fields.find((key) => key === name);
  return field && { kind: 'field', field };
});

export const corrections =
  (as: As): Route =>
  async ({ tx, ask, pages, request }) => {
    const page = as === 'page' ? pageOf(request.query) : 1;
    const data = await correctionsPageOf(tx, page, ...(as === 'page' ? [] : [mostRowsInAFile]));
    return shown({ ask, as }, data, { page: pages.corrections, file: correctionsFile });
  };

/** What a mission came to, once it is published. */
export const missionResult =
  (as: As): Route =>
  async ({ tx, ask, pages }, slug) => {
    const data = isSlug(slug) ? await resultPageOf(tx, slug) : undefined;
    return shown({ ask, as }, data, { page: pages.missionResult, file: resultFile });
  };

const feedAnswer = (body: string): Answer => ({
  body,
  type: 'application/atom+xml',
  headers: { 'access-control-allow-origin': '*' },
});

export const feed: Route = async ({ tx, ask }) =>
  feedAnswer(feedOf({ ask, t: translatorFor(ask.locale), news: await newsFor(tx, null), of: null }));

export const partnershipFeed: Route = async ({ tx, ask }, slug) => {
  const followed = isSlug(slug) ? await followedPartnership(tx, slug) : undefined;
  if (!followed) return undefined;
  const news = await newsFor(tx, followed.id);
  return feedAnswer(feedOf({ ask, t: translatorFor(ask.locale), news, of: { ...followed, slug } }));
};

export const about: Route = ({ ask, pages }) => Promise.resolve(html(pages.about(ask)));
export const dataPage: Route = ({ ask, pages }) => Promise.resolve(html(pages.data(ask)));
