import type { Served } from '../../platform/serve.ts';
import { countsOf, studiesOf } from './image.sql.ts';

/**
 * What this module holds of patients. At an erasure nothing is left to do: pictures, copies and labels are sealed under the
 * patient's key.
 */
export const imagesHolding = {
  name: 'images',
  async of({ tx }: Served, patients: readonly string[]): Promise<unknown> {
    const studies = await studiesOf(tx, { patients });
    if (studies.length === 0) return undefined;
    const counts = await countsOf(
      tx,
      studies.map(({ id }) => id),
    );
    return studies.map(({ id, owner_organisation: owner, brought_at: broughtAt, state, dates }) => {
      const { modalities = [], slices = 0 } = counts.find(({ study_id }) => study_id === id) ?? {};
      return { id, owner, broughtAt: broughtAt.toISOString(), state, dates, modalities, slices };
    });
  },
};
