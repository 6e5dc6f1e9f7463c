import type { Mail } from '../mail/mail.ts';
import { nameOfFailure, openOutgoing } from '../outgoing/outgoing.server.ts';
import { addressFor, bodyFor, meaningOf, providerIdIn, type Sms } from './gateway.ts';

/** What became of one try. `again`: it may work later. `failure` is the name of an error, never its words. */
export type Sent = { state: 'sent'; providerId: string | null } | { state: 'failed' | 'again'; failure: string };
/** A way out by SMS. It answers what became of the try; the word on the delivery comes later. */
export type SmsPort = { send: (sms: Sms) => Promise<Sent> };

export type GatewaySettings = {
  template: string;
  body: string | undefined;
  key: string | undefined;
  from: string;
  idPath: string;
  /** May be in a private network, and without TLS. */
  isNear: boolean;
};

const mostBytes = 1_048_576;
/** A gateway that is asked over HTTP, by its settings. It is followed nowhere else. */
export function openGateway({ template, body, key, from, idPath, isNear }: GatewaySettings): SmsPort {
  const ask = openOutgoing(isNear);
  const send = async (sms: Sms): Promise<Sent> => {
    const filled = { ...sms, from };
    const reply = await ask({
      method: body === undefined ? 'GET' : 'POST',
      address: addressFor(template, filled),
      mostBytes,
      headers: {
        accept: 'application/json',
        'idempotency-key': sms.id,
        ...(key !== undefined && { authorization: key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: bodyFor(body, filled) }),
    });
    if ('failure' in reply) return { state: 'again', failure: reply.failure };
    const meaning = meaningOf(reply.status);
    if (meaning === 'taken') return { state: 'sent', providerId: providerIdIn(reply.bytes.toString('utf8'), idPath) };
    return { state: meaning === 'refused' ? 'failed' : 'again', failure: `http-${reply.status}` };
  };
  return { send };
}

type Letter = { id: string; to: string; subject: string; text: string };

/** One try to send a letter. What the server refuses for good (SMTP 5xx about the letter itself) is not tried again. */
export async function sendLetter(mail: Mail, { id, ...letter }: Letter): Promise<Sent> {
  try {
    // The same letter sent again is the same letter to the reader's mail program.
    await mail.send({ ...letter, messageId: `<${id}@yntymaq>` });
    return { state: 'sent', providerId: null };
  } catch (error) {
    const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
    const isRefused = (code === 'EENVELOPE' || code === 'EMESSAGE') && Number(responseCode) >= 500;
    const failure = typeof responseCode === 'number' ? `${nameOfFailure(error)}-${responseCode}` : nameOfFailure(error);
    return { state: isRefused ? 'failed' : 'again', failure };
  }
}
