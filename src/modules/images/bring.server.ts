import type { Served } from '../../platform/serve.ts';
import { openThreads, ThreadEnded } from '../../platform/threads/threads.server.ts';
import type { Brought, ToTake } from './archive.server.ts';
import type { Taken } from './contract.ts';
import { insertStudy, isCareOpen, isDemoOf, type StudyTable, studyHappened, studyOf } from './image.sql.ts';
import { openKeeping, saveSlices } from './keep.server.ts';
import { keptFor, replacingKey } from './sealed.server.ts';
import type { DateWay, FileRefusal } from './study.ts';

const threads = openThreads<ToTake, Brought>({ script: new URL('./taking.worker.ts', import.meta.url), heapMb: 512 });

type Begun = { patient: string; subject?: string | undefined; dates: DateWay };

/** Begins a study of a patient in whose care the actor takes part. */
export async function beginStudy(context: Served, { patient, subject, dates }: Begun) {
  const { tx, actor, now, newId, vault } = context;
  if (!(await isCareOpen(tx, patient)) || vault.isDestroyed(keptFor(patient))) return { refused: 'not-found' as const };
  const id = newId();
  const is_demo = await isDemoOf(tx, actor.organisation);
  await insertStudy(tx, {
    id,
    is_demo,
    dates,
    patient_id: patient,
    subject_id: subject ?? null,
    owner_organisation: actor.organisation,
    state: 'receiving',
    person_hash: null,
    brought_by: actor.person,
    brought_at: now,
    version: 1,
    changed_at: now,
  });
  await studyHappened(context, { id, is_demo, action: 'begin', fields: ['dates'] });
  return { id, version: 1 };
}

/** Why the actor may not add to a study, if so. */
function whyNot({ actor, vault }: Served, study: StudyTable | undefined) {
  if (!study || vault.isDestroyed(keptFor(study.patient_id))) return 'not-found' as const;
  if (study.owner_organisation !== actor.organisation) return 'not-yours-to-change' as const;
  return study.state === 'receiving' ? undefined : ('study-closed' as const);
}

/** Takes a DICOM file, or an archive of them, into a study: each file is read in a thread, kept sealed, and then forgotten. */
export async function addFile(context: Served, { id, file }: { id: string; file: File }) {
  const study = await studyOf(context.tx, id);
  const refused = whyNot(context, study);
  if (refused || !study) return { refused: refused ?? ('not-found' as const) };
  if (file.size > context.maxUpload) return { refused: 'file-too-large' as const };
  const key = replacingKey(context.vault, study.patient_id);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const answer: Taken = { taken: 0, known: 0, refused: [] };
  const refuse = (name: string, why: FileRefusal, detail: string | null = null) =>
    answer.refused.push({ name, why, detail });
  const keeping = openKeeping(context, study);
  try {
    for await (const brought of threads.work({ bytes, key, dates: study.dates }))
      if ('refused' in brought) refuse(brought.name, brought.refused, brought.detail);
      else await keeping.add(brought);
  } catch (error) {
    if (!(error instanceof ThreadEnded)) throw error;
    refuse('', error.why === 'too-long' ? 'too-long' : 'too-large');
  }
  const { others, ...counted } = await saveSlices(context, study, await keeping.all());
  for (const name of others) refuse(name, 'other-patient');
  const { is_demo } = study;
  if (counted.taken > 0) await studyHappened(context, { id, is_demo, action: 'addSlices', fields: ['slices'] });
  return { answer: { ...answer, ...counted } };
}
