import { v7 as uuidv7 } from 'uuid';
import type { World } from './world.ts';

type Told = {
  slug: string;
  host: string;
  partnership: { id: string; sides: string[] };
  /** One session each: from nine for so many minutes, by the clock of Almaty. */
  sessions?: { specialty: string; day: string; minutes: number; perHour: number; kept?: [number, number, number] }[];
  state?: string;
  visibility?: string;
  languages?: string[];
};

/** A mission in Taldyqorgan, as the owner of the database enters it. @returns its id and those of its sessions */
export async function missionIn(world: World, told: Told): Promise<{ id: string; sessions: string[] }> {
  const {
    slug,
    host,
    partnership,
    sessions = [],
    state = 'announced',
    visibility = 'public',
    languages = ['kk', 'ru', 'ko'],
  } = told;
  const [id, venue, room] = [uuidv7(), uuidv7(), uuidv7()];
  const text = (kk: string, ko: string) =>
    JSON.stringify({ kk: { text: kk, by: 'person' }, ko: { text: ko, by: 'person' } });
  await world.seeAll(
    `insert into mission (id, owner_organisation, partnership_id, side_id, visibility, is_demo, slug, title, languages, state,
       version, changed_at) values ($1, $2, $3, $4, $5, false, $6, $7, $8, $9, 1, now())`,
    [
      id,
      host,
      partnership.id,
      partnership.sides[0],
      visibility,
      slug,
      text('Көктемгі миссия', '봄 진료'),
      languages,
      state,
    ],
  );
  await world.seeAll(
    `insert into mission_venue (id, mission_id, name, place, zone, address) values ($1, $2, $3, 'taldyqorgan', 'Asia/Almaty', $4)`,
    [venue, id, text('Облыстық аурухана', '주립 병원'), text('Абай көшесі, 1', '아바이 거리 1')],
  );
  await world.seeAll(`insert into mission_room (id, venue_id, name) values ($1, $2, '12')`, [room, venue]);
  const ids: string[] = [];
  for (const { specialty, day, minutes, perHour, kept = [0, 0, 0] } of sessions) {
    const session = uuidv7();
    await world.seeAll(
      `insert into mission_session (id, mission_id, room_id, day, starts, ends, specialty, capacity_per_hour, kept_referred,
         kept_children, kept_disability)
       values ($1, $2, $3, $4, '09:00', '09:00'::time + make_interval(mins => $5), $6, $7, $8, $9, $10)`,
      [session, id, room, day, minutes, specialty, perHour, ...kept],
    );
    ids.push(session);
  }
  return { id, sessions: ids };
}
