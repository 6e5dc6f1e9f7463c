import type { FirstStep, InstrumentInput } from '../src/modules/instruments/schemas.ts';
import type { LocalisedText } from '../src/platform/i18n/localised.ts';
import { demoId } from './ids.ts';
import { org } from './said.ts';

/** An instrument as a bulletin tells of it, with the one step that it tells. */
export type DemoInstrument = { instrument: InstrumentInput; step: Omit<FirstStep, 'claim'> };

type Known = Partial<Pick<InstrumentInput, 'parent' | 'covers' | 'signatories'>> & {
  kind: InstrumentInput['kind'];
  /** Keys of organisations. */
  parties: readonly string[];
};

/** Whether it binds, and in which languages it is written, no bulletin says. */
export const instrumentOf = (title: LocalisedText, { parties, ...known }: Known): InstrumentInput => ({
  title,
  parties: org(...parties),
  binding: 'not_stated',
  parent: null,
  languages: [],
  covers: null,
  signatories: [],
  ...known,
});

/** Somebody in office whom a bulletin names as the one who signed. */
export const signedBy = (person: string, organisation: string): InstrumentInput['signatories'][number] => ({
  organisation: demoId('organisation', organisation),
  person: demoId('person', person),
  name: null,
  post: null,
  signed: null,
});
