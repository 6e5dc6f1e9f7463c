import { zipSync } from 'fflate';
import { element, fileHead, pixelStart, short } from '../src/modules/images/dicom/write.ts';
import { phantom } from './phantom.ts';
import { drawDots } from './phantomWords.ts';
import { inTurn } from './referralHouse.ts';
import type { Session } from './session.ts';

/** A CT that we have drawn, as a scanner would write it: small, and of nobody. */
const count = 24;
/** Less than an installation takes that takes little. */
const atOnce = 8;
const width = 256;
const ofClass = '1.2.840.10008.5.1.4.1.1.2';
const root = '2.25.20261105';
/** Into one slice something is written, for somebody to look at before others see it. */
const writtenIn = 3;

/** Hounsfield units and 1024. */
function storedOf(slice: number): Buffer {
  const values = phantom({ slice, count, width, noise: 4 });
  if (slice === writtenIn) drawDots(values, { text: 'SYNAK 17', x: 8, y: 8, scale: 1, value: 2000, width });
  for (let at = 0; at < values.length; at++) values[at] = Math.max(0, (values[at] ?? 0) + 1024);
  return Buffer.from(values.buffer);
}

function fileOf(slice: number): Uint8Array {
  const uid = `${root}.1.1.${slice + 1}`;
  const pixels = storedOf(slice);
  const tags: readonly (readonly [tag: string, vr: string, value: string])[] = [
    ['00080005', 'CS', 'ISO_IR 192'],
    ['00080008', 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'],
    ['00080016', 'UI', ofClass],
    ['00080018', 'UI', uid],
    ['00080020', 'DA', '20261105'],
    ['00080060', 'CS', 'CT'],
    ['0008103e', 'LO', 'Көрсетілім: сызылған фантом'],
    ['00100010', 'PN', 'Demonstration^Phantom'],
    ['00100020', 'LO', 'DEMONSTRATION'],
    ['00180050', 'DS', '10'],
    ['0020000d', 'UI', `${root}.1`],
    ['0020000e', 'UI', `${root}.1.1`],
    ['00200011', 'IS', '1'],
    ['00200013', 'IS', String(slice + 1)],
    ['00200032', 'DS', `-180\\-180\\${slice * 10}`],
    ['00200037', 'DS', '1\\0\\0\\0\\1\\0'],
  ];
  const drawn = [
    short('00280002', 1),
    element('00280004', 'CS', 'MONOCHROME2'),
    short('00280010', width),
    short('00280011', width),
    element('00280030', 'DS', '1.4\\1.4'),
    ...[16, 12, 11, 0].map((value, at) => short(`0028010${at}`, value)),
    element('00281050', 'DS', '40'),
    element('00281051', 'DS', '400'),
    element('00281052', 'DS', '-1024'),
    element('00281053', 'DS', '1'),
    element('00281054', 'LO', 'HU'),
  ];
  const head = fileHead({ sopClass: ofClass, sopInstance: uid, syntax: '1.2.840.10008.1.2.1', maker: root });
  const written = tags.map(([tag, vr, value]) => element(tag, vr, Buffer.from(value)));
  return Buffer.concat([head, ...written, ...drawn, pixelStart(16, pixels.length), pixels]);
}

type Study = { id: string; version: number; state: string };

/** Brings the drawn CT to a referral, once; one that was interrupted is brought to its end. */
export async function enterImages(
  session: Session,
  { patient, referral }: { patient: string; referral: string },
): Promise<void> {
  const [known] = await session.get<Study[]>(`/images/studies?patient=${patient}&subject=${referral}`);
  if (known?.state === 'ready') return;
  const begun = { patient, subject: referral, dates: 'kept' };
  const { id, version } = known ?? (await session.post<Study>('/images/studies', begun));
  const parts = Array.from({ length: count / atOnce }, (_none, part) => part * atOnce);
  await inTurn(parts, async (from) => {
    const slices = Array.from({ length: atOnce }, (_none, at) => from + at);
    const files = slices.map((slice): [string, Uint8Array] => [`IM${slice}`, fileOf(slice)]);
    const form = new FormData();
    form.append('file', new File([new Uint8Array(zipSync(Object.fromEntries(files), { level: 1 }))], 'phantom.zip'));
    await session.post(`/images/studies/${id}/files`, form);
  });
  await session.post(`/images/studies/${id}/closing`, { version });
}
