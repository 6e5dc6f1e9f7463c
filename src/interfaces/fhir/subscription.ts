import { isDeepStrictEqual } from 'node:util';
import type { Subscription } from '@medplum/fhirtypes';
import { faultOfAddress } from '../../platform/outgoing/address.ts';
import { type Fault, refuseFaults } from './outcome.ts';

/** Subscriptions: rest-hook, and no more than the id of what changed. Pure. */

const [mostHeaders, longestHeader] = [10, 2000];
/** What belongs to the connection, or what we say ourselves. */
const ownHeaders: readonly string[] = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'link',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** `Name: value`; null for what is no header of that kind. */
function headerIn(text: string): [string, string] | null {
  const [, name = '', value = ''] = /^([A-Za-z0-9!#$%&'*+.^_`|~-]{1,60}):[ \t]*([\x20-\x7e]*)$/.exec(text) ?? [];
  const isOwn = ownHeaders.includes(name.toLowerCase()) || name.toLowerCase().startsWith('proxy-');
  return name === '' || isOwn || text.length > longestHeader ? null : [name, value.trim()];
}

/** The headers that a subscriber wants to be told with, such as its own secret. */
export const headersOf = ({ channel }: Subscription): Record<string, string> =>
  Object.fromEntries(
    (channel.header ?? []).flatMap((text) => [headerIn(text) ?? []].filter((pair) => pair.length > 0)),
  );

const fault = (code: Fault['code'], at: string, diagnostics: string): Fault => ({ code, at, diagnostics });

/** What is wrong with it as a subscription that can be kept here. */
function faultsOf({ channel, end }: Subscription, { isNear, now }: Asked): Fault[] {
  const { type, endpoint = '', payload, header = [] } = channel;
  const at = 'Subscription.channel';
  const address = faultOfAddress(endpoint, isNear);
  return [
    ...(type === 'rest-hook' ? [] : [fault('not-supported', `${at}.type`, 'Of channels there is rest-hook.')]),
    ...(payload === undefined
      ? []
      : [fault('not-supported', `${at}.payload`, 'No content is sent, only which resource it is: leave it out.')]),
    ...(address === null ? [] : [fault('value', `${at}.endpoint`, `Nobody is told there: ${address}.`)]),
    ...(header.length > mostHeaders ? [fault('too-costly', `${at}.header`, `At most ${mostHeaders} headers.`)] : []),
    ...header.flatMap((text, index) =>
      headerIn(text) ? [] : [fault('value', `${at}.header[${index}]`, 'Not a header that can be sent.')],
    ),
    ...(end !== undefined && Date.parse(end) <= now.getTime()
      ? [fault('value', 'Subscription.end', 'This is over already.')]
      : []),
  ];
}

type Asked = { isNear: boolean; now: Date; before: Subscription | null };
export type State = 'requested' | 'active' | 'error' | 'off';

const wantOf = ({ criteria, channel, end }: Subscription) => ({ criteria, channel, end });

/**
 * The status with which it is kept. Who asks says `requested` or `off`; what stays as it is keeps the status that the server found out.
 * @throws a Refusal (422) with all that is wrong
 */
export function statusFor(subscription: Subscription, asked: Asked): State {
  const { before } = asked;
  const { status } = subscription;
  const faults = status === 'off' ? [] : faultsOf(subscription, asked);
  const isSame = before !== null && before.status === status;
  if (status !== 'requested' && status !== 'off' && !isSame)
    faults.push(
      fault('business-rule', 'Subscription.status', 'It is asked for with “requested”, and ended with “off”.'),
    );
  if (faults.length > 0) throw refuseFaults(422, faults);
  return isSame && isDeepStrictEqual(wantOf(before), wantOf(subscription))
    ? status
    : status === 'off'
      ? 'off'
      : 'requested';
}
