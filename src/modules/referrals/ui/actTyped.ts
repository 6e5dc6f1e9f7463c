import type { Tag } from '../../../web/kit/localisedDraft.ts';
import type { ActInput } from '../schemas.ts';
import {
  type Act,
  cancelReasons,
  declineReasons,
  onwardReasons,
  returnReasons,
  stopReasons,
  type Transition,
} from '../transitions.ts';

/** Words by language. */
export type Said = Partial<Record<Tag, string>>;
export const ballots = ['for', 'against', 'defer', 'abstain'] as const;
/** What is typed before an act, as text. Pure. */
export type TypedAct = {
  reason: string;
  words: string;
  reasons: Said;
  condition: Said;
  consent: string;
  commissionConsent: string;
  arrival: string;
  time: string;
  until: string;
  fractions: string;
  on: string;
  quota: string;
  /** Of a board that voted elsewhere; `conflicts`: how many took no part because of a conflict of interest. */
  tally: Record<(typeof ballots)[number] | 'eligible' | 'conflicts', string>;
  /** What those said who voted otherwise there. */
  dissent: Said;
};
export const nothingTyped: TypedAct = {
  reason: '',
  words: '',
  reasons: {},
  condition: {},
  consent: '',
  commissionConsent: '',
  arrival: '',
  time: '',
  until: '',
  fractions: '',
  on: '',
  quota: '',
  tally: { for: '', against: '', defer: '', abstain: '', eligible: '', conflicts: '' },
  dissent: {},
};
export type ActField = keyof TypedAct;
export type Asked = { field: ActField; isRequired: boolean };

const must = (field: ActField): Asked => ({ field, isRequired: true });
const may = (field: ActField): Asked => ({ field, isRequired: false });
const said = [must('reason'), must('words')];
/** How a board voted that votes elsewhere. */
const brought = [must('tally'), may('dissent')];

const asked: Partial<Record<Act, readonly Asked[]>> = {
  submit: [must('consent'), must('commissionConsent')],
  returnForRevision: [...said, ...brought],
  approveHome: [must('reasons'), ...brought],
  declineHome: [must('reason'), must('reasons'), ...brought],
  accept: [must('reasons'), may('condition'), ...brought],
  decline: [must('reason'), must('reasons'), ...brought],
  referOnward: [must('reason'), must('reasons'), must('quota'), ...brought],
  schedule: [must('arrival'), may('time'), may('until')],
  startTreatment: [may('fractions')],
  cancel: [must('reason'), may('words')],
  requestStop: [must('reason'), may('words')],
  acceptStop: [may('words')],
  refuseStop: said,
  recordDeath: [may('on'), may('words')],
};

/** What is asked for before an act is done; nothing for those that carry nothing. */
export const askedFor = (act: Act): readonly Asked[] => asked[act] ?? [];

const oneOf = <T extends string>(text: string, known: readonly T[]): T =>
  known.find((each) => each === text) ?? (text as T);
const orLeft = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());
const written = (words: Said): Said =>
  Object.fromEntries(Object.entries(words).flatMap(([tag, text]) => (text.trim() === '' ? [] : [[tag, text.trim()]])));

type Brought = {
  tally: Record<(typeof ballots)[number], number>;
  eligible: number;
  dissent?: Said;
  conflicts?: number;
};
/** The votes of a board that voted elsewhere; left out where nothing was typed. */
function broughtBy({ tally, dissent }: TypedAct): { brought: Brought } | Record<string, never> {
  if (tally.eligible.trim() === '') return {};
  const otherwise = written(dissent);
  const [agree, against, defer, abstain] = ballots.map((each) => Number(tally[each]));
  return {
    brought: {
      tally: { for: agree ?? 0, against: against ?? 0, defer: defer ?? 0, abstain: abstain ?? 0 },
      eligible: Number(tally.eligible),
      ...(tally.conflicts.trim() !== '' && { conflicts: Number(tally.conflicts) }),
      ...(Object.keys(otherwise).length > 0 && { dissent: otherwise }),
    },
  };
}

const decided = (typed: TypedAct) => ({ reasons: written(typed.reasons), ...broughtBy(typed) });
const given = ({ words }: TypedAct) => {
  const left = orLeft(words);
  return left === undefined ? {} : { words: left };
};
const declined = (typed: TypedAct) => ({ reason: oneOf(typed.reason, declineReasons), ...decided(typed) });
const optional = <Name extends string>(name: Name, text: string): Partial<Record<Name, string>> =>
  text.trim() === '' ? {} : ({ [name]: text.trim() } as Record<Name, string>);

type Made = { [A in Act]: (typed: TypedAct, language?: Tag) => Omit<Extract<ActInput, { act: A }>, 'act'> };
const made: Made = {
  submit: ({ consent, commissionConsent }) => ({ consent, ...optional('commissionConsent', commissionConsent) }),
  check: () => ({}),
  returnForRevision: (typed, language) => ({
    reason: oneOf(typed.reason, returnReasons),
    words: typed.words.trim(),
    ...(language && { language }),
    ...broughtBy(typed),
  }),
  approveHome: decided,
  declineHome: declined,
  accept: (typed) => {
    const condition = written(typed.condition);
    return { ...decided(typed), ...(Object.keys(condition).length > 0 && { condition }) };
  },
  decline: declined,
  referOnward: (typed) => ({ reason: oneOf(typed.reason, onwardReasons), ...decided(typed), quota: typed.quota }),
  schedule: ({ arrival, time, until }) => ({ arrival, ...optional('time', time), ...optional('until', until) }),
  arrive: () => ({}),
  startTreatment: ({ fractions }) => (fractions === '' ? {} : { fractions: Number(fractions) }),
  recordFraction: () => ({}),
  discharge: () => ({}),
  startFollowUp: () => ({}),
  complete: () => ({}),
  noShow: () => ({}),
  closeNoShow: () => ({}),
  cancel: (typed) => ({ reason: oneOf(typed.reason, cancelReasons), ...given(typed) }),
  requestStop: (typed) => ({ reason: oneOf(typed.reason, stopReasons), ...given(typed) }),
  acceptStop: given,
  refuseStop: (typed) => ({ reason: oneOf(typed.reason, stopReasons), words: typed.words.trim() }),
  recordDeath: (typed) => ({ ...given(typed), ...optional('on', typed.on) }),
};

/**
 * What was typed as the endpoint takes it; what is missing or wrong the server says.
 * @param language in which whoever types reads the page
 */
export const actTyped = ({ act }: Pick<Transition, 'act'>, typed: TypedAct, language?: Tag): ActInput =>
  ({ act, ...made[act](typed, language) }) as ActInput;
