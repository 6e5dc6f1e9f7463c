import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { takeMessages } from '../src/modules/exchange/exchange.sql.ts';
import { exchangeReferrals } from '../src/modules/exchange/index.ts';
import { asService, openDatabase } from '../src/platform/database.ts';
import { openOutgoing } from '../src/platform/outgoing/outgoing.server.ts';
import { fhirClient } from './fhirClient.ts';
import { databaseAt } from './postgres.ts';
import { post, type Referrals, referralsIn } from './referral.ts';
import { now, startWorld, type World } from './world.ts';

/** Two installations, one in each country, that know each other as peers; and the network between them, which fails when told to. */

/** An HTTP server before an installation. Away: connections are refused. It may lose answers after what was asked was done. */
async function doorOf(world: World) {
  const heard: string[] = [];
  const state = { loses: 0 };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = 'GET', url = '/', headers } = request;
    heard.push(`${method} ${url.split('?')[0] ?? ''}`);
    const { 'content-length': _length, connection: _connection, ...kept } = headers;
    const payload = Buffer.concat(chunks);
    const reply = await world.app.inject({
      method: method as 'GET',
      url,
      headers: kept as Record<string, string>,
      ...(payload.length > 0 && { payload }),
    });
    if (state.loses > 0 && method === 'POST') {
      state.loses--;
      response.destroy();
      return;
    }
    response
      .writeHead(reply.statusCode, { 'content-type': String(reply.headers['content-type']) })
      .end(reply.rawPayload);
  };
  let server = createServer((request, response) => void answer(request, response));
  const listen = (port: number) => new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const shut = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  };
  const open = async () => {
    server = createServer((request, response) => void answer(request, response));
    await listen(port);
  };
  const loseAnswers = (count: number) => void (state.loses = count);
  return { address: `http://127.0.0.1:${port}/fhir/R4`, heard, shut, open, loseAnswers };
}

/** One installation with its people, and the deliverer that runs when it is told to, at a clock of its own. */
async function installation(slug: string) {
  const world = await startWorld();
  const referrals = await referralsIn(world, slug);
  const name = String((await world.seeAll('select current_database() as name'))[0]?.['name']);
  const worker = openDatabase(databaseAt(world.ownerUrl, name, 'yntymaq_worker'), 2);
  const keeper = await world.someone('administrator', referrals.parties.hospital, { isInstallation: true });
  const clock = { now };
  const job = exchangeReferrals({
    vault: world.vault,
    ask: openOutgoing(true),
    origin: () => `http://${slug}.example`,
  });
  const within = <T>(work: Parameters<typeof asService<T>>[2]) =>
    asService(worker, { service: 'exchangeReferrals', organisation: null }, work);
  /** Delivers what is due, so many milliseconds later than before. */
  const deliver = async (later = 0): Promise<unknown> => {
    clock.now = new Date(clock.now.getTime() + later);
    return job.steps({ within, now: () => clock.now, signal: new AbortController().signal });
  };
  /** Takes what is due and dies before it is brought anywhere. */
  const dieAfterTaking = () => within((tx) => takeMessages(tx, { now: clock.now, atMost: 20 }));
  const door = await doorOf(world);
  const stop = async () => {
    await door.shut();
    await worker.destroy();
    await world.stop();
  };
  const messages = () =>
    world.seeAll('select id, act, kind, state, failure, tries from exchange_message order by position desc limit 20');
  return { world, referrals, keeper, deliver, dieAfterTaking, door, stop, messages };
}
/** As far as it takes to make it known to another. */
export type Joined = Pick<Awaited<ReturnType<typeof installation>>, 'world' | 'referrals' | 'keeper'> & {
  door: { address: string };
};

export const tokenOf = async ({ world }: Joined, organisation: string): Promise<string> =>
  (await fhirClient(world, await world.someone('administrator', organisation, { isClinical: true }))).secret;

/** Makes one known to the other as whoever looks after it does. `theirs`: organisations that live there; `ours`: those that come there. */
async function joinPeer(
  at: Joined,
  there: Joined,
  {
    theirs,
    ours,
  }: Record<'theirs' | 'ours', readonly (keyof Referrals['parties'] & ('hospital' | 'beneficiary' | 'centre'))[]>,
): Promise<string> {
  const { world, keeper } = at;
  const { id } = await post<{ id: string }>(world, keeper, '/exchange/peers', {
    name: 'Екінші ел',
    address: there.door.address,
  });
  const [own, other] = [at.referrals.parties, there.referrals.parties];
  for (const role of theirs)
    await post(world, keeper, `/exchange/peers/${id}/organisations`, { organisation: own[role], theirId: other[role] });
  for (const role of ours)
    await post(world, keeper, `/exchange/peers/${id}/tokens`, {
      organisation: own[role],
      theirId: other[role],
      token: await tokenOf(there, other[role]),
    });
  await post(world, keeper, '/exchange/quotas', { quota: at.referrals.quota, code: 'KG-KZ-2026' });
  return id;
}

/** Makes two installations known to each other: a hospital and its ministry in the first, a centre in the second. */
export async function joined(sender: Joined, receiver: Joined) {
  await sender.world.seeAll(`update board set votes_elsewhere = true where kind = 'receiving_board'`);
  await receiver.world.seeAll(`update board set votes_elsewhere = true where kind = 'home_commission'`);
  return {
    atSender: await joinPeer(sender, receiver, { theirs: ['centre'], ours: ['hospital', 'beneficiary'] }),
    atReceiver: await joinPeer(receiver, sender, { theirs: ['hospital', 'beneficiary'], ours: ['centre'] }),
  };
}

export async function twoInstallations() {
  const [sender, receiver] = [await installation('kg'), await installation('kz')];
  const peers = await joined(sender, receiver);
  const stop = async () => {
    await sender.stop();
    await receiver.stop();
  };
  return { sender, receiver, peers, stop };
}
