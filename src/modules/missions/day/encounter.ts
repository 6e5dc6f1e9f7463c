import type { EncounterPart, Envelope, NextStep, Of, Operation, PartValue } from './operation.ts';

/** What was written of one part at one time. Nothing that was written goes away. */
export type Note = {
  readonly part: EncounterPart;
  readonly value: PartValue;
  readonly from: Envelope;
  /** The later notes that were put in its place. */
  readonly replacedBy: readonly string[];
  readonly isSigned: boolean;
  /** Written after the first signature, or before it without the signer's knowing. */
  readonly isAddendum: boolean;
};

/** An examination. Signed, its content is locked: what is written later stands beside it as an addendum. */
export type Encounter = {
  readonly id: string;
  readonly visit: string;
  readonly turn: string;
  readonly specialty: string;
  readonly room: string | null;
  readonly clinician: string;
  readonly opened: Envelope;
  readonly notes: readonly Note[];
  readonly photos: readonly Of<'encounter.photographed'>[];
  /** The first one closes the encounter; further ones sign addenda. */
  readonly signatures: readonly Of<'encounter.signed'>[];
};

type Draft = Omit<Encounter, 'notes'> & {
  notes: { -readonly [Key in keyof Note]: Note[Key] }[];
  photos: Of<'encounter.photographed'>[];
  signatures: Of<'encounter.signed'>[];
};

const drafted = (id: string, from: Of<'encounter.opened'>): Draft => ({
  id,
  visit: from.body.visit,
  turn: from.body.turn,
  specialty: from.body.specialty,
  room: from.body.room,
  clinician: from.body.clinician,
  opened: from,
  notes: [],
  photos: [],
  signatures: [],
});

/** A note replaces only what was written before it, of the same part: two can never replace each other. */
function addNote(encounter: Draft, from: Of<'encounter.noted'>): void {
  const { part, value, over } = from.body;
  for (const before of encounter.notes)
    if (before.part === part && over.includes(before.from.id)) before.replacedBy = [...before.replacedBy, from.id];
  encounter.notes.push({ part, value, from, replacedBy: [], isSigned: false, isAddendum: false });
}

function seal(encounter: Draft): Encounter {
  const [first] = encounter.signatures;
  if (!first) return encounter;
  const signed = new Set(encounter.signatures.flatMap(({ body }) => body.notes));
  for (const each of encounter.notes) {
    each.isSigned = signed.has(each.from.id);
    each.isAddendum = !first.body.notes.includes(each.from.id);
  }
  return encounter;
}

/** The encounters of one visit. Notes whose encounter has not come yet wait for it. */
export function encountersOf(operations: readonly Operation[]): Encounter[] {
  const encounters = new Map<string, Draft>();
  for (const from of operations)
    if (from.body.kind === 'encounter.opened' && !encounters.has(from.body.encounter))
      encounters.set(from.body.encounter, drafted(from.body.encounter, from as Of<'encounter.opened'>));
  if (encounters.size === 0) return [];
  for (const from of operations) {
    if (!('encounter' in from.body)) continue;
    const encounter = encounters.get(from.body.encounter);
    if (!encounter) continue;
    if (from.body.kind === 'encounter.noted') addNote(encounter, from as Of<'encounter.noted'>);
    else if (from.body.kind === 'encounter.photographed') encounter.photos.push(from as Of<'encounter.photographed'>);
    else if (from.body.kind === 'encounter.signed') encounter.signatures.push(from as Of<'encounter.signed'>);
  }
  return Array.from(encounters.values(), seal);
}

export const isSigned = ({ signatures }: Encounter): boolean => signatures.length > 0;

/** The notes of a part that nothing has replaced, the newest last. More than one: two wrote without knowing of each other. */
export const standingNotes = ({ notes }: Encounter, part: EncounterPart): Note[] =>
  notes.filter((note) => note.part === part && note.replacedBy.length === 0);

/** What counts of a part: of a signed encounter what was signed, of an open one what was written last. */
export function countingNote(encounter: Encounter, part: EncounterPart): Note | undefined {
  if (!isSigned(encounter)) return standingNotes(encounter, part).at(-1);
  const signed = encounter.notes.filter((note) => note.part === part && note.isSigned);
  const ids = new Set(signed.map(({ from }) => from.id));
  return signed.findLast(({ replacedBy }) => !replacedBy.some((id) => ids.has(id)));
}

export const nextStepOf = (encounter: Encounter): NextStep | null =>
  (countingNote(encounter, 'nextStep')?.value as NextStep | undefined) ?? null;
