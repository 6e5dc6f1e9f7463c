/** Exchange with another installation: what waits, for how long, and what an answer means. Pure. */

export const messageStates = ['waiting', 'delivered', 'dead', 'left', 'overtaken', 'stopped'] as const;
export type MessageState = (typeof messageStates)[number];
export const messageKinds = ['submission', 'document', 'act', 'death'] as const;
export type MessageKind = (typeof messageKinds)[number];
export const peerHealths = ['unknown', 'answers', 'unreachable', 'refuses', 'strange'] as const;
export type PeerHealth = (typeof peerHealths)[number];

const [second, minute] = [1000, 60_000];

/** Milliseconds until a peer is asked again after so many times in vain: 5 s, 10 s, 20 s … up to ten minutes. */
export const peerPause = (tries: number): number => Math.min(5 * second * 2 ** Math.max(0, tries - 1), 10 * minute);

/** Milliseconds until a message is tried again that the peer could not take: half a minute, a minute … up to an hour. */
export const messagePause = (tries: number): number => Math.min(30 * second * 2 ** Math.max(0, tries - 1), 60 * minute);

/** What the peer answered: a status of HTTP and the first word of why; or that nothing came (`failure`). */
export type Answered = { status: number; reason: string | null } | { failure: string };

/**
 * What follows from an answer.
 * `away`: the peer is not there, everything for it waits. `again`: this message is tried later. `refused`: it cannot heal by itself.
 */
export type Follows =
  | { is: 'done' }
  | { is: 'away'; failure: string }
  | { is: 'again'; failure: string }
  | { is: 'refused'; failure: string };

/** Statuses with which gateways say that nobody is behind them. */
const awayStatuses: readonly number[] = [502, 503, 504];
/** What heals: somebody else was at it at the same moment, or too much was asked at once. */
const againStatuses: readonly number[] = [408, 409, 425, 429];

/** A failure of our own that no waiting mends: the address is none that may be asked. */
const wrongAddress: readonly string[] = ['address-invalid', 'address-scheme', 'address-credentials', 'address-private'];

export function followsFrom(answered: Answered): Follows {
  if ('failure' in answered) return { is: 'away', failure: answered.failure };
  const { status, reason } = answered;
  if (status >= 200 && status < 300) return { is: 'done' };
  const failure = reason ?? `status-${status}`;
  if (awayStatuses.includes(status)) return { is: 'away', failure };
  if (status >= 500 || againStatuses.includes(status)) return { is: 'again', failure };
  if (status === 401 || status === 403) return { is: 'refused', failure: 'token-refused' };
  return { is: 'refused', failure };
}

/** How a peer does, by what it answered. */
export function healthAfter(answered: Answered): PeerHealth {
  if ('failure' in answered) return wrongAddress.includes(answered.failure) ? 'strange' : 'unreachable';
  const { status } = answered;
  if (awayStatuses.includes(status)) return 'unreachable';
  return status === 401 || status === 403 ? 'refuses' : status < 500 ? 'answers' : 'strange';
}

/** What is done at home before the receiver decides: the path of the other installation may have fewer of these steps. */
const homeSteps: readonly string[] = ['check', 'approveHome'];
const afterHome: readonly string[] = ['board', 'accepted', 'scheduled', 'arrived', 'in_treatment', 'discharged'];
export const isHomeStep = (act: string): boolean => homeSteps.includes(act);
/** Whether a step at home is behind the referral there already. */
export const isBehind = (act: string, stageThere: string): boolean => isHomeStep(act) && afterHome.includes(stageThere);

const ends: readonly string[] = ['completed', 'declined', 'referred_onward', 'cancelled', 'died'];

/** Refusals that say that the referral stands elsewhere there than the act is done from. */
const impossible: readonly string[] = ['referral-act-impossible', 'not-own-part', 'stop-pending'];

/**
 * How a refused act settles, by where the referral stands at the peer. Where it has got to where the act leads, the act is there; where
 * it has ended otherwise, the end goes before it; else somebody has to look.
 */
export function settledBy(failure: string, { leadsTo, there }: { leadsTo: string; there: string | null }) {
  if (!impossible.includes(failure) || there === null) return 'dead';
  if (there === leadsTo) return 'delivered';
  return ends.includes(there) ? 'overtaken' : 'dead';
}

type Value = string | number | boolean | null | undefined | { [name: string]: Value } | readonly Value[];

/** What an act carries, as names with a point for what is within: `reasons.kk`. Its name is left out. */
export function inputsOf(does: { [name: string]: Value }, within = ''): [name: string, value: string | number][] {
  return Object.entries(does).flatMap(([name, value]): [string, string | number][] => {
    const path = `${within}${name}`;
    if (path === 'act' || value === null || value === undefined || typeof value === 'boolean') return [];
    if (typeof value === 'string' || typeof value === 'number') return [[path, value]];
    return Array.isArray(value) ? [] : inputsOf(value as { [name: string]: Value }, `${path}.`);
  });
}

/** The id of the receiver's Task of a request: one sign differs (see docs/standards/fhir.md). */
export const taskIdOf = (request: string): string => `${request.slice(0, 14)}9${request.slice(15)}`;

/** A word of a refusal as it may be written down: the code with which it begins, never what it says. */
export function reasonIn(diagnostics: unknown): string | null {
  const [first = ''] = typeof diagnostics === 'string' ? diagnostics.split(/[\s:]/) : [];
  return /^[a-z][a-z0-9-]{2,59}$/.test(first) && first.includes('-') ? first : null;
}
