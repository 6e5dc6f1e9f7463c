import { whyNotEdtf } from '../../../platform/time/edtf.ts';
import type { Said } from './useUploads.ts';

export const emptyIntake = {
  partnership: '',
  from: '',
  text: '',
  title: '',
  publisher: '',
  address: '',
  publishedOn: '',
};
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

/** What a folder holds beside papers: the system's own files, which nobody meant to bring. */
export const isMeant = ({ name, size }: { name: string; size: number }): boolean =>
  !/^(?:\.|~\$)|^(?:thumbs\.db|desktop\.ini)$/i.test(name) && size > 0;
