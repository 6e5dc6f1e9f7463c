import { v7 as uuidv7 } from 'uuid';
import type { EncounterContent } from '../src/modules/encounters/index.ts';
import { sealDetails } from '../src/modules/missions/bookingDetails.server.ts';
import { sha256 } from '../src/platform/hash.ts';
import type { World } from './world.ts';

/** Missions, bookings and encounters as rows, for what other systems read of them: a host, a visitor, invented people. */

type Parties = { partnership: { id: string }; home: string; host: string; visitor: string };
export type MadeMission = Awaited<ReturnType<ReturnType<typeof fhirRecords>['mission']>>;
type Booking = { name?: string; state?: string };
type Said = {
  subject?: string;
  diagnoses?: readonly (readonly [string | null, string])[];
  operation?: string;
  state?: string;
  sex?: string;
};

/** Puts rows in as the owner of the database. `visitor` comes to every mission of `host`. */
export function fhirRecords(world: Pick<World, 'seeAll' | 'vault'>, { partnership, home, host, visitor }: Parties) {
  /** A mission with one session of two hours, which takes seven an hour. */
  async function mission({ visibility = 'own_side', isDemo = false, day = '2026-12-01' } = {}) {
    const [id, venue, room, clinician, session] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    await world.seeAll(
      `insert into mission (id, owner_organisation, partnership_id, side_id, visibility, is_demo, slug, title, languages, state, version,
         changed_at) values ($1, $2, $3, $4, $5, $6, $7, '{"kk": {"text": "Көшпелі клиника", "by": "person"}}', '{kk}', 'running', 1, now())`,
      [id, host, partnership.id, home, visibility, isDemo, `fhir-${id.slice(-12)}`],
    );
    await world.seeAll('insert into mission_visitor values ($1, $2)', [id, visitor]);
    await world.seeAll(`insert into mission_venue values ($1, $2, '{}', 'taldykorgan', 'Asia/Almaty', '{}')`, [
      venue,
      id,
    ]);
    await world.seeAll(`insert into mission_room (id, venue_id, name) values ($1, $2, '3')`, [room, venue]);
    await world.seeAll(
      `insert into mission_clinician (id, mission_id, name, organisation_id, specialty, permission_authority, permission_number, permission_from)
       values ($1, $2, 'Kim', $3, 'surgery', 'Ministry', '17', '2026-01-01')`,
      [clinician, id, visitor],
    );
    await world.seeAll(
      `insert into mission_session (id, mission_id, room_id, day, starts, ends, specialty, clinician_id, capacity_per_hour, kept_children)
       values ($1, $2, $3, $4, '09:00', '11:00', 'surgery', $5, 7, 1)`,
      [session, id, room, day, clinician],
    );
    return { id, room, clinician, session };
  }

  async function booked(
    of: Pick<MadeMission, 'id' | 'session'>,
    place: number,
    { name = 'Айгүл Ахметова', state = 'booked' }: Booking = {},
  ) {
    const id = uuidv7();
    const details = {
      name,
      birthYear: 1986,
      phone: '+77011234567',
      complaint: 'Тізесі ауырады',
      kinds: [],
      representative: null,
    };
    const sealed = sealDetails(world.vault, id, details);
    const holds = state !== 'waiting';
    await world.seeAll(
      `insert into booking (id, mission_id, specialty, state, session_id, place, starts_at, waiting_since, language, channel, code_hash,
         person_key, phone_key, details, consent_version, booked_at, version, changed_at)
       select $1, $2, 'surgery', $3, case when $4 then $5::uuid end, case when $4 then $6::int end, case when $4 then s.starts_at end,
         case when not $4 then now() end, 'kk', 'public', $7, $8, $7, $9, 1, now(), 1, now()
       from fhir_slot s where s.schedule_id = $5 and s.place = $6`,
      [id, of.id, state, holds, of.session, place, sha256(`code ${id}`), sha256(id), sealed],
    );
    return id;
  }

  async function examined(
    of: { id: string; clinician: string | null },
    {
      subject = uuidv7(),
      diagnoses = [['M17.1', 'Гонартроз']],
      operation,
      state = 'finished',
      sex = 'female',
    }: Said = {},
  ) {
    const id = uuidv7();
    const note = (value: unknown) => ({
      id: uuidv7(),
      by: 'Kim',
      device: null,
      at: '2026-12-01T05:00:00.000Z',
      value,
      isReplaced: false,
    });
    const noteOf = (made: { id: string } | undefined) => made?.id.replaceAll('-', '').slice(-12) ?? '';
    const content: EncounterContent = {
      person: { name: ['Айгүл Ахметова'], birthYear: ['1986'], phone: ['+77011234567'] },
      parts: {
        complaint: [note('Тізесі ауырады')],
        diagnosis: diagnoses.map(([code, text]) => note({ code, text })),
        ...(operation && { operation: [note(operation)] }),
      },
      photos: [],
      signatures: [],
    };
    const sealed = world.vault.seal(`patient:${subject}`, JSON.stringify(content), 'encounter.content');
    await world.seeAll(
      `insert into encounter (id, owner_organisation, partnership_id, side_id, is_demo, mission_id, subject_id, people, specialty, zone, day,
         room, clinician_id, opened_at, signed_at, was_treated, was_operated, age_group, sex, content, content_hash, state, open_because,
         withdrawn_because, version, changed_at)
       select $1, m.owner_organisation, m.partnership_id, m.side_id, m.is_demo, m.id, $3, array[$4], 'surgery', 'Asia/Almaty', '2026-12-01', '3',
         $5, '2026-12-01T05:00:00Z', case when $8 <> 'in_progress' then timestamptz '2026-12-01T05:20:00Z' end, false, $6, '18-39', $9, $7,
         $4, $8, case when $8 = 'in_progress' then 'not_signed' end,
         case when $8 = 'entered_in_error' then 'entered for somebody else' end, 3, now()
       from mission m where m.id = $2`,
      [id, of.id, subject, sha256(subject), of.clinician, operation !== undefined, sealed, state, sex],
    );
    const { diagnosis, operation: operations } = content.parts;
    return { id, subject, notes: { diagnosis: noteOf(diagnosis?.[0]), operation: noteOf(operations?.[0]) } };
  }

  return { mission, booked, examined };
}
