import type { Binary, Bundle, CapabilityStatement } from '@medplum/fhirtypes';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { Database } from '../../platform/database.ts';
import { networkOf } from '../../platform/http/network.ts';
import type { OriginOf } from '../../platform/http/origin.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { localeFor } from '../../platform/i18n/locales.ts';
import { type Failure, nameOf } from '../../platform/problem.ts';
import { binaryOf, bytesOf, isRaw, wantsBytes } from './binary.ts';
import { type Asking, bundleAnswer } from './bundle.server.ts';
import { allAtOnce } from './bundleAtOnce.server.ts';
import { capabilityOf } from './capability.ts';
import { createAtOnce, isPlain, type Plain, readAtOnce } from './direct.server.ts';
import { type Act, actOf, type Asked } from './dispatch.ts';
import { fhirJson, isLenient, isMinimal, negotiate } from './negotiate.ts';
import { type InWords, issueOf, outcomeOf, Refusal, refuse } from './outcome.ts';
import { perform, type Sent } from './perform.server.ts';
import type { Answer } from './serve.server.ts';
import type { Outside } from './serving.server.ts';
import { served } from './served.ts';
import { openStructure } from './structure.server.ts';
import { asToken } from './token.server.ts';
import { bodyOf, checked } from './write.server.ts';

type Clock = { now: () => Date; today: () => string; newId: () => string };
type Surface = Pick<Outside, 'files' | 'maxUpload' | 'fetchPage' | 'host' | 'signatureRoots'> & {
  db: Database;
  /** Whether subscribers may be in a private network; not, unless told. */
  isNear?: boolean | undefined;
  vault: Vault;
  originOf: OriginOf;
  clock: Clock;
};

export const basePath = '/fhir/R4';
/** A body is read whole; larger files go through the doors of files. */
const largestBody = 8 * 1024 * 1024;
const largestForm = 65_536;
/** When what is served here was last changed. */
const servedSince = '2026-11-22';

const localeOf = (request: FastifyRequest) => localeFor(request.headers['accept-language']);
const inWordsOf = (request: FastifyRequest): InWords => {
  const language = localeOf(request);
  return { language, text: (code) => translatorFor(language)(`fhir.refused.${code}`) };
};

/** What an OperationOutcome says of a failure, and under which status. */
export function failureOf(failure: Failure, words: InWords) {
  const refused = failure instanceof Refusal ? failure.said : null;
  const { name, status } = refused ? { name: '', status: refused.status } : nameOf(failure);
  return { status, headers: refused?.headers ?? {}, outcome: outcomeOf(refused ?? issueOf(name), words) };
}

/** Ends a request as an OperationOutcome in the language of whoever asks. What is our fault is logged. */
export function sendFailure(failure: Failure, request: FastifyRequest, reply: FastifyReply) {
  const words = inWordsOf(request);
  const { status, headers, outcome } = failureOf(failure, words);
  if (status >= 500) request.log.error({ err: failure }, 'request failed');
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .headers({ ...headers, 'content-language': words.language, 'cache-control': 'no-store' })
    .type(fhirJson)
    .send(JSON.stringify(outcome));
}

const headerOf = (value: string | string[] | undefined): string | undefined => [value].flat()[0];

function sendAnswer(reply: FastifyReply, found: Answer, { request, base }: Pick<HttpAsking, 'request' | 'base'>) {
  const { status, resource, text, versionId, lastUpdated, location } = found;
  if (versionId) reply.header('etag', `W/"${versionId}"`);
  if (lastUpdated) reply.header('last-modified', new Date(lastUpdated).toUTCString());
  if (location) reply.header('location', `${base}/${location}`);
  reply.code(status);
  const isSilent = status === 204 || status === 304 || (location !== undefined && isMinimal(request.headers.prefer));
  if (isSilent || (text === undefined && !resource)) return reply.send();
  return reply.type(fhirJson).send(text ?? JSON.stringify(resource));
}

/** The bytes of a Binary, where they are what is asked for. */
function sendBytes(reply: FastifyReply, found: Answer) {
  const { versionId = '', text, resource } = found;
  if (found.status !== 200) return reply.code(found.status).header('etag', `W/"${versionId}"`).send();
  const { bytes, headers } = bytesOf((resource ?? JSON.parse(text ?? '{}')) as Binary);
  return reply.headers({ ...headers, etag: `W/"${versionId}"` }).send(bytes);
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0] ?? '';
const queryOf = (request: FastifyRequest): URLSearchParams =>
  new URLSearchParams(request.url.slice(pathOf(request).length));
const bytesIn = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

function askedOf(request: FastifyRequest): Asked {
  const segments = pathOf(request)
    .slice(basePath.length)
    .split('/')
    .filter((part) => part !== '');
  const contentType = request.headers['content-type'] ?? '';
  const isForm = segments[1] === '_search';
  if (isForm && bytesIn(request).byteLength > largestForm)
    throw refuse(413, 'too-long', 'The parameters of a search are shorter.');
  return {
    method: request.method,
    segments,
    parameters: [...queryOf(request)],
    form: isForm ? bytesIn(request).toString('utf8') : '',
    contentType,
  };
}

type HttpAsking = { surface: Surface; request: FastifyRequest; base: string; now: Date };

/** What a module needs of the world beside the database and who asks. */
function outsideOf({ surface, request }: Pick<HttpAsking, 'surface' | 'request'>): Outside {
  const { files, maxUpload, fetchPage, host, signatureRoots, clock, originOf } = surface;
  return {
    files,
    maxUpload,
    fetchPage,
    host,
    signatureRoots,
    clockNow: clock.now,
    today: clock.today(),
    cameFrom: networkOf(request.ip),
    origin: originOf(request),
    idempotencyKey: undefined,
  };
}

function sentBy(request: FastifyRequest): Sent {
  const { headers } = request;
  const contentType = headers['content-type'] ?? '';
  return {
    resource: (type) =>
      type === 'Binary' && isRaw(contentType)
        ? binaryOf(bytesIn(request), contentType, headerOf(headers['x-security-context']))
        : bodyOf(bytesIn(request).toString('utf8'), type),
    ifMatch: headers['if-match'],
    ifNoneMatch: headers['if-none-match'],
    ifNoneExist: headerOf(headers['if-none-exist']),
    isLenient: isLenient(headers.prefer),
  };
}

/** Lets each act run by itself as the token of a request. */
function askingOf({ surface, request, base, now }: HttpAsking): Asking {
  const { db, vault, clock } = surface;
  const [language, outside] = [localeOf(request), outsideOf({ surface, request })];
  return {
    base,
    words: inWordsOf(request),
    failureOf,
    log: (failure) => request.log.error({ err: failure }, 'request failed'),
    atOnce: (entries) => allAtOnce({ db, vault, request, base, now, newId: clock.newId }, entries),
    within: async ({ endpoint, isWriting }, work) => {
      const structure = await openStructure();
      return asToken({ db, request, endpoint, isWriting, now, newId: clock.newId }, (serving) =>
        work({ ...serving, vault, base, structure, language, outside, isNear: surface.isNear === true }),
      );
    },
  };
}

/** The quick way, where there is one. */
async function quickly({ surface, request, base, now }: HttpAsking, act: Act): Promise<Answer | null> {
  const { db, vault, clock } = surface;
  const own = { db, vault, request, base, now, newId: clock.newId };
  if (act.interaction === 'read') return readAtOnce(own, act, request.headers['if-none-match']);
  if (act.interaction !== 'create' || request.headers['if-none-exist'] !== undefined) return null;
  const [structure, { route }] = [await openStructure(), act];
  const plains = (): Plain[] | null => {
    const resource = sentBy(request).resource(route.type);
    if (!isPlain(route.type, resource)) return null;
    checked(structure, resource);
    return [{ route, id: clock.newId(), resource }];
  };
  const [made = null] = (await createAtOnce(own, { types: [route.type], plains })) ?? [];
  return made;
}

const readingActs: readonly Act['interaction'][] = ['read', 'vread', 'history-instance', 'search-type'];

async function performed({ surface, request, base, now }: HttpAsking, act: Act): Promise<Answer> {
  const quick = await quickly({ surface, request, base, now }, act);
  if (quick) return quick;
  const { db, vault, clock } = surface;
  const isWriting = !readingActs.includes(act.interaction);
  const structure = isWriting && act.interaction !== 'delete' ? await openStructure() : () => [];
  const endpoint = `fhir.${act.route.type}.${act.interaction}`;
  return asToken({ db, request, endpoint, isWriting, now, newId: clock.newId }, (serving) =>
    perform(
      {
        ...serving,
        vault,
        base,
        structure,
        language: localeOf(request),
        outside: outsideOf({ surface, request }),
        isNear: surface.isNear === true,
      },
      act,
      sentBy(request),
    ),
  );
}

const answering = (surface: Surface) => async (request: FastifyRequest, reply: FastifyReply) => {
  reply.headers({ 'cache-control': 'private, no-cache', vary: 'accept, accept-language, authorization' });
  const asking = { surface, request, base: `${surface.originOf(request)}${basePath}`, now: surface.clock.now() };
  const [accept, format] = [request.headers.accept, queryOf(request).get('_format')];
  const asked = askedOf(request);
  const isBytes = asked.segments[0] === 'Binary' && asked.method === 'GET' && wantsBytes(accept, format);
  if (!isBytes) negotiate(accept, format);
  const act = actOf(asked, served);
  if (act === 'capabilities') {
    const statement: CapabilityStatement = capabilityOf(served, { base: asking.base, date: servedSince });
    return reply.type(fhirJson).send(JSON.stringify(statement));
  }
  if (act === 'bundle') {
    const bundle = bodyOf(bytesIn(request).toString('utf8'), 'Bundle') as Bundle;
    return sendAnswer(reply, await bundleAnswer(askingOf(asking), bundle, isLenient(request.headers.prefer)), asking);
  }
  const found = await performed(asking, act);
  const isShown = act.interaction === 'read' || act.interaction === 'vread';
  return isBytes && isShown ? sendBytes(reply, found) : sendAnswer(reply, found, asking);
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
