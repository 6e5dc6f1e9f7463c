import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Ask,
  answer,
  asks,
  isWritable,
  knock,
  leaveCase,
  lookAtCase,
  type PatientHouse,
  withdrawOnPage,
  writeFromPage,
} from '../../modules/referrals/index.ts';
import {
  codeDigits,
  cookieSeconds,
  numberDigits,
  secondDigits,
  typedDigits,
} from '../../modules/referrals/patientPage.ts';
import { limitedApart } from '../../platform/http/limits.ts';
import type { OriginOf } from '../../platform/http/origin.ts';
import { tidied } from '../../platform/i18n/readable.ts';
import { type PatientLocale, patientLocales } from '../../platform/i18n/patientLocales.ts';
import { isDay } from '../../platform/time/calendar.ts';
import { builtPages, type Pages } from '../pages.ts';
import { spokenAddress } from '../spoken/address.ts';
import type { SpokenAsk } from '../spoken/address.ts';
import { acceptForms, own } from '../spoken/serving.ts';
import { stylesheetOf } from '../stylesheet.ts';
import { casePath, type EnterData, type OpenData, openedPath } from './data.ts';

export type CaseSite = PatientHouse & {
  clock: { today: () => string };
  originOf: OriginOf;
  pages?: (() => Promise<Pages>) | undefined;
};

/** Tries of one address within a minute: a family at one table enters codes in peace, a machine does not. */
const triesPerMinute = 10;
const writesPerMinute = 30;
const longestForm = 40_000;
/** Every answer about a code leaves so long after it was asked, in milliseconds: how long it took tells nothing of the code. */
const answersAfter = 250;

type Fields = Readonly<Record<string, unknown>>;
type Asked = FastifyRequest<{ Body: Fields; Querystring: Fields }>;
type Asking = { request: Asked; reply: FastifyReply };
type Serving = {
  site: CaseSite;
  locale: PatientLocale;
  askFor: (request: FastifyRequest) => Promise<{ ask: SpokenAsk; pages: Pages }>;
  tried: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  slowed: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
};

const textIn = (fields: Fields | undefined, name: string): string => {
  const value = fields?.[name];
  return typeof value === 'string' ? value.replaceAll('\0', '') : '';
};

const cookieName = 'yntymaq_case';
const tokenIn = ({ headers }: FastifyRequest): string =>
  (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name, value]) => name === cookieName && /^[\w-]{43}$/.test(value ?? ''))?.[1] ?? '';
/** It travels to these pages alone, from no other site's page, and no script reads it. */
const cookieOf = (token: string, { origin, seconds }: { origin: string; seconds: number }): string =>
  `${cookieName}=${token}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${origin.startsWith('https:') ? '; Secure' : ''}`;

/** The pages of a case: plain forms, no script, no account; one cookie, which opens one page for a while. */
export const caseSiteRoutes = (site: CaseSite) => async (app: FastifyInstance) => {
  let loaded: Promise<Pages> | undefined;
  const load = (): Promise<Pages> => (loaded ??= (site.pages ?? builtPages)());
  const tried = await limitedApart(app, triesPerMinute);
  const slowed = await limitedApart(app, writesPerMinute);
  acceptForms(app, longestForm);
  for (const locale of patientLocales) {
    const askFor: Serving['askFor'] = async (request) => {
      const pages = await load();
      const [today, origin] = [site.clock.today(), site.originOf(request)];
      return { ask: { locale, today, origin, stylesheet: stylesheetOf(pages) }, pages };
    };
    const serving: Serving = { site, locale, askFor, tried, slowed };
    doorRoutes(app, serving);
    pageRoutes(app, serving);
    consentRoutes(app, serving);
  }
};

async function showEntry({ askFor }: Serving, { request, reply }: Asking, notice: EnterData['notice'] = null) {
  const { ask, pages } = await askFor(request);
  return own(reply, pages.caseEnter(ask, { notice }), notice === 'wrong' ? 422 : 200);
}

/** Whatever is found out about a code, the answer leaves at the same time. */
async function evenly<T>(work: Promise<T>): Promise<T> {
  const [result] = await Promise.all([work, pause(answersAfter)]);
  return result;
}

function doorRoutes(app: FastifyInstance, serving: Serving): void {
  const { site, locale, askFor, tried } = serving;
  const path = spokenAddress(locale, casePath);
  app.get(path, (request: Asked, reply) => {
    const notice = textIn(request.query, 'notice');
    const known = (['expired', 'left'] as const).find((each) => each === notice);
    return showEntry(serving, { request, reply }, known ?? null);
  });
  app.post(path, async (request: Asked, reply) => {
    await tried(request, reply);
    const code = typedDigits(textIn(request.body, 'code'), codeDigits);
    if (code === null) return showEntry(serving, { request, reply }, 'wrong');
    const found = await evenly(knock(site, site.originOf(request), code));
    const { ask, pages } = await askFor(request);
    if (found === 'closed') return own(reply, pages.caseClosed(ask), 410);
    return own(reply, pages.caseSecond(ask, { code, asks: found.asks, problem: null }));
  });
  app.post(`${path}/open`, async (request: Asked, reply) => {
    await tried(request, reply);
    const { body } = request;
    const code = typedDigits(textIn(body, 'code'), codeDigits);
    if (code === null) return showEntry(serving, { request, reply }, 'wrong');
    const birth = textIn(body, 'birth').trim();
    const given = {
      number: typedDigits(textIn(body, 'number'), numberDigits),
      second: typedDigits(textIn(body, 'second'), secondDigits),
      birth: isDay(birth) ? birth : null,
    };
    const found = await evenly(answer(site, code, given));
    const { ask, pages } = await askFor(request);
    if (found === 'closed') return own(reply, pages.caseClosed(ask), 410);
    if ('refused' in found) {
      const { asks: asked, refused: problem } = found;
      return own(reply, pages.caseSecond(ask, { code, asks: asked, problem }), problem === 'wait' ? 429 : 422);
    }
    const cookie = cookieOf(found.token, { origin: ask.origin, seconds: cookieSeconds });
    return reply.header('set-cookie', cookie).redirect(spokenAddress(locale, openedPath), 303);
  });
}

const nothing = { notice: null, problem: null, typed: { text: '', about: 'message' } } as const;
type Said = Pick<OpenData, 'notice' | 'problem' | 'typed'>;

/** Nobody has this page open: the code is asked, and where there was a session, it is said that it is over. */
const again = ({ locale }: Serving, { request, reply }: Asking) =>
  reply.redirect(`${spokenAddress(locale, casePath)}${tokenIn(request) === '' ? '' : '?notice=expired'}`, 303);

async function showPage(serving: Serving, asking: Asking, said: Said = nothing) {
  const { request, reply } = asking;
  const token = tokenIn(request);
  const shown = token === '' ? undefined : await lookAtCase(serving.site, token);
  if (!shown) return again(serving, asking);
  const { ask, pages } = await serving.askFor(request);
  const body = pages.caseOpen(ask, { shown, isWritable: isWritable(shown), ...said });
  return own(reply, body, said.problem === null ? 200 : 422);
}

function pageRoutes(app: FastifyInstance, serving: Serving): void {
  const { site, locale, slowed } = serving;
  const path = spokenAddress(locale, openedPath);
  app.get(path, (request: Asked, reply) => {
    const word = textIn(request.query, 'notice');
    const notice = (['sent', 'withdrawn', 'over'] as const).find((each) => each === word) ?? null;
    return showPage(serving, { request, reply }, { ...nothing, notice });
  });
  app.post(`${path}/messages`, async (request: Asked, reply) => {
    await slowed(request, reply);
    const text = tidied(textIn(request.body, 'text'));
    const about: Ask = asks.find((each) => each !== 'withdraw' && each === textIn(request.body, 'about')) ?? 'message';
    const asked = { text, about, origin: site.originOf(request) };
    const result = await writeFromPage(site, tokenIn(request), asked);
    if (result === undefined) return again(serving, { request, reply });
    if (result === 'written') return reply.redirect(`${path}?notice=sent`, 303);
    return showPage(serving, { request, reply }, { notice: null, problem: result, typed: { text, about } });
  });
  app.post(`${path}/leave`, async (request: Asked, reply) => {
    await leaveCase(site, tokenIn(request));
    const gone = cookieOf('', { origin: site.originOf(request), seconds: 0 });
    return reply.header('set-cookie', gone).redirect(`${spokenAddress(locale, casePath)}?notice=left`, 303);
  });
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

function consentRoutes(app: FastifyInstance, serving: Serving): void {
  const { site, locale, slowed } = serving;
  const page = spokenAddress(locale, openedPath);
  app.get(`${page}/withdraw`, async (request: Asked, reply) => {
    const shown = await lookAtCase(site, tokenIn(request));
    if (!shown) return again(serving, { request, reply });
    const consent = shown.consents.find(({ id }) => id === textIn(request.query, 'consent'));
    if (!consent) return reply.redirect(`${page}?notice=over`, 303);
    const { ask, pages } = await serving.askFor(request);
    return own(reply, pages.caseWithdraw(ask, { consent, isDemo: shown.isDemo }));
  });
  app.post(`${page}/withdraw`, async (request: Asked, reply) => {
    await slowed(request, reply);
    const consent = textIn(request.body, 'consent');
    if (!isUuid(consent)) return reply.redirect(`${page}?notice=over`, 303);
    const asked = { consent, language: locale, origin: site.originOf(request) };
    const result = await withdrawOnPage(site, tokenIn(request), asked);
    if (result === undefined) return again(serving, { request, reply });
    return reply.redirect(`${page}?notice=${result}`, 303);
  });
}
