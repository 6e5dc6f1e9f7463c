import type { Resource, Subscription } from '@medplum/fhirtypes';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { LongJob } from '../../platform/jobs/job.ts';
import { pauseAfter } from '../../platform/outbox/message.ts';
import type { Ask } from '../../platform/outgoing/outgoing.server.ts';
import { type Criteria, criteriaOf, meets } from './criteria.ts';
import { parseExact } from './exact.ts';
import { foundBy } from './keys.ts';
import { Refusal } from './outcome.ts';
import { requestOf, type RequestRow, taskOf, type TaskRow } from './resources/referral.ts';
import { hashFor, openContent, sealContent } from './sealed.server.ts';
import { served } from './served.ts';
import { headersOf, type State } from './subscription.ts';
import {
  dropNotices,
  type Notice,
  noteTurn,
  noticesOf,
  showStatus,
  type Taken,
  takeSubscriptions,
} from './subscriptions.sql.ts';
import { withMeta } from './meta.ts';

/**
 * The job that tells subscribers: a POST with an empty body and, in the header `Link`, the address of what changed. Told in order, each
 * at least once; who cannot be told waits longer each time, and is switched off after two days.
 */

type Tools = { ask: Ask; vault: Vault; newId: () => string; base: string };
type Steps = Parameters<LongJob['steps']>[0];
const [atOnce, noticesAtOnce, patience, day] = [20, 100, 15_000, 24 * 3_600_000];
const longestTrying = 2 * day;

/** Of what modules hold: the view, and the resource that its criteria are judged by. */
const held: Readonly<Record<string, { view: string; shown: (row: object) => Resource }>> = {
  ServiceRequest: { view: 'fhir_service_request', shown: (row) => requestOf(row as RequestRow) },
  Task: { view: 'fhir_task', shown: (row) => taskOf(row as TaskRow) },
};
const views = Object.fromEntries(Object.entries(held).map(([type, { view }]) => [type, view]));

type Turn = { tools: Tools; steps: Steps; taken: Taken; subscription: Subscription };
/** What became of it: how far it came, and by which failure it ended. */
type Outcome = { state: State; failure: string | null };

/** Tells once. @returns the name of what went wrong, or null */
async function tell({ tools, subscription }: Turn, about: Notice | null): Promise<string | null> {
  const { ask, base } = tools;
  const { endpoint = '' } = subscription.channel;
  const headers = {
    ...headersOf(subscription),
    ...(about && { link: `<${base}/${about.type}/${about.resourceId}>; rel="about"` }),
  };
  const reply = await ask({ method: 'POST', address: endpoint, headers, mostBytes: 65_536, patience });
  if ('failure' in reply) return reply.failure;
  return reply.status >= 200 && reply.status < 300 ? null : `http-${reply.status}`;
}

const isWanted = ({ tools, taken }: Turn, criteria: Criteria, { type, shown }: Notice): boolean => {
  const source = held[type];
  if (!shown || !source) return true;
  const hash = hashFor(tools.vault, taken.owner_organisation, type);
  return meets(criteria, source.shown(shown), { hash, base: tools.base });
};

/** Tells what waits, one after the other, until one fails or nothing is left. */
async function tellAll(turn: Turn, criteria: Criteria): Promise<string | null> {
  const { steps, taken } = turn;
  const notices = await steps.within((tx) => noticesOf(tx, { id: taken.id, atMost: noticesAtOnce }, views));
  for (const notice of notices) {
    if (steps.signal.aborted) return null;
    const failure = isWanted(turn, criteria, notice) ? await tell(turn, notice) : null;
    if (failure !== null) return failure;
    await steps.within((tx) => dropNotices(tx, [notice.id]));
  }
  return notices.length < noticesAtOnce ? null : tellAll(turn, criteria);
}

async function turnOf(turn: Turn): Promise<Outcome> {
  const { steps, taken, tools, subscription } = turn;
  if (!taken.stands) return { state: 'off', failure: 'token-ended' };
  if (taken.until && taken.until <= steps.now()) return { state: 'off', failure: null };
  try {
    const criteria = criteriaOf(subscription.criteria, { table: served, base: tools.base, now: steps.now() });
    const refused = taken.state === 'requested' ? await tell(turn, null) : null;
    const failure = refused ?? (await tellAll(turn, criteria));
    return { state: failure === null ? 'active' : 'error', failure };
  } catch (error) {
    if (error instanceof Refusal) return { state: 'off', failure: 'criteria-not-served' };
    throw error;
  }
}

/** As it is read: what went wrong, and how many changes were never told. */
const errorText = ({ failure }: Outcome, since: Date | null, dead: number): string | undefined => {
  const lost = dead === 0 ? [] : [`${dead} changes were not told; ask for them by _lastUpdated.`];
  const why = failure === null ? [] : [`${failure}${since ? `, since ${since.toISOString()}` : ''}.`];
  return [...why, ...lost].join(' ') || undefined;
};

/** Keeps what became of it as a version of the subscription, where its system would read something else by now. */
async function show(turn: Turn, { state, error }: { state: State; error: string | undefined }): Promise<void> {
  const { tools, steps, taken, subscription } = turn;
  const { vault, newId, base } = tools;
  if (subscription.status === state && subscription.error === error) return;
  const { error: _error, ...rest } = subscription;
  const at = steps.now() > taken.changed_at ? steps.now() : taken.changed_at;
  const own = { ...rest, status: state, ...(error !== undefined && { error }) } as Subscription;
  const made = withMeta(own, { id: taken.id, version: taken.version + 1, now: at });
  const { owner_organisation } = taken;
  const content = sealContent(vault, { patient_id: null, owner_organisation }, JSON.stringify(made));
  const hash = hashFor(vault, owner_organisation, 'Subscription');
  const route = served['Subscription'];
  const keys = route ? foundBy(route, { resource: made, hash, base }).keys : [];
  const { id, version: from } = taken;
  await steps.within((tx) => showStatus(tx, { id, from, at, content, keys, eventId: newId() }));
}

/** One subscription, as far as it comes. */
async function serve(tools: Tools, steps: Steps, taken: Taken): Promise<void> {
  const text = openContent(tools.vault, { patient_id: null, ...taken });
  if (text === null) return;
  const turn: Turn = { tools, steps, taken, subscription: parseExact(text) as Subscription };
  const found = await turnOf(turn);
  const now = steps.now();
  const since = found.failure === null ? null : (taken.failing_since ?? now);
  const tries = found.failure === null ? 0 : taken.tries + 1;
  const isOver = since !== null && now.getTime() - since.getTime() >= longestTrying;
  const outcome: Outcome = isOver ? { ...found, state: 'off' } : found;
  const nextTry = found.failure === null ? now : new Date(now.getTime() + pauseAfter(tries));
  const said = { state: outcome.state, tries, failingSince: since, nextTry };
  const dead = await steps.within((tx) => noteTurn(tx, taken, said));
  if (dead !== null) await show(turn, { state: outcome.state, error: errorText(outcome, since, dead) });
}

/** @param origin the address under which this installation is reached */
export const tellSystems = ({
  ask,
  vault,
  newId,
  origin,
}: Omit<Tools, 'base'> & { origin: () => string }): LongJob => ({
  name: 'tellSubscribers',
  when: '* * * * *',
  steps: async (steps) => {
    const tools = { ask, vault, newId, base: `${origin()}/fhir/R4` };
    let done = 0;
    while (!steps.signal.aborted) {
      const taken = await steps.within((tx) => takeSubscriptions(tx, steps.now(), atOnce));
      await Promise.all(taken.map((each) => serve(tools, steps, each)));
      done += taken.length;
      if (taken.length < atOnce) break;
    }
    return done;
  },
});
