/** What an organisation lets go after a time: its kind, and how long it is kept at the least, by default and at the most. */
export const retained = [
  { kind: 'bookings', least: 7, usual: 365, most: 3650 },
  { kind: 'digests', least: 30, usual: 730, most: 3650 },
  { kind: 'incident_people', least: 365, usual: 1825, most: 3650 },
  { kind: 'invitations', least: 7, usual: 90, most: 730 },
  { kind: 'patients', least: 1825, usual: 9125, most: 36_500 },
] as const;
export type RetainedKind = (typeof retained)[number]['kind'];
export const retainedKinds = retained.map(({ kind }) => kind);

type Rule = { kind: RetainedKind; days: number };

/** How long each kind is kept: as the organisation says or, where it does not, as usual. */
export const daysOf = (rules: readonly Rule[], kind: RetainedKind): number =>
  rules.find((rule) => rule.kind === kind)?.days ?? boundsOf(kind).usual;

const boundsOf = (kind: RetainedKind) => {
  const found = retained.find((each) => each.kind === kind);
  if (!found) throw new Error(`nothing of the kind ${kind} is kept`);
  return found;
};

/** Whether so many days may be asked for. */
export const mayKeep = (kind: RetainedKind, days: number): boolean =>
  days >= boundsOf(kind).least && days <= boundsOf(kind).most;
