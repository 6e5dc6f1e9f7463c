import { countingNote, type Encounter, standingNotes } from '../../../modules/missions/day/encounter.ts';
import {
  type Body,
  type Diagnosis,
  type EncounterPart,
  encounterParts,
  type NextStep,
  nextSteps,
  type PartValue,
  type Vitals,
} from '../../../modules/missions/day/operation.ts';

/** Writing an examination. Pure. */

/** What the form holds: everything as typed. */
export type Examination = {
  complaint: string;
  finding: string;
  treatment: string;
  operation: string;
  advice: string;
  code: string;
  diagnosis: string;
  nextStep: string;
} & Record<VitalName, string>;

/** What is plausible in somebody alive; what is outside is asked about, and kept as it was typed. */
export const vitalRanges = {
  temperature: { least: 34, most: 42, unit: 'celsius' },
  systolic: { least: 60, most: 250, unit: 'mmhg' },
  diastolic: { least: 30, most: 150, unit: 'mmhg' },
  pulse: { least: 30, most: 220, unit: 'per_minute' },
  breaths: { least: 6, most: 60, unit: 'per_minute' },
  saturation: { least: 60, most: 100, unit: 'percent' },
  glucose: { least: 1.5, most: 35, unit: 'mmol' },
  weight: { least: 1, most: 250, unit: 'kg' },
  height: { least: 40, most: 220, unit: 'cm' },
} as const satisfies Record<keyof Vitals, { least: number; most: number; unit: string }>;
export type VitalName = keyof typeof vitalRanges;
export const vitalNames = Object.keys(vitalRanges) as VitalName[];

/** A number as people type it: with a comma or a point; null for nothing, NaN for what is no number. */
export function numberOf(typed: string): number | null {
  const text = typed.trim().replace(',', '.');
  if (text === '') return null;
  return /^\d{1,4}(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
}

export type VitalFault = 'not_a_number' | 'unlikely' | 'crossed';

/** What to ask about. `not_a_number` cannot be written; the others can, by somebody who means them. */
export function vitalFaults(typed: Readonly<Record<VitalName, string>>): Partial<Record<VitalName, VitalFault>> {
  const faults: Partial<Record<VitalName, VitalFault>> = {};
  for (const name of vitalNames) {
    const value = numberOf(typed[name]);
    if (value === null) continue;
    const { least, most } = vitalRanges[name];
    if (Number.isNaN(value)) faults[name] = 'not_a_number';
    else if (value < least || value > most) faults[name] = 'unlikely';
  }
  const [upper, lower] = [numberOf(typed.systolic), numberOf(typed.diastolic)];
  if (upper !== null && lower !== null && upper <= lower) faults.diastolic ??= 'crossed';
  return faults;
}

/** A code of ICD-10: a letter, two digits, and what may follow; as typed with small letters or without its point. */
export function icdCode(typed: string): string | null {
  const text = typed.trim().toUpperCase();
  const [, head, tail] = /^([A-Z]\d[\dA-Z])\.?([\dA-Z]{0,4})$/.exec(text) ?? [];
  return head === undefined ? null : tail ? `${head}.${tail}` : head;
}

const vitalsOf = (typed: Examination): Vitals =>
  Object.fromEntries(
    vitalNames.flatMap((name) => {
      const value = numberOf(typed[name]);
      return value === null || Number.isNaN(value) ? [] : [[name, value]];
    }),
  );

const isNextStep = (text: string): text is NextStep => nextSteps.some((step) => step === text);

/** What a form says of a part; undefined where it says nothing. */
function valueOf(typed: Examination, part: EncounterPart): PartValue | undefined {
  if (part === 'vitals') {
    const vitals = vitalsOf(typed);
    return Object.keys(vitals).length === 0 ? undefined : vitals;
  }
  if (part === 'diagnosis') {
    const code = icdCode(typed.code);
    // A code that is none is kept as words: nothing that was typed is lost.
    const words = [code === null ? typed.code.trim() : '', typed.diagnosis.trim()].filter(Boolean);
    const diagnosis = { code, text: words.join(' ') };
    return diagnosis.code === null && diagnosis.text === '' ? undefined : diagnosis;
  }
  if (part === 'nextStep') return isNextStep(typed.nextStep) ? typed.nextStep : undefined;
  return typed[part].trim() || undefined;
}

/** The form of an examination as far as it was written down. */
export function examinationOf(encounter: Encounter, complaint = ''): Examination {
  const value = (part: EncounterPart) => countingNote(encounter, part)?.value;
  const words = (part: EncounterPart) => {
    const found = value(part);
    return typeof found === 'string' ? found : '';
  };
  const vitals = (value('vitals') ?? {}) as Vitals;
  const diagnosis = value('diagnosis') as Diagnosis | undefined;
  const typedVitals = vitalNames.map((name) => [name, vitals[name] === undefined ? '' : String(vitals[name])]);
  return {
    ...(Object.fromEntries(typedVitals) as Record<VitalName, string>),
    complaint: words('complaint') || complaint,
    finding: words('finding'),
    treatment: words('treatment'),
    operation: words('operation'),
    advice: words('advice'),
    code: diagnosis?.code ?? '',
    diagnosis: diagnosis?.text ?? '',
    nextStep: words('nextStep'),
  };
}

const isEqual = (one: PartValue | undefined, other: PartValue | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
const emptied = (part: EncounterPart): PartValue | undefined =>
  part === 'vitals' ? {} : part === 'diagnosis' ? { code: null, text: '' } : part === 'nextStep' ? undefined : '';

/**
 * Notes for what the form says anew. `seen`: the notes that stood when the form was opened; only these are replaced, so that what
 * another device wrote meanwhile stays beside.
 */
export function noteBodies(encounter: Encounter, typed: Examination, seen: ReadonlySet<string>): Body[] {
  return encounterParts.flatMap((part): Body[] => {
    const standing = standingNotes(encounter, part);
    const mine = standing.filter(({ from }) => seen.has(from.id));
    const before = mine.at(-1)?.value;
    const value = valueOf(typed, part) ?? (before === undefined ? undefined : emptied(part));
    if (value === undefined || isEqual(value, before)) return [];
    const over = mine.map(({ from }) => from.id);
    return [{ kind: 'encounter.noted', visit: encounter.visit, encounter: encounter.id, part, value, over }];
  });
}

/** The notes that stand on the screen, which a signature is about. */
export const notesShown = (encounter: Encounter): string[] =>
  encounterParts.flatMap((part) => standingNotes(encounter, part).map(({ from }) => from.id));

export type SignFault = 'permission' | 'nothing' | 'next_step' | 'vitals';

/** What stands against signing: somebody with a permission must sign, or somebody local answer; and it must say something. */
export function signFaults(typed: Examination, signer: { permission: string; answeredFor: string }): SignFault[] {
  const faults: SignFault[] = [];
  if (signer.permission.trim() === '' && signer.answeredFor.trim() === '') faults.push('permission');
  const says = encounterParts.some((part) => part !== 'nextStep' && part !== 'complaint' && valueOf(typed, part));
  if (!says) faults.push('nothing');
  if (!isNextStep(typed.nextStep)) faults.push('next_step');
  if (Object.values(vitalFaults(typed)).includes('not_a_number')) faults.push('vitals');
  return faults;
}
