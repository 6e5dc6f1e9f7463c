import type { Appointment, Encounter, Procedure, Resource } from '@medplum/fhirtypes';
import type { Bound, Change } from './binding.ts';
import { referralIn } from './case.server.ts';
import { recordVisit } from '../../modules/referrals/index.ts';
import { asServed, inItsLife, refused } from './held.server.ts';
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

/** Whether a new one is about some request. */
const isAbout = (resource: Resource): boolean => 'basedOn' in resource;

export const appointments: Bound = {
  concerns: isAbout,
  written: doing<Appointment>(appointed),
  deleted: notDeleted,
  shown,
};

const arriving = doing<Encounter>(({ status }, before) =>
  status === 'arrived' && before?.status !== status ? { act: 'arrive' } : null,
);
const wordsOf = ({ reasonCode = [] }: Encounter): string =>
  reasonCode.flatMap(({ text, coding }) => text ?? coding?.[0]?.display ?? []).join('; ');

/** An encounter that arrives is the arrival; one that is finished, a visit at the centre. */
export const encounters: Bound = {
  concerns: isAbout,
  written: async (serving, change) => {
    const encounter = change.resource as Encounter;
    const isVisit = encounter.status === 'finished' && change.before === null;
    const referral = isVisit ? await referralIn(serving, encounter.basedOn ?? []) : undefined;
    if (referral === undefined) return arriving(serving, change);
    const done = await recordVisit(asServed(serving), { id: referral, words: wordsOf(encounter) });
    if ('refused' in done) refused({ refused: done.refused });
    return { resource: encounter, isHeld: true };
  },
  deleted: notDeleted,
};

export const procedures: Bound = {
  concerns: isAbout,
  written: doing<Procedure>(({ status }, before) => {
    if (before?.status === status) return null;
    if (status === 'in-progress') return { act: 'startTreatment' };
    return status === 'completed' ? { act: 'recordFraction' } : null;
  }),
  deleted: notDeleted,
};
