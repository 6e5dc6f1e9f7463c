import sharp from 'sharp';
import { recordOpened } from '../patients/index.ts';
import { KeyDestroyed } from '../../platform/crypto/vault.ts';
import type { Served } from '../../platform/serve.ts';
import { fileOf, frameOf, samplesOf } from './dicom/take.server.ts';
import { originalOf, seriesOfId, sliceOf, slicesOf, type SliceTable, studyOf } from './image.sql.ts';
import { packFrames } from './packed.ts';
import { keptFor } from './sealed.server.ts';
import { drawn, windowOf } from './window.ts';

/** Reads what is kept of a slice; null once the patient was erased. */
async function kept({ files }: Served, patient: string, address: string): Promise<Buffer | null> {
  try {
    return await files.read(keptFor(patient), address);
  } catch (error) {
    if (error instanceof KeyDestroyed) return null;
    throw error;
  }
}

async function patientOf({ tx, vault }: Served, study: string): Promise<string | null> {
  const patient = (await studyOf(tx, study))?.patient_id;
  return patient === undefined || vault.isDestroyed(keptFor(patient)) ? null : patient;
}

const asFile = (bytes: Uint8Array, name: string, type: string): File =>
  new File([new Uint8Array(bytes)], name, { type });

/** The pictures of a run of slices of a series, in order, one after the other: at most `count` lie in memory. */
export async function openFrames(context: Served, { id, from, count }: { id: string; from: number; count: number }) {
  const series = await seriesOfId(context.tx, id);
  const patient = series ? await patientOf(context, series.study_id) : null;
  if (!series || patient === null) return null;
  await recordOpened(context, [patient]);
  const wanted = (await slicesOf(context.tx, { series: id })).slice(from, from + count);
  const copies = await Promise.all(wanted.map(({ address }) => kept(context, patient, address)));
  const frames = wanted.flatMap((slice, index) => {
    const copy = copies[index];
    return copy ? [{ id: slice.id, frame: frameOf(copy) }] : [];
  });
  return asFile(packFrames(frames), 'frames.bin', 'application/octet-stream');
}

type Opened = { slice: SliceTable; patient: string };
async function openSlice(context: Served, id: string): Promise<Opened | null> {
  const slice = await sliceOf(context.tx, id);
  const patient = slice ? await patientOf(context, slice.study_id) : null;
  return slice && patient !== null ? { slice, patient } : null;
}

type Asked = { id: string; centre?: number | undefined; width?: number | undefined };
/** A slice as a plain picture, in the window asked for or the one that its file proposes. */
export async function openPicture(context: Served, { id, ...asked }: Asked) {
  const found = await openSlice(context, id);
  const copy = found && (await kept(context, found.patient, found.slice.address));
  if (!found || !copy) return null;
  await recordOpened(context, [found.patient]);
  const { head, samples } = samplesOf(frameOf(copy));
  const { shape } = found.slice;
  const proposed = windowOf(samples, shape);
  const window = { centre: asked.centre ?? proposed.centre, width: asked.width ?? proposed.width };
  const rgba = drawn(samples, shape, window);
  const raw = { width: head.columns, height: head.rows, channels: 4 } as const;
  const png = await sharp(new Uint8Array(rgba.buffer), { raw }).removeAlpha().png().toBuffer();
  return asFile(png, `slice-${id}.png`, 'image/png');
}

/** The copy of a slice without names, as DICOM; that it was saved is on record. */
export async function saveCopy(context: Served, id: string) {
  const found = await openSlice(context, id);
  const copy = found && (await kept(context, found.patient, found.slice.address));
  if (!found || !copy) return null;
  await recordOpened(context, [found.patient], { kind: 'exported' });
  return asFile(fileOf(copy), `slice-${id}.dcm`, 'application/dicom');
}

/** A slice as it was brought: the row policy lets nobody have it but who brought it. */
export async function saveOriginal(context: Served, id: string) {
  const found = await openSlice(context, id);
  const original = found && (await originalOf(context.tx, id));
  const bytes = original ? await kept(context, found.patient, original.address) : null;
  if (!found || !bytes) return null;
  await recordOpened(context, [found.patient], { kind: 'exported' });
  return asFile(bytes, `original-${id}.dcm`, 'application/dicom');
}
