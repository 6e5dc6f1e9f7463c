import type { DataSet } from 'dicom-parser';
import type { Suspicion } from '../study.ts';

/** Modalities that draw words into their pictures, or photograph paper. */
const drawing = new Set([
  'US',
  'SC',
  'OT',
  'ES',
  'XC',
  'DG',
  'GM',
  'SM',
  'OP',
  'HC',
  'DOC',
  'IVUS',
  'ECG',
  'SR',
  'EPS',
]);
const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7';

/** What the tags themselves say against a picture. */
export function suspicionsOf(data: DataSet): Suspicion[] {
  const text = (tag: string): string => (data.string(`x${tag}`) ?? '').trim().toUpperCase();
  const kind = text('00080008').split('\\');
  const isCapture =
    text('00080016').startsWith(secondaryCapture) ||
    data.elements['x00080064'] !== undefined ||
    kind.includes('SECONDARY') ||
    kind.some((word) => word.includes('SCREEN'));
  const found: Suspicion[] = [];
  if (text('00280301') === 'YES') found.push('stated');
  if (isCapture) found.push('capture');
  if (drawing.has(text('00080060')) || text('00080060') === '') found.push('modality');
  return found;
}
