import type { DayPlan } from '../../modules/missions/day/dayPlan.ts';
import type { Member } from '../../modules/missions/day/exchange.ts';
import { type PackedPlan, planFromColumns } from '../../modules/missions/day/planColumns.ts';
import type { DayStore } from '../store/store.ts';
import { answered, type Fetch, offline } from './asked.ts';

/** What the server tells a device that joins. */
export type Joined = {
  device: string;
  mission: string;
  letter: string;
  label: string;
  token: string;
  linkSecret?: string;
  keepDays?: number;
  /** The clock of the server, in milliseconds; where it does not say, its answer has a date. */
  now?: number;
  devices: readonly Member[];
};
/** A plan, and how the server calls it. */
export type Planned = { plan: DayPlan; tag: string | null };

/** The first line of an answer as soon as it has come, and what follows it when that has. */
async function linesOf(response: Response): Promise<{ first: string; rest: Promise<string> }> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  const isMore = async (): Promise<boolean> => {
    const { done = true, value } = (await reader?.read()) ?? {};
    text += decoder.decode(value, { stream: !done });
    return !done;
  };
  let end = -1;
  while (end < 0 && (await isMore())) end = text.indexOf('\n');
  const whole = async (): Promise<string> => ((await isMore()) ? whole() : text.slice(end + 1));
  return end < 0 ? { first: text, rest: Promise.resolve('null') } : { first: text.slice(0, end), rest: whole() };
}

/**
 * Joins a mission with the code of its QR. The key's private half stays here. The plan comes behind the answer itself, and is null where
 * it was cut off: that it has joined is known before, and stays true.
 *
 * @throws Unwelcome where the code is gone; DayFault `no_connection`
 */
export async function join(
  fetch: Fetch,
  code: string,
  publicKey: string,
): Promise<{ joined: Joined; plan: Promise<Planned | null> }> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, publicKey, isPlanWanted: true }),
  };
  const response = await fetch('/day/sync/join', init).then(answered).catch(offline);
  const { first, rest } = await linesOf(response).catch(offline);
  const planned = async (): Promise<Planned | null> => {
    const packed = JSON.parse(await rest) as PackedPlan | null;
    return packed && { plan: planFromColumns(packed), tag: response.headers.get('etag') };
  };
  const plan = planned().catch(() => null);
  const told = () => JSON.parse(first) as Joined;
  const joined = await Promise.resolve().then(told).catch(offline);
  return { joined: { now: Date.parse(response.headers.get('date') ?? ''), ...joined }, plan };
}

/** Plans that come before the store can take them. */
const expected = new WeakMap<DayStore, Promise<Planned | null>>();

/** Who has just joined gets the plan with the answer: the first round with the server takes it. */
export const expectPlan = (store: DayStore, plan: Promise<Planned | null>): void => void expected.set(store, plan);

/** What came of it, once; null where nothing was on its way, or it was lost there. */
export async function expectedPlan(store: DayStore): Promise<Planned | null> {
  const plan = await expected.get(store);
  expected.delete(store);
  return plan ?? null;
}
