import { recordOpened } from '../patients/index.ts';
import type { Served } from '../../platform/serve.ts';
import {
  type Counted,
  countsOf,
  labelsOf,
  type SeriesTable,
  seriesOf,
  slicesOf,
  type SliceTable,
  studiesOf,
  type StudyTable,
  studyOf,
} from './image.sql.ts';
import type { Series, Slice, StudyPage, StudyRow } from './schemas.ts';
import { keptFor, openLabel } from './sealed.server.ts';

const shown = ({ actor }: Pick<Served, 'actor'>, study: StudyTable, counted?: Counted): StudyRow => ({
  id: study.id,
  patient: study.patient_id,
  subject: study.subject_id,
  owner: study.owner_organisation,
  isOwn: study.owner_organisation === actor.organisation,
  state: study.state,
  dates: study.dates,
  modalities: counted?.modalities ?? [],
  slices: counted?.slices ?? 0,
  waiting: counted?.waiting ?? 0,
  broughtAt: study.brought_at.toISOString(),
  isDemo: study.is_demo,
  version: study.version,
});

async function rowsOf(context: Served, studies: readonly StudyTable[]): Promise<StudyRow[]> {
  const alive = studies.filter(({ patient_id: patient }) => !context.vault.isDestroyed(keptFor(patient)));
  const counts = await countsOf(
    context.tx,
    alive.map(({ id }) => id),
  );
  return alive.map((study) =>
    shown(
      context,
      study,
      counts.find(({ study_id }) => study_id === study.id),
    ),
  );
}

/** The studies of a patient, or of one record about them, that the actor sees; that they were opened is on record. */
export async function listStudies(
  context: Served,
  { patient, subject }: { patient: string; subject?: string | undefined },
) {
  const rows = await rowsOf(context, await studiesOf(context.tx, { patients: [patient], subject }));
  await recordOpened(context, [patient]);
  // Nobody is told whether there is such a patient: that it was looked for is on record.
  if (context.accesses.all().length === 0)
    context.accesses.record({ kind: 'searched', subject: 'patient', subjectId: null, purpose: 'care' });
  return rows;
}

/** What other modules ask: the studies that belong to a record of theirs, as far as the actor sees them, and on record. */
export async function imagesOf(context: Served, subject: string): Promise<StudyRow[]> {
  const rows = await rowsOf(context, await studiesOf(context.tx, { subject }));
  await recordOpened(context, [...new Set(rows.map(({ patient }) => patient))]);
  return rows;
}

const sliceShown = ({ id, shape, along, suspicions, found }: SliceTable): Slice => ({
  id,
  shape,
  along,
  suspicions,
  found,
});

/** A study with its series, each with its slices in order; null where the actor sees none. */
export async function readStudy(context: Served, id: string): Promise<StudyPage | null> {
  const { tx, vault } = context;
  const study = await studyOf(tx, id);
  if (!study || vault.isDestroyed(keptFor(study.patient_id))) return null;
  const [series, slices, [counted]] = await Promise.all([
    seriesOf(tx, id),
    slicesOf(tx, { study: id }),
    countsOf(tx, [id]),
  ]);
  const labels = await labelsOf(
    tx,
    series.map((each) => each.id),
  );
  await recordOpened(context, [study.patient_id]);
  const of = Map.groupBy(slices, ({ series_id }) => series_id);
  const seriesShown = ({ id: own, number, modality, taken_on: takenOn }: SeriesTable): Series => {
    const sealed = labels.find(({ series_id }) => series_id === own);
    const label = sealed ? openLabel(vault, study.patient_id, sealed.content) : '';
    return { id: own, number, modality, takenOn, label, slices: (of.get(own) ?? []).map(sliceShown) };
  };
  const whole = { slices: slices.length, waiting: counted?.waiting ?? 0, modalities: counted?.modalities ?? [] };
  return {
    ...shown(context, study),
    ...whole,
    series: series.map(seriesShown).filter((each) => each.slices.length > 0),
  };
}
