import type { Served } from '../../platform/serve.ts';
import type { Brought } from './archive.server.ts';
import type { TakenSlice } from './dicom/take.server.ts';
import { insertSlices, personOf, type NewSlice, type OriginalTable, seriesFor, type StudyTable } from './image.sql.ts';
import { keptFor, sealLabel } from './sealed.server.ts';

type Arrived = Extract<Brought, { slice: TakenSlice }>;
type Lying = { address: string; bytes: number };
/** A slice whose files lie sealed, and of which nothing but its numbers is in memory. */
type Kept = { name: string; slice: Omit<TakenSlice, 'copy'>; copy: Lying; original: Lying };

/** So many slices, and so many bytes of them, are sealed at once while the thread reads on. */
const mostSealing = 4;
const mostBytes = 16_000_000;

/** Seals what was brought, some slices at once; what is sealed is forgotten. */
export function openKeeping({ files }: Served, { patient_id }: StudyTable) {
  const owner = keptFor(patient_id);
  const done: Kept[] = [];
  let sealing: Promise<Kept>[] = [];
  let bytes = 0;
  const seal = async ({ name, slice: { copy, ...slice }, original }: Arrived): Promise<Kept> => {
    const [keptCopy, keptOriginal] = await Promise.all([files.keep(owner, copy), files.keep(owner, original)]);
    return { name, slice, copy: keptCopy, original: keptOriginal };
  };
  const settle = async (): Promise<void> => {
    done.push(...(await Promise.all(sealing)));
    [sealing, bytes] = [[], 0];
  };
  return {
    async add(arrived: Arrived): Promise<void> {
      bytes += arrived.original.length + arrived.slice.copy.length;
      sealing.push(seal(arrived));
      if (sealing.length >= mostSealing || bytes >= mostBytes) await settle();
    },
    async all(): Promise<readonly Kept[]> {
      await settle();
      return done;
    },
  };
}

type Hash = (what: string, text: string) => string;

/** Files slices under their study: all of one person, each in its series, and none twice. */
export async function saveSlices(context: Served, study: StudyTable, kept: readonly Kept[]) {
  const { tx, vault, newId } = context;
  const hash: Hash = (what, text) => vault.blind(`image.${what}`, `${study.patient_id} ${text}`);
  const persons = new Map(kept.map(({ slice: { person } }) => [person, hash('person', person)]));
  const first = kept[0] && persons.get(kept[0].slice.person);
  const person = first && (await personOf(tx, study.id, first));
  const isOther = ({ slice }: Kept): boolean => persons.get(slice.person) !== person;
  const own = kept.filter((each) => !isOther(each));
  const series = await seriesOfAll(context, study, { kept: own, hash });
  const rows = own.map(({ slice, copy }): NewSlice => {
    const { uid, seriesUid, along, number, shape, suspicions } = slice;
    const uid_hash = hash('slice', uid);
    const series_id = series.get(seriesUid) ?? '';
    return { id: newId(), study_id: study.id, series_id, uid_hash, ...copy, along, number, shape, suspicions };
  });
  const originals = own.map(({ original }, at): OriginalTable => ({ slice_id: rows[at]?.id ?? '', ...original }));
  const taken = await insertSlices(tx, rows, originals);
  return { taken, known: own.length - taken, others: kept.filter(isOther).map(({ name }) => name) };
}

/** The series of these slices by what their files call them, made where they are new: in one order, whoever else brings some. */
async function seriesOfAll(
  { tx, vault, newId }: Served,
  study: StudyTable,
  { kept, hash }: { kept: readonly Kept[]; hash: Hash },
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map(kept.map(({ slice }) => [hash('series', slice.seriesUid), slice]));
  const ids = new Map<string, string>();
  for (const [uid_hash, slice] of [...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const { seriesUid, seriesNumber: number, modality, takenOn: taken_on, label } = slice;
    const row = { id: newId(), study_id: study.id, uid_hash, number, modality, taken_on };
    // oxlint-disable-next-line no-await-in-loop -- few, and always in one order, so that nobody waits for one another
    ids.set(seriesUid, await seriesFor(tx, row, sealLabel(vault, study.patient_id, label)));
  }
  return ids;
}
