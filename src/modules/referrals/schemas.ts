import * as z from 'zod/mini';
import { readable } from '../../platform/i18n/readable.ts';
import { localeTable } from '../../platform/i18n/locales.ts';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { paperKinds, stepStages } from './path.ts';
import { parties, priorities, requestStates, stages, taskStates } from './referral.ts';
import { acts, cancelReasons, declineReasons, onwardReasons, returnReasons, stopReasons } from './transitions.ts';

/** The shapes that the endpoints of this module share. Browser-safe. */
export const Uuid = z.uuid();
export const Version = z.int().check(z.minimum(1));
const Day = z.iso.date();
const Time = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const Words = z.string().check(readable(), z.minLength(1), z.maxLength(4000));

const tags = Object.keys(localeTable) as [keyof typeof localeTable, ...(keyof typeof localeTable)[]];
/** Why a board decides so, by language: a refusal in every language of the board. */
const Reasons = z.partialRecord(z.enum(tags), Words).check(z.refine((said) => Object.keys(said).length > 0));
const Count = z.int().check(z.minimum(0), z.maximum(100));
/** Of a board that votes elsewhere: how many voted what and how many could have; its dissent and its conflicts of interest. */
const Brought = z.optional(
  z.object({
    tally: z.object({ for: Count, against: Count, defer: Count, abstain: Count }),
    eligible: Count,
    dissent: z.optional(Reasons),
    conflicts: z.optional(Count),
  }),
);

/** What an act carries with it. Words are sealed under the patient's key; reasons are codes and stand in the clear. */
export const ActInput = z.discriminatedUnion('act', [
  /** The consents that let the receiver, and a commission of another organisation, into the care. */
  z.object({ act: z.literal('submit'), consent: Uuid, commissionConsent: z.optional(Uuid) }),
  z.object({ act: z.literal('check') }),
  /** Where a board has voted and neither side carries, its chair returns it; else a coordinator. */
  z.object({
    act: z.literal('returnForRevision'),
    reason: z.enum(returnReasons),
    words: Words,
    /** In which language that is; left out, the first of the board. */
    language: z.optional(z.enum(tags)),
    brought: Brought,
  }),
  z.object({ act: z.literal('approveHome'), reasons: Reasons, brought: Brought }),
  z.object({ act: z.literal('declineHome'), reason: z.enum(declineReasons), reasons: Reasons, brought: Brought }),
  /** `amount`: minor units, of a quota of money. */
  z.object({
    act: z.literal('accept'),
    reasons: Reasons,
    condition: z.optional(Reasons),
    amount: z.optional(z.int().check(z.minimum(1))),
    brought: Brought,
  }),
  z.object({ act: z.literal('decline'), reason: z.enum(declineReasons), reasons: Reasons, brought: Brought }),
  /** `quota`: that of the other centre, for which the sender gets a draft. */
  z.object({
    act: z.literal('referOnward'),
    reason: z.enum(onwardReasons),
    reasons: Reasons,
    quota: Uuid,
    brought: Brought,
  }),
  z.object({ act: z.literal('schedule'), arrival: Day, time: z.optional(Time), until: z.optional(Day) }),
  z.object({ act: z.literal('arrive') }),
  /** `fractions`: in how many parts the treatment is given; left out where it is not given in parts. */
  z.object({ act: z.literal('startTreatment'), fractions: z.optional(z.int().check(z.minimum(1), z.maximum(200))) }),
  z.object({ act: z.literal('recordFraction') }),
  z.object({ act: z.literal('discharge') }),
  z.object({ act: z.literal('startFollowUp') }),
  z.object({ act: z.literal('complete') }),
  z.object({ act: z.literal('noShow') }),
  z.object({ act: z.literal('closeNoShow') }),
  z.object({ act: z.literal('cancel'), reason: z.enum(cancelReasons), words: z.optional(Words) }),
  z.object({ act: z.literal('requestStop'), reason: z.enum(stopReasons), words: z.optional(Words) }),
  z.object({ act: z.literal('acceptStop'), words: z.optional(Words) }),
  z.object({ act: z.literal('refuseStop'), reason: z.enum(stopReasons), words: Words }),
  /** The day is sealed with the words. */
  z.object({ act: z.literal('recordDeath'), on: z.optional(Day), words: z.optional(Words) }),
]);
export type ActInput = z.infer<typeof ActInput>;

const Moment = z.nullable(z.iso.datetime());
/** The shell: where it stands and whose it is; no name and nothing clinical. */
export const ReferralSchema = z.object({
  id: Uuid,
  /** Y-2026-0001: what people call it by. */
  number: z.string(),
  sender: Uuid,
  commission: z.nullable(Uuid),
  receiver: Uuid,
  patient: Uuid,
  quota: Uuid,
  path: z.object({ id: Uuid, version: z.int() }),
  stage: z.enum(stages),
  stageSince: z.iso.datetime(),
  requestState: z.enum(requestStates),
  taskState: z.enum(taskStates),
  priority: z.enum(priorities),
  createdAt: z.iso.datetime(),
  askedAt: Moment,
  /** Until when the step may take; null where nothing is waited for. */
  dueAt: Moment,
  isLate: z.boolean(),
  isStopPending: z.boolean(),
  /** Planned arrival and, where it is known, the last day: days, `YYYY-MM-DD`. */
  arrival: z.nullable(z.string()),
  /** `HH:MM` by the clock of the centre. */
  arrivalTime: z.nullable(z.string()),
  until: z.nullable(z.string()),
  arrivedAt: Moment,
  startedAt: Moment,
  dischargedAt: Moment,
  fractions: z.nullable(z.object({ planned: z.int(), done: z.int() })),
  /** The code of the reason with which it was returned, declined, cancelled or referred onward. */
  reason: z.nullable(z.string()),
  /** The one that it came from, where it was referred onward. */
  previous: z.nullable(Uuid),
  /** What acts are asked with; it grows with every act of either side. */
  version: z.int(),
  requestVersion: z.int(),
  taskVersion: z.int(),
  isDemo: z.boolean(),
  /** What the acting organisation is in it. */
  parties: z.array(z.enum(parties)),
  /** What who asks may do now, as far as stage and role say. */
  acts: z.array(z.enum(acts)),
  /** Whose turn it is. */
  turn: z.array(z.enum(parties)),
});
export type Referral = z.infer<typeof ReferralSchema>;

/** One act as it is on record: for everybody who sees the referral. */
export const ActedSchema = z.object({
  id: Uuid,
  at: z.iso.datetime(),
  act: z.enum(['create', 'change', ...acts]),
  from: z.enum(stages),
  to: z.enum(stages),
  organisation: Uuid,
  person: Uuid,
  reason: z.nullable(z.string()),
  hasWords: z.boolean(),
});
export const Organisation = z.object({ id: Uuid, names: NamesSchema, isDemo: z.boolean() });
export const ReferralPage = z.extend(ReferralSchema, {
  /** The stages that its path goes through, in their order, each with the days it may last. */
  line: z.array(z.object({ stage: z.enum(stages), days: z.nullable(z.int()) })),
  pathNames: NamesSchema,
  /** What its path wants, step by step. */
  papers: z.array(
    z.object({
      stage: z.enum(stepStages),
      code: z.string(),
      names: NamesSchema,
      kind: z.enum(paperKinds),
      required: z.boolean(),
      from: z.enum(parties),
    }),
  ),
  /** Codes of papers that are wanted before this step is left and are not there yet. */
  lacks: z.array(z.string()),
  /** That which came of it, where it was referred onward and is seen by who asks. */
  next: z.nullable(Uuid),
  /** Another one after whatever was written of the case: whoever shows the case asks for it again then, and not before. */
  caseMark: z.string(),
  /** Consents stand at this moment; null where none was named yet. */
  isConsented: z.nullable(z.boolean()),
  acted: z.array(ActedSchema),
  organisations: z.array(Organisation),
});
export type ReferralPage = z.infer<typeof ReferralPage>;
