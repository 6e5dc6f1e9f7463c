import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { boundsOf } from '../../platform/time/edtf.ts';
import { type Missing, ownCommitment } from './changes.server.ts';
import { dueOn } from './commitment.ts';
import { saveCondition } from './commitment.sql.ts';
import { type CommitmentTable, layGround } from './ledger.sql.ts';
import { layableClaims } from './place.server.ts';

/** What became of the condition on which something was promised. */
type Refused<Reason extends string> = { refused: Reason };
type Finding = {
  id: string;
  version: number;
  state: 'met' | 'unmet' | 'unknown';
  on?: string | undefined;
  reasons?: LocalisedText | undefined;
  claim?: string | undefined;
  term?: string | undefined;
};
type Refusal =
  | (Missing | 'no-condition' | 'condition-incomplete' | 'reasons-missing')
  | ('day-in-future' | 'claim-not-accepted' | 'term-unclear');

function whyRefused({ state, on, reasons, claim }: Finding, today: string): Refusal | null {
  if ((state === 'unknown') !== (on === undefined)) return 'condition-incomplete';
  if (on !== undefined && on > today) return 'day-in-future';
  return state !== 'unknown' && !reasons && !claim ? 'reasons-missing' : null;
}

type Term = Pick<CommitmentTable, 'term' | 'term_last'>;

/** The term of a promise that is due now: as stated, or so long after the day; and none before, where it follows from that day. */
function termAfter(before: CommitmentTable, { state, on, term }: Finding): Term | 'term-unclear' {
  if (state === 'met' && term !== undefined) {
    const { last } = boundsOf(term);
    return last === null ? 'term-unclear' : { term, term_last: last };
  }
  if (before.due_after === null) return { term: before.term, term_last: before.term_last };
  if (state !== 'met' || on === undefined) return { term: null, term_last: null };
  const day = dueOn(on, before.due_after);
  return { term: day, term_last: day };
}

/** Says whether the condition is met: from that day the promise is due, and its term follows. */
export async function findCondition(context: Served, asked: Finding): Promise<{ found: string } | Refused<Refusal>> {
  const refused = whyRefused(asked, context.today);
  if (refused) return { refused };
  const own = await ownCommitment(context, asked);
  if ('refused' in own) return own;
  const { found: before } = own;
  if (before.condition === null) return { refused: 'no-condition' };
  const accepted = await layableClaims(context, asked.claim ? [asked.claim] : [], before);
  if ('refused' in accepted) return accepted;
  const term = termAfter(before, asked);
  if (term === 'term-unclear') return { refused: term };
  const { state, on = null, reasons = null } = asked;
  await saveCondition(context, before, {
    condition_state: state,
    condition_on: on,
    condition_reasons: reasons,
    ...term,
  });
  for (const { id } of accepted)
    await layGround(context.tx, id, { type: 'commitment', id: before.id, part: 'condition' });
  return { found: before.id };
}
