/** How an SMS gateway is asked and what it says. Pure: no network, no clock of its own. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type Sms = { to: string; text: string; id: string };
type Filled = Sms & { from: string };

const slot = /\{(to|text|id|from)\}/g;

/** What is wrong with the address of a gateway: nothing may be filled in that decides who is asked. */
export function faultOfTemplate(template: string): 'address' | 'scheme' | 'host' | null {
  const [, head = '', rest = ''] = /^([a-z]+:\/\/[^/?#]*)(.*)$/i.exec(template) ?? [];
  if (head === '' || !URL.canParse(template.replaceAll(slot, 'x'))) return 'address';
  if (!/^https?:\/\//i.test(head)) return 'scheme';
  return /[{}@]/.test(head) || rest.includes('#') ? 'host' : null;
}

/** The address to ask, with everything filled in encoded: no text can add a parameter or leave the path. */
export const addressFor = (template: string, filled: Filled): string =>
  template.replaceAll(slot, (_whole, name: keyof Filled) => encodeURIComponent(filled[name]));

/** The JSON to post. Only texts of the template are filled in, so that no text can add a field. */
export function bodyFor(template: string, filled: Filled): string {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(slot, (_whole, name: keyof Filled) => filled[name]);
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, fill(held)]));
    return value;
  };
  return JSON.stringify(fill(JSON.parse(template)));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The name that the gateway gave the message, found in its answer by a path such as `messages.0.id`; null: it gave none. */
export function providerIdIn(answer: string, path: string): string | null {
  let held: unknown = parsed(answer);
  for (const step of path.split('.')) {
    if (typeof held !== 'object' || held === null || !Object.hasOwn(held, step)) return null;
    held = (held as Record<string, unknown>)[step];
  }
  const id = typeof held === 'number' ? String(held) : held;
  return typeof id === 'string' && /^[\w.:@-]{1,200}$/.test(id) ? id : null;
}

/**
 * What an answer means: taken; refused for good (what was asked is wrong, so asking again would be too); or to be tried
 * again (it has too much to do, it is broken, or it does not know us).
 */
export function meaningOf(status: number): 'taken' | 'refused' | 'again' {
  if (status >= 200 && status < 300) return 'taken';
  return [400, 404, 410, 413, 422].includes(status) ? 'refused' : 'again';
}

export type DeliveryState = 'delivered' | 'failed' | 'unknown';
export type Report = { id: string; state: DeliveryState; failure: string | null };

const words: Record<string, DeliveryState> = {
  delivered: 'delivered',
  delivrd: 'delivered',
  read: 'delivered',
  seen: 'delivered',
  failed: 'failed',
  undelivered: 'failed',
  undeliv: 'failed',
  rejected: 'failed',
  rejectd: 'failed',
  expired: 'failed',
  deleted: 'failed',
  unknown: 'unknown',
};

/** What a gateway tells of a delivery: `{"id": …, "status": …, "error"?: …}`, the status by the usual words (SMPP's, too). */
export function reportIn(body: string): Report | null {
  const held = parsed(body);
  if (typeof held !== 'object' || held === null) return null;
  const { id, status, error } = held as Record<string, unknown>;
  const name = typeof id === 'number' ? String(id) : id;
  if (typeof name !== 'string' || !/^[\w.:@-]{1,200}$/.test(name) || typeof status !== 'string') return null;
  const state = Object.hasOwn(words, status.toLowerCase()) ? words[status.toLowerCase()] : undefined;
  if (!state) return null;
  const why = typeof error === 'string' || typeof error === 'number' ? String(error) : '';
  return { id: name, state, failure: /^[A-Za-z0-9_.-]{1,60}$/.test(why) ? why : null };
}

/** What a gateway puts into `x-signature`: `t=<seconds since 1970>,v1=<HMAC-SHA256 of "t.body" in hex>`. */
export const signatureOf = ({ body, secret, seconds }: { body: string; secret: string; seconds: number }): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;

const fiveMinutes = 300;

/** Whether the gateway itself said this, within five minutes. Said again, it changes nothing: states only go forward. */
export function isSigned({
  body,
  header,
  secret,
  now,
}: {
  body: string;
  header: string;
  secret: string;
  now: Date;
}): boolean {
  const [, seconds] = /^t=(\d{1,12}),v1=[0-9a-f]{64}$/.exec(header) ?? [];
  if (seconds === undefined || Math.abs(now.getTime() / 1000 - Number(seconds)) > fiveMinutes) return false;
  return timingSafeEqual(Buffer.from(header), Buffer.from(signatureOf({ body, secret, seconds: Number(seconds) })));
}
