import type { Served } from '../../platform/serve.ts';
import type { MessageKind } from './exchange.ts';
import { codeOf, knownAt, lastQueued, peerIsAwake, peersOf, queueMessage, stopMessages } from './exchange.sql.ts';
import type { Content, SentDocument, SentPart, Told } from './told.server.ts';

/** Where what lies in a message is bound to. */
export const sealedAt = 'exchange_message.content';

/** An act as it was done, of a referral between these organisations. */
export type Done = {
  referral: string;
  patient: string;
  organisations: readonly string[];
  act: string;
  does: Content['does'];
  leadsTo: string;
  isEnded: boolean;
  /** Asked only where something goes to another installation: whom a submission is about … */
  told: () => Promise<Told>;
  /** … and what of the case the acting side has written since. */
  pieces: (since: Date | null) => Promise<{ parts: SentPart[]; documents: SentDocument[] }>;
};

/**
 * Puts what a side at home did about a referral into the queue of the installation where its other side lives, in the transaction of the
 * act. What came from there is not sent back. After a death, and where something ended before anybody there heard of it, what
 * waits is stopped.
 */
export async function sendOn(context: Served, done: Done): Promise<void> {
  const { tx, actor } = context;
  const places = await peersOf(tx, done.organisations);
  if (places.length === 0) return;
  const isDeath = done.act === 'recordDeath';
  if (places.some(({ organisation_id }) => organisation_id === actor.organisation)) {
    if (isDeath) await stopMessages(context, { referral: done.referral, isDeath });
    await peerIsAwake(tx);
    return;
  }
  const known = await knownAt(tx, done.referral);
  const isUnknown = !known.some(({ is_known }) => is_known);
  if (isDeath || (isUnknown && (done.isEnded || done.act === 'submit')))
    await stopMessages(context, { referral: done.referral, isDeath });
  if (isUnknown && done.isEnded) return;
  const contents = await contentsOf(context, done);
  const peers = [...new Set(places.map(({ peer_id }) => peer_id))];
  const all = peers.flatMap((peer) => contents.map((content) => ({ peer, content })));
  await all.reduce((before, each) => before.then(() => queue(context, done, each)), Promise.resolve());
}

/**
 * What is told, in its order: documents go by themselves, before the act that may want them; at a submission, once the request
 * is there. A quota is named by what both call it.
 */
async function contentsOf({ tx }: Served, done: Done): Promise<Content[]> {
  const { act, does, leadsTo, referral } = done;
  const quota = typeof does['quota'] === 'string' ? await codeOf(tx, does['quota']) : null;
  const said = { does: quota === null ? does : { ...does, quota }, leadsTo };
  if (act === 'recordDeath') return [said];
  const { parts, documents } = await done.pieces(await lastQueued(tx, referral));
  const whole: Content = { ...said, parts, ...(act === 'submit' && { told: await done.told() }) };
  const brought = documents.map((document): Content => ({ ...said, document }));
  if (whole.told === undefined || documents.length === 0) return [...brought, whole];
  return [{ ...whole, isOpening: true }, ...brought, whole];
}

type Queued = { peer: string; content: Content };
async function queue(context: Served, { referral, patient, act }: Done, { peer, content }: Queued): Promise<void> {
  const { vault, newId } = context;
  const consents = [...new Set((content.told?.consents ?? []).map(({ id }) => id))];
  const sealed = vault.seal(`patient:${patient}`, JSON.stringify(content), sealedAt);
  await queueMessage(context, newId(), { referral, peer, kind: kindOf(act, content), act, consents, content: sealed });
}

function kindOf(act: string, content: Content): MessageKind {
  if (act === 'recordDeath') return 'death';
  if (content.document !== undefined) return 'document';
  return content.told === undefined ? 'act' : 'submission';
}
