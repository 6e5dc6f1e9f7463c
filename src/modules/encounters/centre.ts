import type { EncounterContent, Note } from './encounter.ts';

/** Encounters of a referral, at the centre that treats. Pure. */
export const centreKinds = ['arrival', 'fraction', 'visit'] as const;
export type CentreKind = (typeof centreKinds)[number];

/** What a clinician of the centre records of a patient. */
export type AtCentre = {
  referral: string;
  kind: CentreKind;
  /** Which one, and of how many. */
  fraction: { number: number; planned: number } | null;
  /** What was found, in their words. */
  words: string | null;
};
/** Who records it: the name of a person; another system has none. */
type By = { id: string; name: string | null; at: Date };

const noteOf = (id: string, { id: by, at }: By, value: string): Note => ({
  id,
  by,
  device: null,
  at: at.toISOString(),
  value,
  isReplaced: false,
});

/** What is sealed of it. Who the person is stands in the patient's own record. */
export function contentAt(
  { fraction, words }: Pick<AtCentre, 'fraction' | 'words'>,
  id: string,
  by: By,
): EncounterContent {
  const treatment = fraction && [noteOf(id, by, `${fraction.number} / ${fraction.planned}`)];
  const finding = words !== null && [noteOf(id, by, words)];
  return {
    person: {},
    parts: { ...(treatment && { treatment }), ...(finding && { finding }) },
    photos: [],
    signatures: [{ by: by.name ?? '', clinician: by.id, answeredFor: null, at: by.at.toISOString() }],
  };
}
