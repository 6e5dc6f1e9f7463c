import { whyNotEdtf } from '../../../platform/time/edtf.ts';
import type { Said } from './useUploads.ts';

export const emptyIntake = { partnership: '', text: '', title: '', publisher: '', address: '', publishedOn: '' };
export type IntakeValues = typeof emptyIntake;

export const isDateWrong = ({ publishedOn }: IntakeValues): boolean =>
  publishedOn.trim() !== '' && whyNotEdtf(publishedOn.trim()) !== null;

/** What was said about a page, without what was left empty. A title belongs to one page, so several do not share it. */
export function saidOf(values: IntakeValues, partnership: string, isOne: boolean): Said {
  const said: Said = { partnership };
  for (const name of ['title', 'publisher', 'address', 'publishedOn'] as const) {
    const text = values[name].trim();
    if (text !== '' && (isOne || name !== 'title')) said[name] = text;
  }
  return said;
}
