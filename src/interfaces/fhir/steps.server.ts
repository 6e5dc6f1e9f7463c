import type { Appointment, Encounter, Procedure, Resource } from '@medplum/fhirtypes';
import type { Bound, Change } from './binding.ts';
import { referralIn } from './case.server.ts';
import { inItsLife } from './held.server.ts';
import { shownOf } from './opening.server.ts';
import { refuse } from './outcome.ts';
import { run } from './referrals.server.ts';
import type { ArrivalRow } from './resources/directory.ts';
import { arrivalRow } from './rows.sql.ts';
import type { Serving } from './serving.server.ts';
import * as views from './heldViews.ts';

/** What the receiver's system does about a referral beside its Task: the day, the arrival, the fractions. */

type Does = Record<string, unknown> | null;

/** Runs what a resource about a referral of ours says was done; of all else nothing. */
const doing =
  <R extends Resource & { basedOn?: { reference?: string }[] }>(what: (now: R, before: R | null) => Does) =>
  async (serving: Serving, { resource, before, isHeld }: Change) => {
    const referral = await referralIn(serving, (resource as R).basedOn ?? []);
    if (referral === undefined) return { resource, isHeld };
    const does = what(resource as R, before as R | null);
    if (does) await run(serving, referral, does);
    return { resource, isHeld: isHeld || does !== null };
  };
const notDeleted = async () => {
  throw refuse(405, 'not-supported', 'What was done about a referral is not deleted.');
};

/** As it is written there: the clock of the centre. */
const dayAndTime = (moment: string) => ({
  arrival: moment.slice(0, 10),
  ...(/^.{10}T\d\d:\d\d/.test(moment) && { time: moment.slice(11, 16) }),
});

function appointed({ status, start, end }: Appointment, before: Appointment | null): Does {
  if (status === 'noshow' && before?.status !== 'noshow') return { act: 'noShow' };
  if ((status === 'arrived' || status === 'checked-in') && before?.status !== status) return { act: 'arrive' };
  const isSame = before?.start === start && before?.end === end;
  if (status !== 'booked' || start === undefined || isSame) return null;
  const until = end?.slice(0, 10);
  return {
    act: 'schedule',
    ...dayAndTime(start),
    ...(until !== undefined && until !== start.slice(0, 10) && { until }),
  };
}

/** The day of a referral as the module has it, over what came in about it. */
async function shown(serving: Serving, resources: readonly Resource[]): Promise<Resource[]> {
  return Promise.all(
    resources.map(async (each) => {
      const referral = await referralIn(serving, (each as Appointment).basedOn ?? []);
      if (referral === undefined) return each;
      const row = await arrivalRow<ArrivalRow>(serving.tx, referral);
      const truth = row && shownOf(serving, views.Arrival, row)[0];
      return truth ? inItsLife(each, { ...truth, meta: each.meta } as Resource, serving) : each;
    }),
  );
}

export const appointments: Bound = { written: doing<Appointment>(appointed), deleted: notDeleted, shown };

export const encounters: Bound = {
  written: doing<Encounter>(({ status }, before) =>
    status === 'arrived' && before?.status !== status ? { act: 'arrive' } : null,
  ),
  deleted: notDeleted,
};

export const procedures: Bound = {
  written: doing<Procedure>(({ status }, before) => {
    if (before?.status === status) return null;
    if (status === 'in-progress') return { act: 'startTreatment' };
    return status === 'completed' ? { act: 'recordFraction' } : null;
  }),
  deleted: notDeleted,
};
