import type { Resource } from '@medplum/fhirtypes';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { Database } from '../../platform/database.ts';
import type { OriginOf } from '../../platform/http/origin.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { localeFor } from '../../platform/i18n/locales.ts';
import { type Failure, nameOf } from '../../platform/problem.ts';
import { capabilityOf } from './capability.ts';
import { type Act, actOf, type Asked } from './dispatch.ts';
import { fhirJson, isLenient, negotiate } from './negotiate.ts';
import { issueOf, outcomeOf, Refusal } from './outcome.ts';
import { searchOf } from './parameters.ts';
import { asToken } from './token.server.ts';
import { type Read, readOne, searchAll } from './serve.server.ts';
import { served } from './served.ts';

type Surface = { db: Database; vault: Vault; originOf: OriginOf; clock: { now: () => Date; newId: () => string } };

export const basePath = '/fhir/R4';
/** Nothing is taken in but the parameters of a search. */
const largestBody = 65_536;
/** When what is served here was last changed. */
const servedSince = '2026-11-22';

const localeOf = (request: FastifyRequest) => localeFor(request.headers['accept-language']);

/** Ends a request as an OperationOutcome in the language of whoever asks. What is our fault is logged. */
export function sendFailure(failure: Failure, request: FastifyRequest, reply: FastifyReply) {
  const refused = failure instanceof Refusal ? failure.said : null;
  const { name, status } = refused ? { name: '', status: refused.status } : nameOf(failure);
  if (status >= 500) request.log.error({ err: failure }, 'request failed');
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (refused?.headers) reply.headers(refused.headers);
  const [language, issue] = [localeOf(request), refused ?? issueOf(name)];
  const outcome = outcomeOf(issue, { language, text: translatorFor(language)(`fhir.refused.${issue.code}`) });
  return reply
    .code(status)
    .headers({ 'content-language': language, 'cache-control': 'no-store' })
    .type(fhirJson)
    .send(JSON.stringify(outcome));
}

function sendResource(reply: FastifyReply, resource: Resource) {
  const { versionId, lastUpdated } = resource.meta ?? {};
  if (versionId) reply.header('etag', `W/"${versionId}"`);
  if (lastUpdated) reply.header('last-modified', new Date(lastUpdated).toUTCString());
  return reply.type(fhirJson).send(JSON.stringify(resource));
}

function sendRead(reply: FastifyReply, found: Read) {
  if ('resource' in found) return sendResource(reply, found.resource);
  return reply.code(304).header('etag', `W/"${found.versionId}"`).send();
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0] ?? '';
const queryOf = (request: FastifyRequest): URLSearchParams =>
  new URLSearchParams(request.url.slice(pathOf(request).length));

function askedOf(request: FastifyRequest): Asked {
  const body = Buffer.isBuffer(request.body) ? request.body : null;
  const segments = pathOf(request)
    .slice(basePath.length)
    .split('/')
    .filter((part) => part !== '');
  const contentType = request.headers['content-type'] ?? '';
  return {
    method: request.method,
    segments,
    parameters: [...queryOf(request)],
    form: body?.toString('utf8') ?? '',
    contentType,
  };
}

type Asking = { surface: Surface; request: FastifyRequest; base: string; now: Date };

async function read({ surface, request, base, now }: Asking, act: Act & { interaction: 'read' }): Promise<Read> {
  const { db, vault, clock } = surface;
  const one = { id: act.id, summary: act.summary, ifNoneMatch: request.headers['if-none-match'] };
  return asToken({ db, request, act, now, newId: clock.newId }, (serving) =>
    readOne({ ...serving, vault, base }, act.route, one),
  );
}

async function searched({ surface, request, base, now }: Asking, act: Act & { interaction: 'search-type' }) {
  const { db, vault, clock } = surface;
  const asked = { route: act.route, base, now, isLenient: isLenient(request.headers.prefer) };
  const search = searchOf(act.parameters, asked);
  const language = localeOf(request);
  return asToken({ db, request, act: withIncluded(act, search.includes), now, newId: clock.newId }, (serving) =>
    searchAll({ ...serving, vault, base, language }, act.route, search),
  );
}

const answering = (surface: Surface) => async (request: FastifyRequest, reply: FastifyReply) => {
  reply.headers({ 'cache-control': 'private, no-cache', vary: 'accept-language, authorization' });
  const asking = { surface, request, base: `${surface.originOf(request)}${basePath}`, now: surface.clock.now() };
  negotiate(request.headers.accept, queryOf(request).get('_format'));
  const act = actOf(askedOf(request), served);
  if (act === 'capabilities')
    return sendResource(reply, capabilityOf(served, { base: asking.base, date: servedSince }));
  return act.interaction === 'read'
    ? sendRead(reply, await read(asking, act))
    : sendResource(reply, await searched(asking, act));
};

/** FHIR R4 for other systems, at /fhir/R4. Whatever goes wrong ends as an OperationOutcome. */
export const fhirRoutes =
  (surface: Surface) =>
  async (app: FastifyInstance): Promise<void> => {
    await app.register(async (own) => {
      own.setErrorHandler(sendFailure);
      own.removeAllContentTypeParsers();
      own.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: largestBody },
        async (_request: FastifyRequest, body: Buffer) => body,
      );
      const answer = answering(surface);
      own.all(basePath, answer);
      own.all(`${basePath}/*`, answer);
    });
  };

/** To include a type one may read it. */
function withIncluded(act: Act & { interaction: 'search-type' }, includes: readonly string[]): Act {
  const targets = includes.flatMap((name) => {
    const parameter = act.route.search[name];
    return parameter?.type === 'reference' ? parameter.targets : [];
  });
  return { ...act, scopes: [...act.scopes, ...targets.map((type) => [type, 'r'] as const)] };
}
