import type { Paper, Step, StepStage } from './path.ts';
import { isEnded, type Party, type Stage } from './referral.ts';

/**
 * The case of a referral: what is said of the patient and by whom, and what is there of the papers that a path wants. What one party
 * says never replaces what another says. Pure: no clock, no database, no HTTP.
 */
export const partKinds = [
  'diagnosis',
  'history',
  'questions',
  'companion',
  'interpreter',
  'cost-estimate',
  'invitation-letter',
  'travel-letter',
  'discharge-letter',
  'follow-up-plan',
  'follow-up-report',
] as const;
export type PartKind = (typeof partKinds)[number];
/** What somebody may need on the way. */
export const travelNeeds = ['wheelchair', 'stretcher', 'oxygen', 'medicines', 'nurse'] as const;
/** Who may have made a translation. */
export const translators = ['person', 'machine'] as const;

/** Who says what. Where several may, each has a part of their own, and they stand side by side. */
export const writersOf: Readonly<Record<PartKind, readonly Party[]>> = {
  diagnosis: ['sender', 'receiver'],
  history: ['sender'],
  questions: ['sender'],
  companion: ['sender'],
  interpreter: ['sender', 'receiver'],
  'cost-estimate': ['sender', 'commission', 'receiver'],
  'invitation-letter': ['receiver'],
  'travel-letter': ['sender'],
  'discharge-letter': ['receiver'],
  'follow-up-plan': ['receiver'],
  'follow-up-report': ['sender'],
};

/** A part as records of what happened name it: letters alone. */
export const fieldOf = (kind: PartKind): string =>
  kind.replaceAll(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());

/** Words of a part that can stand in another language beside the original. */
export const translatableParts = [
  'diagnosis',
  'history',
  'questions',
  'discharge-letter',
  'follow-up-plan',
  'follow-up-report',
] as const satisfies PartKind[];

/** What is still written once a referral is over: after a death, the letter of the centre that treated. */
const afterEnd: Partial<Record<Stage, readonly PartKind[]>> = { died: ['discharge-letter'] };

/**
 * As which party somebody writes a part; null where none of theirs does, or the referral is over.
 *
 * @param own what the acting organisation is in this referral
 */
export function writerOf(kind: PartKind, own: readonly Party[], stage: Stage): Party | null {
  if (isEnded(stage) && !afterEnd[stage]?.includes(kind)) return null;
  return writersOf[kind].find((party) => own.includes(party)) ?? null;
}

/** Whether documents, statements and translations are still taken. */
export const isCaseOpen = (stage: Stage): boolean => !isEnded(stage) || stage === 'died';

/** What a party says of a paper or of one document. */
export const saidStates = ['there', 'seen', 'unreadable', 'missing'] as const;
export type SaidState = (typeof saidStates)[number];

/** One statement; the newest of a party on a thing is its position, the earlier ones stay to be read. */
export type Said = {
  party: Party;
  /** The code of a paper of the path. */
  paper: string | null;
  document: string | null;
  state: SaidState;
  /** Pages that cannot be read. */
  pages: readonly number[];
  at: string;
};
/** A document that stands: neither replaced nor taken back. */
export type Standing = { id: string; paper: string; party: Party; at: string };

const worst: readonly SaidState[] = ['missing', 'unreadable', 'seen', 'there'];
const isDoubt = (state: SaidState): boolean => state === 'missing' || state === 'unreadable';

export type Position = { state: SaidState; pages: number[]; at: string };

/** What a party last said of each thing; statements come in the order in which they were made. */
const lastSaid = (said: readonly Said[], party: Party): ReadonlyMap<string, Said> =>
  new Map(
    said.filter((each) => each.party === party).map((each) => [each.document ?? `paper ${each.paper ?? ''}`, each]),
  );

/**
 * What a party says of a paper as a whole: what it last said of the paper itself or, where that is newer, the worst of what it says of
 * the documents that stand for it. Who brought a document and says nothing of it says that it is there. Null: it has said nothing.
 */
export function positionOf(
  paper: string,
  party: Party,
  { said, standing }: { said: readonly Said[]; standing: readonly Standing[] },
): Position | null {
  const last = lastSaid(said, party);
  const ofDocuments = standing.flatMap((each): Position[] => {
    if (each.paper !== paper) return [];
    const own = last.get(each.id);
    if (own) return [{ state: own.state, pages: [...own.pages], at: own.at }];
    return each.party === party ? [{ state: 'there', pages: [], at: each.at }] : [];
  });
  const whole = last.get(`paper ${paper}`);
  if (whole && ofDocuments.every(({ at }) => at <= whole.at))
    return { state: whole.state, pages: [...whole.pages], at: whole.at };
  return ofDocuments.toSorted((one, other) => worst.indexOf(one.state) - worst.indexOf(other.state))[0] ?? null;
}

export type Positions = Readonly<Record<Party, Position | null>>;

/** Whether two parties contradict each other on a paper: one says that it can be used, another that it cannot. */
export function isDifferent(positions: Positions): boolean {
  const states = Object.values(positions).flatMap((position) => (position ? [position.state] : []));
  return states.some(isDoubt) && states.some((state) => !isDoubt(state));
}

/** What a step wants, with the stage that is not left without it. */
export type Wanted = Paper & { stage: StepStage };
export const wantedPapers = (steps: readonly Step[]): Wanted[] =>
  steps.flatMap(({ stage, papers }) => papers.map((paper) => ({ ...paper, stage })));

type Held = {
  said: readonly Said[];
  standing: readonly Standing[];
  /** Which parts are written, and by whom. */
  parts: readonly { kind: PartKind; party: Party }[];
  /** Until which day each permit holds, where somebody said; both days included. */
  validUntil: ReadonlyMap<string, string>;
};

const isPart = (code: string): code is PartKind => partKinds.some((kind) => kind === code);
/** Papers of every case, whatever a path names: the parts themselves, and what is none of the others. */
export const isPaper = (code: string): boolean => isPart(code) || code === 'other';

/**
 * Whether a paper is there, by the word of who brings it. A code that is a part of the case is there once that part is written; a
 * permit that has run out is not.
 *
 * @param today `YYYY-MM-DD`
 */
export function isThere(paper: Pick<Paper, 'code' | 'from' | 'kind'>, held: Held, today: string): boolean {
  const { code, from, kind } = paper;
  if (isPart(code) && held.parts.some((part) => part.kind === code && writersOf[code].includes(part.party)))
    return true;
  const until = held.validUntil.get(code);
  if (kind === 'permit' && until !== undefined && until < today) return false;
  const position = positionOf(code, from, held);
  return position !== null && !isDoubt(position.state);
}

/** Of these codes, those that are not there. A code that the path does not name is looked for as a part of the case. */
export function lacking(codes: readonly string[], steps: readonly Step[], held: Held & { today: string }): string[] {
  const wanted = wantedPapers(steps);
  return codes.filter((code) => {
    const paper = wanted.find((each) => each.code === code);
    const from: Party = isPart(code) ? (writersOf[code][0] ?? 'sender') : 'sender';
    return !isThere(paper ?? { code, from, kind: 'paper' }, held, held.today);
  });
}
