import * as z from 'zod/mini';
import { HappeningSchema } from '../../platform/happening.ts';
import { LocalisedTextSchema, NamesSchema } from '../../platform/i18n/localised.ts';
import { localeTable } from '../../platform/i18n/locales.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { isDay } from '../../platform/time/calendar.ts';
import {
  ageGroups,
  boardKinds,
  caseStates,
  functions,
  majorities,
  outcomes,
  priorities,
  priorityRules,
  sexes,
  votes,
} from './board.ts';
import { dimensions } from './fairness.ts';

/** The shapes that the endpoints of this module share. Browser-safe. */
export const Uuid = z.uuid();
export const Version = z.int().check(z.minimum(1));
const Moment = z.iso.datetime();
const tags = Object.keys(localeTable) as [keyof typeof localeTable, ...(keyof typeof localeTable)[]];
export const Language = z.enum(tags);
const Said = z.string().check(readable(), z.trim(), z.minLength(1), z.maxLength(4000));
/** Words in one language or several. */
export const WordsSchema = z.partialRecord(Language, Said);
/** What a board that votes elsewhere brings of how it was voted. */
const Count = z.int().check(z.minimum(0), z.maximum(100));
export const BroughtSchema = z.object({
  tally: z.object({ for: Count, against: Count, defer: Count, abstain: Count }),
  eligible: Count,
  dissent: z.optional(WordsSchema),
  conflicts: z.optional(Count),
});
/** What somebody says, in the language in which they say it. */
export const SayingSchema = z.object({ language: Language, text: Said });

const noneTwice = z.refine<readonly string[]>((list) => new Set(list).size === list.length);
/** What a coordinator says of a board. */
export const BoardInput = {
  names: NamesSchema,
  kind: z.enum(boardKinds),
  quorum: z.int().check(z.minimum(1), z.maximum(50)),
  majority: z.enum(majorities),
  chairBreaksTies: z.boolean(),
  priorityRule: z.enum(priorityRules),
  clockDays: z.int().check(z.minimum(1), z.maximum(365)),
  languages: z.array(Language).check(z.minLength(1), z.maxLength(8), noneTwice),
  votesElsewhere: z.boolean(),
};
/** `YYYY-MM-DD` */
const Day = z.string().check(z.refine(isDay));
export const MemberInput = {
  person: Uuid,
  /** From which day, and the last day; without, from now and until the part is ended. */
  since: z.optional(z.nullable(Day)),
  until: z.optional(z.nullable(Day)),
  function: z.enum(functions),
  specialty: LocalisedTextSchema,
};
const MemberSchema = z.object({
  id: Uuid,
  person: Uuid,
  name: z.string(),
  function: z.enum(functions),
  specialty: LocalisedTextSchema,
  since: Moment,
  until: z.nullable(Moment),
  stands: z.boolean(),
});
export type Member = z.infer<typeof MemberSchema>;

export const BoardSchema = z.object({
  id: Uuid,
  organisation: Uuid,
  ...BoardInput,
  /** Members who could vote today; fewer than the quorum can decide nothing. */
  seats: z.int(),
  /** Whether somebody could preside today. */
  hasChair: z.boolean(),
  isClosed: z.boolean(),
  isDemo: z.boolean(),
  version: Version,
});
export type Board = z.infer<typeof BoardSchema>;
export const BoardPage = z.extend(BoardSchema, {
  members: z.array(MemberSchema),
  /** Who could be named, for whoever looks after boards. */
  people: z.array(z.object({ person: Uuid, name: z.string() })),
  organisations: z.array(z.object({ id: Uuid, names: NamesSchema })),
  events: z.array(HappeningSchema),
});
export type BoardPage = z.infer<typeof BoardPage>;

/** What is to be done by whoever asks: vote, nothing more, nothing because of a conflict, or nothing as no member. */
export const parts = ['to_vote', 'voted', 'conflict', 'none'] as const;
const QueuedCase = z.object({
  id: Uuid,
  /** What it is about, and where that is shown. */
  subject: z.string(),
  subjectId: Uuid,
  round: z.int(),
  priority: z.enum(priorities),
  waitingSince: Moment,
  daysWaited: z.int(),
  dueAt: Moment,
  isLate: z.boolean(),
  /** Why it stands where it stands. */
  standing: z.object({ place: z.int(), moreUrgent: z.int(), earlier: z.int() }),
  sex: z.enum(sexes),
  ageGroup: z.enum(ageGroups),
  disease: z.nullable(z.object({ code: z.string(), names: z.nullable(NamesSchema) })),
  part: z.enum(parts),
  isDemo: z.boolean(),
});
export type QueuedCase = z.infer<typeof QueuedCase>;
export const QueueSchema = z.object({
  board: BoardSchema,
  /** As what whoever asks sits on it; null where they do not. */
  ownFunction: z.nullable(z.enum(functions)),
  cases: z.array(QueuedCase),
});
export type Queue = z.infer<typeof QueueSchema>;

export const TallySchema = z.object({ for: z.int(), against: z.int(), defer: z.int(), abstain: z.int() });
const VoteSchema = z.object({
  id: Uuid,
  member: Uuid,
  vote: z.enum(votes),
  /** Null where nothing was said, or nobody can read it any more. */
  words: z.nullable(WordsSchema),
  at: Moment,
  /** The member's last of this round; earlier ones stay to be read. */
  isLast: z.boolean(),
  /** Whether the member may vote now: otherwise it is not counted. */
  isCounted: z.boolean(),
  /** Against what was decided in this round. */
  dissents: z.boolean(),
});
const DecisionSchema = z.object({
  id: Uuid,
  round: z.int(),
  outcome: z.enum(outcomes),
  tally: TallySchema,
  eligible: z.int(),
  quorum: z.int(),
  majority: z.enum(majorities),
  at: Moment,
  isLate: z.boolean(),
  words: z.nullable(WordsSchema),
  condition: z.nullable(WordsSchema),
  /** How many voted otherwise, and what they said of it where the decision was brought from elsewhere. */
  dissenting: z.int(),
  dissent: z.nullable(WordsSchema),
  /** How many took no part there because of a conflict of interest; of a decision made here the conflicts stand by themselves. */
  broughtConflicts: z.int(),
});
const Person = z.object({
  member: Uuid,
  function: z.enum(functions),
  specialty: LocalisedTextSchema,
  /** Told in the board's own organisation alone. */
  name: z.nullable(z.string()),
  mayVote: z.boolean(),
});
const Conflict = z.object({ member: Uuid, words: z.nullable(WordsSchema), at: Moment });
export const CaseSchema = z.object({
  id: Uuid,
  board: Uuid,
  boardNames: NamesSchema,
  organisation: Uuid,
  kind: z.enum(boardKinds),
  subject: z.string(),
  subjectId: Uuid,
  state: z.enum(caseStates),
  round: z.int(),
  priority: z.enum(priorities),
  openedAt: Moment,
  dueAt: Moment,
  isLate: z.boolean(),
  isDemo: z.boolean(),
  /** Whether its votes and words are open to whoever asks: they are, as long as the care is. */
  isReadable: z.boolean(),
  rule: z.object({
    quorum: z.int(),
    majority: z.enum(majorities),
    eligible: z.int(),
    /** Fewer may vote than the quorum wants. */
    isReachable: z.boolean(),
    votesElsewhere: z.boolean(),
    languages: z.array(Language),
  }),
  tally: TallySchema,
  /** What whoever presides may decide on these votes. */
  allowed: z.array(z.enum(outcomes)),
  /** The member that whoever asks is, and whether they may vote or decide. */
  own: z.nullable(z.object({ member: Uuid, mayVote: z.boolean(), presides: z.boolean(), inConflict: z.boolean() })),
  people: z.array(Person),
  votes: z.array(z.extend(VoteSchema, { round: z.int() })),
  conflicts: z.array(Conflict),
  decisions: z.array(DecisionSchema),
});
export type BoardCase = z.infer<typeof CaseSchema>;

const Shown = z.union([
  z.object({ is: z.literal('number'), value: z.int() }),
  z.object({ is: z.literal('few') }),
  z.object({ is: z.literal('hidden') }),
]);
const Waits = z.object({
  cases: Shown,
  /** Whole days; null where too few people are behind it. */
  median: z.nullable(z.int()),
  ninetieth: z.nullable(z.int()),
});
export const FairnessSchema = z.object({
  board: BoardSchema,
  year: z.int(),
  /** Whether the year is still running. */
  isRunning: z.boolean(),
  whole: Waits,
  /** Rows of each dimension; `names` where the key is not a word of ours. */
  tables: z.record(z.enum(dimensions), z.array(z.extend(Waits, { key: z.string(), names: z.nullable(NamesSchema) }))),
  isDemo: z.boolean(),
});
export type Fairness = z.infer<typeof FairnessSchema>;
