/**
 * How often one telephone is told something because somebody without an account asked for it: a family's tickets and their changes,
 * not a flood to somebody who never asked. What is asked for is done all the same, and stands on the ticket's page.
 */
export const mostTold = 24;
const day = 24 * 3_600_000;
/** How many telephones are remembered; whoever was told longest ago is forgotten first. */
const remembered = 50_000;

/** @returns whether that telephone may be told once more at that moment; it is counted */
export function openTold(most = mostTold): (phone: string, now: Date) => boolean {
  const told = new Map<string, number[]>();
  return (phone, now) => {
    const at = now.getTime();
    const recent = (told.get(phone) ?? []).filter((each) => each > at - day);
    const may = recent.length < most;
    told.delete(phone);
    told.set(phone, may ? [...recent, at] : recent);
    const [oldest] = told.size > remembered ? told.keys() : [];
    if (oldest !== undefined) told.delete(oldest);
    return may;
  };
}
