import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import {
  countOpen,
  differences,
  keptTokens,
  listPeers,
  type Message,
  numbersOf,
  openMessages,
  type Peer,
  type Placed,
  placedOrganisations,
  seatsOfAgreed,
  settledMessages,
} from './peer.sql.ts';

const [mostOpen, mostSettled] = [100, 20];
const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

const placedShown = ({ organisation_id: organisation, names, their_id: theirId }: Placed) => ({
  organisation,
  names,
  theirId,
});

function peerShown(peer: Peer) {
  const { id, name, address, health, failure, version } = peer;
  return {
    id,
    name,
    address,
    health,
    healthSince: peer.health_since.toISOString(),
    answeredAt: iso(peer.answered_at),
    failure,
    waitsUntil: iso(peer.waits_until),
    isTesting: peer.test_asked_at !== null,
    version,
  };
}

const messageShown = (message: Message, known: Awaited<ReturnType<typeof numbersOf>>) => {
  const { id, kind, act, state, tries, failure } = message;
  const about = known.find(({ message_id }) => message_id === id);
  return {
    id,
    peer: message.peer_id,
    referral: { id: message.referral_id, number: about?.number ?? '' },
    organisation: about?.names ?? {},
    kind,
    act,
    state,
    queuedAt: message.queued_at.toISOString(),
    tries,
    triedAt: iso(message.tried_at),
    nextTryAt: state === 'waiting' ? message.next_try_at.toISOString() : null,
    failure,
    leftBecause: message.left_because,
  };
};

async function peersShown(tx: Tx) {
  const [peers, placed, tokens] = [await listPeers(tx), await placedOrganisations(tx), await keptTokens(tx)];
  const counts = await countOpen(tx);
  const countOf = (peer: string, state: string) =>
    Number(counts.find((count) => count.peer_id === peer && count.state === state)?.n ?? 0);
  return peers.map((peer) => ({
    ...peerShown(peer),
    organisations: placed.filter(({ peer_id }) => peer_id === peer.id).map(placedShown),
    tokens: tokens
      .filter(({ peer_id }) => peer_id === peer.id)
      .map((token) => ({ ...placedShown(token), changedAt: token.changed_at.toISOString() })),
    waiting: countOf(peer.id, 'waiting'),
    dead: countOf(peer.id, 'dead'),
  }));
}

async function messagesShown(tx: Tx) {
  const [open, settled] = [await openMessages(tx, mostOpen), await settledMessages(tx, mostSettled)];
  const ids = [...open, ...settled].map(({ id }) => id);
  const known = await numbersOf(tx, ids);
  const show = (message: Message) => messageShown(message, known);
  return { open: open.map(show), settled: settled.map(show) };
}

/** All that whoever looks after the installation sees of the exchange: nothing clinical, nobody's name, no token. */
export async function showExchange({ tx }: Served) {
  return {
    peers: await peersShown(tx),
    ...(await messagesShown(tx)),
    quotas: (await seatsOfAgreed(tx)).map(({ quota_id: quota, code, names: centre, year, here, there }) => ({
      quota,
      code,
      centre,
      year,
      here: Number(here),
      there: Number(there),
    })),
    differences: (await differences(tx)).map(({ referral_id: referral, peer_id: peer, seen_at, ...stands }) => ({
      referral,
      peer,
      ...stands,
      seenAt: seen_at.toISOString(),
    })),
  };
}
