/** At which venue an encounter was, by what the plan says of its room and day. Pure. */
export type Room = { id: string; name: string; venue: string };
export type Venue = { id: string; place: string; zone: string };
/** Which venues were open on which day. */
export type OpenDay = { venue: string; day: string };
export type Surroundings = { rooms: readonly Room[]; venues: readonly Venue[]; days: readonly OpenDay[] };

const only = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);

/** A room by its id or its name; where several venues have such a room, the one that was open on that day. Null: nobody can tell. */
export function venueOf({ rooms, venues, days }: Surroundings, at: { room: string | null; day: string }): Venue | null {
  const named = new Set(rooms.filter(({ id, name }) => id === at.room || name === at.room).map(({ venue }) => venue));
  const open = new Set(days.filter(({ day }) => day === at.day).map(({ venue }) => venue));
  const byRoom = venues.filter(({ id }) => named.has(id));
  const openToo = (byRoom.length > 0 ? byRoom : venues).filter(({ id }) => open.has(id));
  return only(byRoom) ?? only(openToo) ?? only(venues) ?? null;
}
