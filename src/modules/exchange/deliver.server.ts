import type { Bundle, OperationOutcome, Task } from '@medplum/fhirtypes';
import { KeyDestroyed, type Vault } from '../../platform/crypto/vault.ts';
import type { Ask, Reply } from '../../platform/outgoing/outgoing.server.ts';
import type { LongJob, Steps } from '../../platform/jobs/job.ts';
import {
  type Answered,
  followsFrom,
  healthAfter,
  isBehind,
  isHomeStep,
  messagePause,
  peerPause,
  reasonIn,
  settledBy,
  taskIdOf,
} from './exchange.ts';
import {
  isStillWaiting,
  linksToLookAt,
  type Looked,
  noteLink,
  noteOutcome,
  notePeer,
  type Outcome,
  peersToTest,
  type Taken,
  takeMessages,
  triesOf,
} from './exchange.sql.ts';
import { bundleOf, calledIn } from './outgoing.server.ts';
import { sealedAt } from './queue.server.ts';
import { conditionOf, type Content, type Names, systems } from './told.server.ts';

export const tokenAt = 'peer_token.token';
const [atOnce, looksAtOnce, lookEvery] = [20, 25, 10 * 60_000];
/** An answer repeats what was sent. */
const mostBytes = 32 * 1024 * 1024;
const basePath = '/fhir/R4';

/** What the deliverer needs of the world. `origin`: the address of this installation. */
type House = { vault: Vault; ask: Ask; origin: () => string };
type Working = House & Pick<Steps, 'within' | 'now'>;

/**
 * Brings what waits to the installations where it belongs, in order for each referral; a death first. What a peer has taken in twice is
 * there once: each resource goes with a condition. A crash between an answer and its note only repeats it.
 */
export const exchangeReferrals = (house: House): LongJob => ({
  name: 'exchangeReferrals',
  when: '* * * * *',
  steps: async ({ within, now, signal }) => {
    const working: Working = { ...house, within, now };
    await testPeers(working);
    let done = 0;
    while (!signal.aborted) {
      const taken = await within((tx) => takeMessages(tx, { now: now(), atMost: atOnce }));
      if (taken.length === 0) break;
      const away = new Set<string>();
      for (const message of taken) done += await deliver(working, message, away);
    }
    if (!signal.aborted) await lookAround(working);
    return done;
  },
});

const headersOf = (token: string, more: Record<string, string> = {}) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/fhir+json',
  accept: 'application/fhir+json',
  'accept-language': 'en',
  ...more,
});

function bodyOf<T>({ bytes }: Reply): T | null {
  try {
    return JSON.parse(bytes.toString('utf8')) as T;
  } catch {
    return null;
  }
}

const answeredBy = (reply: Reply | { failure: string }): Answered =>
  'failure' in reply
    ? reply
    : { status: reply.status, reason: reasonIn(bodyOf<OperationOutcome>(reply)?.issue?.[0]?.diagnostics) };

/** Where a referral stands at the peer; null where it does not say. */
async function stageThere({ ask }: Working, at: { address: string; token: string; request: string }) {
  const address = `${at.address}/Task/${taskIdOf(at.request)}`;
  const reply = await ask({ method: 'GET', address, headers: headersOf(at.token) });
  if ('failure' in reply || reply.status !== 200) return null;
  const codings = bodyOf<Task>(reply)?.businessStatus?.coding ?? [];
  const stage = codings.find(({ system }) => system === systems.stage)?.code ?? '';
  return /^[a-z_]{2,40}$/.test(stage) ? stage : null;
}

type Opened = { token: string; content: Content; names: Names };
/** What is sealed of a message, or why it cannot be sent at all. */
function opened({ vault, origin }: Working, message: Taken): Opened | { refused: string } {
  if (message.token === null) return { refused: 'token-missing' };
  if (!message.is_consented) return { refused: 'consent-ended' };
  if (message.kind === 'submission' && message.quota_code === null) return { refused: 'quota-not-agreed' };
  if (message.kind === 'submission' && message.receiver_there === null) return { refused: 'organisation-unknown' };
  try {
    const token = vault.open(`organisation:${message.organisation_id}`, message.token, tokenAt).toString('utf8');
    const text = vault.open(`patient:${message.patient_id}`, message.content, sealedAt).toString('utf8');
    const names: Names = {
      base: `${origin()}${basePath}`,
      message: message.id,
      referral: message.referral_id,
      patient: message.patient_id,
      act: message.act,
      their: { request: message.their_request, patient: message.their_patient },
      quota: message.quota_code,
      organisations: { receiver: message.receiver_there, commission: message.commission_there },
    };
    return { token, content: JSON.parse(text) as Content, names };
  } catch (error) {
    if (error instanceof KeyDestroyed) return { refused: 'erased' };
    throw error;
  }
}

/** Delivers one message. @returns 1 where it is settled, 0 where it waits on */
async function deliver(working: Working, message: Taken, away: Set<string>): Promise<0 | 1> {
  const { within, now } = working;
  if (!(await within((tx) => isStillWaiting(tx, message.id)))) return 0;
  const settle = async (state: Outcome['state'], failure: string | null, next: Date | null = null) => {
    await within((tx) => noteOutcome(tx, { id: message.id, state, at: now(), next, failure }));
    return state === 'waiting' ? 0 : 1;
  };
  // It was found to be away a moment ago: its turn comes with the peer's.
  if (away.has(message.peer_id)) return settle('waiting', null, now());
  const own = opened(working, message);
  if ('refused' in own) return settle('dead', own.refused);
  const tried = await tryOnce(working, message, own);
  if (tried === 'behind') return settle('delivered', null);
  const follows = followsFrom(tried);
  await notePeerAfter(working, message.peer_id, tried);
  if (follows.is === 'away') {
    away.add(message.peer_id);
    return settle('waiting', follows.failure, now());
  }
  if (follows.is === 'again')
    return settle('waiting', follows.failure, new Date(now().getTime() + messagePause(message.tries)));
  const request = tried.called?.request ?? message.their_request;
  const there =
    request === null ? null : await stageThere(working, { address: message.address, token: own.token, request });
  const link = {
    referral: message.referral_id,
    peer: message.peer_id,
    request,
    patient: tried.called?.patient ?? null,
  };
  if (request !== null) await within((tx) => noteLink(tx, { ...link, stage: there }, now()));
  if (follows.is === 'done') return settle('delivered', null);
  const state = settledBy(follows.failure, { leadsTo: own.content.leadsTo, there });
  return settle(state, state === 'delivered' ? null : follows.failure);
}

type Tried = Answered & { called?: { request: string | null; patient: string | null } };

/** One call to the peer; `behind`: the referral there is past this step already. */
async function tryOnce(working: Working, message: Taken, own: Opened): Promise<Tried | 'behind'> {
  const { token, content, names } = own;
  const isTold = content.told !== undefined;
  const request = isTold ? null : (names.their.request ?? (await requestThere(working, message, own)));
  if (request !== null && typeof request !== 'string') return request;
  if (request !== null && isHomeStep(message.act)) {
    const there = await stageThere(working, { address: message.address, token, request });
    if (isBehind(message.act, there ?? '')) return 'behind';
  }
  const bundle = bundleOf({ ...names, their: { ...names.their, request } }, content);
  const body = JSON.stringify(bundle);
  const reply = await working.ask({
    method: 'POST',
    address: message.address,
    headers: headersOf(token),
    body,
    mostBytes,
  });
  const answer = 'failure' in reply ? null : bodyOf<Bundle>(reply);
  const called = answer?.resourceType === 'Bundle' && isTold ? calledIn(answer) : { request, patient: null };
  return { ...answeredBy(reply), called };
}

/** A request whose name there is not known, because the answer to its submission was lost: it is looked for by ours. */
async function requestThere({ ask }: Working, message: Taken, { token, names }: Opened): Promise<string | Tried> {
  const address = `${message.address}/ServiceRequest?${conditionOf(names, 'ServiceRequest', message.referral_id)}`;
  const reply = await ask({ method: 'GET', address, headers: headersOf(token) });
  const answered = answeredBy(reply);
  if ('failure' in reply || followsFrom(answered).is !== 'done') return answered;
  const found = bodyOf<Bundle>(reply)?.entry?.[0]?.resource?.id;
  return found ?? { status: 404, reason: 'not-found-there' };
}

async function notePeerAfter({ within, now }: Working, peer: string, answered: Answered): Promise<void> {
  const health = healthAfter(answered);
  const failure = 'failure' in answered ? answered.failure : null;
  const isGone = followsFrom(answered).is === 'away';
  await within(async (tx) => {
    const tries = isGone ? (await triesOf(tx, peer)) + 1 : 0;
    const until = isGone ? new Date(now().getTime() + peerPause(tries)) : null;
    await notePeer(tx, { peer, health, at: now(), until, failure });
  });
}

/** Asks peers whether they speak FHIR R4: whom somebody wants to know of, and who was away. */
async function testPeers(working: Working): Promise<void> {
  const { within, now, ask } = working;
  const asked = await within((tx) => peersToTest(tx, now()));
  await Promise.all(
    asked.map(async ({ id, address }) => {
      const reply = await ask({
        method: 'GET',
        address: `${address}/metadata`,
        headers: { accept: 'application/json' },
      });
      const answered = answeredBy(reply);
      if (followsFrom(answered).is === 'away') return notePeerAfter(working, id, answered);
      const said = 'failure' in reply ? null : bodyOf<{ resourceType?: string; fhirVersion?: string }>(reply);
      const isFhir = said?.resourceType === 'CapabilityStatement' && said.fhirVersion?.startsWith('4.') === true;
      const health = isFhir ? 'answers' : 'strange';
      return within(async (tx) => {
        await notePeer(tx, { peer: id, health, at: now(), until: null, failure: isFhir ? null : 'no-fhir' });
      });
    }),
  );
}

/** Looks from time to time where exchanged referrals stand at the other side: a difference is shown. */
async function lookAround(working: Working): Promise<void> {
  const { within, now, vault } = working;
  const before = new Date(now().getTime() - lookEvery);
  const links = await within((tx) => linksToLookAt(tx, { before, atMost: looksAtOnce }));
  const look = async ({ organisation_id, token, their_request: request, ...link }: Looked) => {
    const secret = vault.open(`organisation:${organisation_id}`, token, tokenAt).toString('utf8');
    const stage = await stageThere(working, { address: link.address, token: secret, request });
    if (stage === null) return;
    const of = { referral: link.referral_id, peer: link.peer_id, request, patient: null, stage };
    await within(async (tx) => {
      await noteLink(tx, of, now());
    });
  };
  for (const link of links) await look(link);
}
