import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { serveTls } from '../../e2e/day/tls.ts';
import { sealDetails } from '../../src/modules/missions/bookingDetails.server.ts';
import { specialties } from '../../src/modules/missions/day/operation.ts';
import type { Vault } from '../../src/platform/crypto/vault.ts';
import { sha256 } from '../../src/platform/hash.ts';
import { randomFrom } from '../../test/missionDay.ts';
import { openEmptyServed } from '../ledger/world.ts';
import { someone } from './people.ts';

/** Under this name phones reach the program: `localhost` is exempt from rules that a browser has for everybody else. */
const name = 'day.example';
export const zone = 'Asia/Almaty';
/** The day of the mission, as its venue's calendar has it. */
const today = new Intl.DateTimeFormat('sv', { timeZone: zone }).format(new Date());

export type Served = Awaited<ReturnType<typeof openServedMission>>;

/** The whole program under a name and over TLS, with a mission of today and so many people who are booked. */
export async function openServedMission(people: number) {
  let app: FastifyInstance | undefined;
  const answer: RequestListener = (asked, reply) => (app ? app.routing(asked, reply) : reply.destroy());
  const server = await serveTls(name, answer);
  const world = await openEmptyServed(() => server.origin);
  await world.app.ready();
  app = world.app;
  const mission = await missionOf(world);
  await book(world, mission, people);
  const codeFor = async (label: string): Promise<string> => {
    const headers = { cookie: mission.cookie, 'idempotency-key': randomUUID() };
    const url = `/api/missions/${mission.id}/devices`;
    const added = await world.app.inject({ method: 'POST', url, headers, payload: { label } });
    if (added.statusCode !== 201) throw new Error(added.body);
    return added.json<{ code: string }>().code;
  };
  const stop = async () => {
    await server.close();
    await world.stop();
  };
  return { server, codeFor, stop };
}

type World = Awaited<ReturnType<typeof openEmptyServed>>;
type Mission = { id: string; host: string; cookie: string; sessions: readonly string[] };
const words = (text: string) => ({ kk: { text, by: 'person' } });

/** A host, visitors, a partnership of both, and a mission of theirs that runs today in seven rooms. */
async function missionOf({ owner, app, cookieOf }: World): Promise<Mission> {
  const [host, visitors] = [uuidv7(), uuidv7()];
  for (const id of [host, visitors])
    await owner.query(`insert into organisation values ($1, 'hospital', 'KZ', null, $2, false, null, 1, now())`, [
      id,
      { kk: 'Аурухана', ru: 'Больница', en: 'Hospital' },
    ]);
  const partnership = uuidv7();
  await owner.query(`insert into partnership values ($1, 'bench', $2, $3, $4, 'public', false, 1, now())`, [
    partnership,
    { kk: 'Серіктестік', en: 'Partnership' },
    words('Серіктестік'),
    host,
  ]);
  for (const [position, organisation] of [host, visitors].entries()) {
    const side = uuidv7();
    await owner.query('insert into side values ($1, $2, $3, $4)', [side, partnership, position, { kk: 'Тарап' }]);
    await owner.query('insert into side_organisation values ($1, $2, $3)', [partnership, organisation, side]);
  }
  const cookie = await cookieOf(host, 'coordinator');
  await owner.query('update membership set is_clinical = true');
  const begun = await app.inject({
    method: 'POST',
    url: '/api/missions',
    headers: { cookie, 'idempotency-key': randomUUID() },
    payload: {
      partnership: 'bench',
      slug: 'bench',
      title: words('Қабылдау күні'),
      languages: ['kk', 'ru'],
      visitors: [visitors],
      commitment: null,
    },
  });
  if (begun.statusCode !== 201) throw new Error(begun.body);
  const { id } = begun.json<{ id: string }>();
  await owner.query(`update mission set state = 'announced' where id = $1`, [id]);
  return { id, host, cookie, sessions: await plan(owner, { id, host }) };
}

/** One venue, a room for each specialty, and in each a physician with a permission. */
async function plan(owner: pg.Client, { id, host }: { id: string; host: string }): Promise<string[]> {
  const venue = uuidv7();
  await owner.query(
    `insert into mission_venue (id, mission_id, name, place, zone, address) values ($1, $2, $3, 'KZ', $4, $3)`,
    [venue, id, words('Мектеп'), zone],
  );
  const sessions: string[] = [];
  for (const [at, specialty] of specialties.entries()) {
    const [room, session, clinician] = [uuidv7(), uuidv7(), uuidv7()];
    await owner.query('insert into mission_room (id, venue_id, name) values ($1, $2, $3)', [room, venue, `${at + 1}`]);
    await owner.query(
      `insert into mission_clinician (id, mission_id, name, organisation_id, specialty, permission_authority, permission_number,
         permission_from) values ($1, $2, $3, $4, $5, 'Денсаулық басқармасы', $6, '2026-01-01')`,
      [clinician, id, `Дәрігер ${at + 1}`, host, specialty, `KZ-${at + 1}`],
    );
    await owner.query(
      `insert into mission_session (id, mission_id, room_id, day, starts, ends, specialty, capacity_per_hour, clinician_id)
       values ($1, $2, $3, $4, '08:00', '20:00', $5, 60, $6)`,
      [session, id, room, today, specialty, clinician],
    );
    sessions.push(session);
  }
  return sessions;
}

type Desk = { owner: pg.Client; vault: Vault };

/** So many people have booked, each with a place, a ticket and what is sealed of them. At most 720 find a place with one specialty. */
async function book({ owner, vault }: Desk, { id, host, sessions }: Mission, people: number): Promise<void> {
  const random = randomFrom(17);
  const rows = Array.from({ length: people }, (_, at) => {
    const booking = uuidv7();
    const specialty = at % sessions.length;
    // Of its secret code, which nobody can pack any smaller.
    const hash = sha256(`${booking} ${at}`);
    const details = sealDetails(vault, booking, { ...someone(random), kinds: [], representative: null });
    return {
      id: booking,
      specialty: specialties[specialty],
      session: sessions[specialty],
      place: Math.floor(at / sessions.length),
      hash,
      details: `\\x${details.toString('hex')}`,
      language: random(3) === 0 ? 'ru' : 'kk',
    };
  });
  await owner.query(
    `insert into booking (id, mission_id, owner_organisation, is_demo, specialty, state, session_id, place, starts_at, day, language,
       channel, code_hash, person_key, phone_key, details, consent_version, booked_at, version, changed_at)
     select id, $1, $2, false, specialty, 'booked', session, place, ($3::date + time '08:00' + place * interval '1 minute') at time zone $4,
       $3, language, 'public', hash, hash, hash, details, 1, now(), 1, now()
     from json_to_recordset($5) as row(id uuid, specialty text, session uuid, place integer, hash text, details bytea, language text)`,
    [id, host, today, zone, JSON.stringify(rows)],
  );
}
