import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Body } from '../src/modules/missions/day/operation.ts';
import type { openLedger } from './ledger.ts';
import type { startWorld } from './world.ts';

type World = Awaited<ReturnType<typeof startWorld>>;
type Ledger = Awaited<ReturnType<typeof openLedger>>;

/** The day of all people of `examined`, unless another is said. */
export const day = '2026-05-12';
const morning = Date.UTC(2026, 4, 12, 4);

/** Different telephones. */
export const people = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `+770100000${String(from + at).padStart(2, '0')}`);

/** Missions whose devices have handed in what people said and wrote, and promises that they count for. */
export async function openMissionDay(world: World, ledger: Ledger) {
  const [host, visitor] = [ledger.almaty, ledger.seoul];
  const physician = await world.someone('coordinator', host, { isClinical: true });
  let slugs = 0;
  /** A mission with one venue, somebody who may sign, somebody who may not, and one device. */
  async function mission(
    over: { commitment?: string | null; isDemo?: boolean; visibility?: string; place?: string } = {},
  ) {
    const { commitment = null, isDemo = false, visibility = 'public', place = 'taldykorgan' } = over;
    const [id, venue, room, device] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    const [allowed, unknown] = [uuidv7(), uuidv7()];
    slugs += 1;
    const owned = [id, host, ledger.partnership.id, ledger.home];
    await world.seeAll(
      `insert into mission (id, owner_organisation, partnership_id, side_id, visibility, is_demo, slug, title, languages, state,
       commitment_id, version, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, '{kk,ru,ko}', 'running', $9, 1, now())`,
      [...owned, visibility, isDemo, `mission-${slugs}`, { kk: { text: 'Көктемгі миссия', by: 'person' } }, commitment],
    );
    await world.seeAll('insert into mission_visitor values ($1, $2)', [id, visitor]);
    await world.seeAll(`insert into mission_venue values ($1, $2, '{}', $3, 'Asia/Almaty', '{}')`, [venue, id, place]);
    await world.seeAll(`insert into mission_room (id, venue_id, name) values ($1, $2, '3')`, [room, venue]);
    const clinician = (it: string, number: string | null) =>
      world.seeAll(
        `insert into mission_clinician (id, mission_id, name, organisation_id, specialty, permission_authority, permission_number,
         permission_from) values ($1, $2, 'Kim', $3, 'surgery', $4, $5, $6)`,
        [it, id, visitor, number && 'Ministry', number, number && '2026-01-01'],
      );
    await clinician(allowed, '17');
    await clinician(unknown, null);
    await world.seeAll(
      `insert into mission_device (id, mission_id, owner_organisation, label, letter, enrolled_by, made_at)
     values ($1, $2, $3, 'Tablet', 'B', $4, now())`,
      [device, id, host, physician.person],
    );
    return { id, device, allowed, unknown, slug: `mission-${slugs}`, at: { sequence: 0 } };
  }
  type Mission = Awaited<ReturnType<typeof mission>>;

  /** What a device has handed in and the server admitted. */
  async function say({ id, device, at }: Mission, bodies: readonly Body[]): Promise<string[]> {
    const ids: string[] = [];
    for (const body of bodies) {
      const operation = uuidv7();
      ids.push(operation);
      at.sequence += 1;
      const [sealed, hash] = [
        world.vault.seal(`patient:${body.visit ?? id}`, JSON.stringify(body), 'mission_operation.body'),
        randomBytes(32),
      ];
      await world.seeAll(
        `insert into mission_operation (id, mission_id, owner_organisation, device_id, sequence, lamport, kind, version, visit_id, at_ms,
         offset_ms, by_person, body, digest, previous, chain, received_at, from_device, held)
       values ($1, $2, $3, $4, $5::integer, $5::integer, $6, 1, $7, $8, 0, 'Kim', $9, $10, $10, $10, now(), $4, false)`,
        [operation, id, host, device, at.sequence, body.kind, body.visit, morning + at.sequence * 60_000, sealed, hash],
      );
    }
    return ids;
  }

  type Person = {
    name?: string;
    phone?: string;
    day?: string;
    operated?: boolean;
    treated?: boolean;
    step?: string;
    signedBy?: string | null;
  };
  /** One person from the door to the signature. @returns the ids of the visit and of the encounter */
  async function examined(of: Mission, { name = 'Айгүл Ахметова', phone = '+77011234567', ...said }: Person = {}) {
    const [visit, encounter, turn] = [uuidv7(), uuidv7(), uuidv7()];
    const { operated = false, treated = false, step = 'home', signedBy = of.allowed } = said;
    const field = (key: 'name' | 'phone' | 'birthYear' | 'sex', value: string): Body => ({
      kind: 'visit.field',
      visit,
      field: key,
      value,
      over: [],
    });
    const note = (part: 'complaint' | 'operation' | 'treatment' | 'nextStep', value: string): Body => ({
      kind: 'encounter.noted',
      visit,
      encounter,
      part,
      value,
      over: [],
    });
    await say(of, [
      {
        kind: 'visit.registered',
        visit,
        ticket: `B-${of.at.sequence}`,
        booking: null,
        channel: 'walk_in',
        day: said.day ?? day,
      },
      field('name', name),
      field('birthYear', '1986'),
      field('sex', 'female'),
      field('phone', phone),
      { kind: 'turn.queued', visit, turn, specialty: 'surgery', priority: 'routine' },
      { kind: 'encounter.opened', visit, turn, encounter, specialty: 'surgery', room: '3', clinician: of.allowed },
    ]);
    const notes = await say(of, [
      note('complaint', 'Тізесі ауырады'),
      ...(operated ? [note('operation', 'Артроскопия')] : []),
      ...(treated ? [note('treatment', 'Таңу')] : []),
      note('nextStep', step),
    ]);
    if (signedBy !== null)
      await say(of, [{ kind: 'encounter.signed', visit, encounter, clinician: signedBy, answeredFor: null, notes }]);
    return { visit, encounter };
  }

  async function commitmentOf(measure: string): Promise<string> {
    const id = uuidv7();
    await world.seeAll(
      `insert into commitment (id, owner_organisation, partnership_id, side_id, visibility, is_demo, kind, title, measure_key, comparator,
       debtors, creditors, version, changed_at) values ($1, $2, $3, $4, 'partnership', false, 'measure', $5, $6, 'eq', $7, $8, 1, now())`,
      [
        id,
        host,
        ledger.partnership.id,
        ledger.home,
        { kk: { text: 'Тегін қабылдау', by: 'person' } },
        measure,
        [visitor],
        [host],
      ],
    );
    return id;
  }
  return { physician, mission, say, examined, commitmentOf };
}
export type HeldMission = Awaited<ReturnType<Awaited<ReturnType<typeof openMissionDay>>['mission']>>;
