import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import { sha256 } from '../hash.ts';
import { problem } from '../problem.ts';

/** Requests within a minute; zero: as many as one likes. A token of another system brings its own number. */
export type Limits = { perAddress: number; perPerson: number };

/** Refuses the actor whose minute is full. Asked once it is known who they are. */
export type LimitActor = (actor: Actor) => Promise<void>;

/** How many addresses and people are counted at once; beyond it, who asked longest ago is forgotten. */
const counted = 50_000;
const minute = 60_000;
/** What one household or office is given of the newer addresses. */
const ipv6Subnet = 64;

/** Whom a request counts for: an address, or the network of 2⁶⁴ that one subscriber has. */
function addressOf({ ip, socket }: FastifyRequest): string {
  const said = isIP(ip) === 0 ? (socket.remoteAddress ?? '') : ip;
  return isIP(said) !== 0 ? normalizeIP(ipaddr.process(said).toString(), ipv6Subnet) : said;
}

/** The token of a request, as a hash. */
const tokenOf = ({ headers }: FastifyRequest): string => sha256(headers.authorization ?? '');

type Check = ReturnType<FastifyInstance['createRateLimit']>;

async function refuseWhenFull(check: Check, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const found = await check(request);
  if (found.isAllowed || !found.isExceeded) return;
  reply.header('retry-after', String(Math.max(1, found.ttlInSeconds)));
  throw problem('too-many-requests');
}

/** How many requests an actor has in a minute, and under which name they are counted. */
function shareOf({ kind, person, requestsPerMinute }: Actor, perPerson: number): { key: string; max: number } {
  return { key: `${kind} ${person}`, max: requestsPerMinute ?? perPerson };
}

/**
 * Counts requests of an address to some routes apart from all others, such as writing without an account.
 *
 * @returns refuses the request of an address whose minute is full
 */
export async function limitedApart(
  app: FastifyInstance,
  max: number,
): Promise<(request: FastifyRequest, reply: FastifyReply) => Promise<void>> {
  if (!app.hasDecorator('createRateLimit'))
    await app.register(rateLimit, { global: false, cache: counted, timeWindow: minute });
  const check = app.createRateLimit({ timeWindow: minute, keyGenerator: addressOf, max });
  return (request, reply) => refuseWhenFull(check, request, reply);
}

const limitActorKey = Symbol('limitActor');
const knownKey = Symbol('known');
type Limited = FastifyRequest & { [limitActorKey]?: LimitActor; [knownKey]?: (isKnown: boolean) => void };

/** Tokens that were found to be somebody's, as hashes. Who asked longest ago is forgotten, and counts with the address once more. */
function openKnown() {
  const tokens = new Set<string>();
  return {
    has: (token: string): boolean => tokens.has(token),
    say: (token: string, isKnown: boolean): void => {
      tokens.delete(token);
      if (isKnown) tokens.add(token);
      const [oldest] = tokens.size > counted ? tokens : [];
      if (oldest !== undefined) tokens.delete(oldest);
    },
  };
}

/**
 * Counts requests in the memory of this process: those of an address before anything else is done, those of a person or a
 * token once it is known whose they are. A token that was known before counts for itself and no longer with the address, so
 * that many behind one address do not stand in each other's way. The answer is 429 with `Retry-After`.
 */
export async function limitRequests(app: FastifyInstance, limitsNow: () => Limits): Promise<void> {
  await app.register(rateLimit, { global: false, cache: counted, timeWindow: minute });
  const shares = new WeakMap<FastifyRequest, { key: string; max: number }>();
  const ofAddress = app.createRateLimit({
    timeWindow: minute,
    keyGenerator: addressOf,
    max: () => limitsNow().perAddress,
  });
  const ofActor = app.createRateLimit({
    timeWindow: minute,
    keyGenerator: (request) => shares.get(request)?.key ?? '',
    max: (request) => shares.get(request)?.max ?? 0,
  });
  const ofToken = app.createRateLimit({ timeWindow: minute, keyGenerator: tokenOf, max: () => limitsNow().perPerson });
  const known = openKnown();
  app.addHook('onRequest', async (request: Limited, reply) => {
    request[limitActorKey] = async (actor) => {
      const share = shareOf(actor, limitsNow().perPerson);
      if (share.max === 0) return;
      shares.set(request, share);
      await refuseWhenFull(ofActor, request, reply);
    };
    const token = tokenOf(request);
    request[knownKey] = (isKnown) => known.say(token, isKnown);
    const { perAddress, perPerson } = limitsNow();
    const isKnown = known.has(token);
    if ((isKnown ? perPerson : perAddress) > 0) await refuseWhenFull(isKnown ? ofToken : ofAddress, request, reply);
  });
}

/** What counts the actor of this request; it counts nothing where there are no limits. */
export const limitActorOf = (request: FastifyRequest): LimitActor =>
  (request as Limited)[limitActorKey] ?? (() => Promise.resolve());

/** Says whether the token of this request was found to be somebody's: from now on it counts for itself, or with its address again. */
export const tokenWasFound = (request: FastifyRequest, isKnown: boolean): void =>
  (request as Limited)[knownKey]?.(isKnown);
