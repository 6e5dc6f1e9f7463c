import { recordEvent } from '../../platform/event.sql.ts';
import { problem } from '../../platform/problem.ts';
import type { Served } from '../../platform/serve.ts';
import { type ClaimAction, type MoveRefusal, moveClaim } from './claim.ts';
import { type ClaimRow, type ClaimTable, claimsOf, claimTables } from './claim.sql.ts';
import { readBody } from './value.ts';

export type Decision = { claim: string; version: number };
type DecisionRefusal = 'not-found' | MoveRefusal;
type Moved = { moved: ClaimRow } | { refused: DecisionRefusal };

const changesOf: Record<ClaimAction, (context: Served) => Partial<ClaimTable>> = {
  change: () => ({}),
  accept: ({ actor, now }) => ({ state: 'accepted', decided_by: actor.person, decided_at: now }),
  reject: ({ actor, now }) => ({ state: 'rejected', decided_by: actor.person, decided_at: now }),
  // A draft is nobody's but the side's own.
  reopen: () => ({ state: 'draft', decided_by: null, decided_at: null, visibility: 'own_side' }),
};

/**
 * Decides about a claim, one person at a time: the second waits for the first and then hears what became of it.
 * `value`, where given, replaces what the claim says.
 * @throws `invalid-input` for a value that is not one of the claim's kind
 */
export async function decideClaim(
  context: Served,
  action: ClaimAction,
  { claim: id, version, value }: Decision & { value?: unknown },
): Promise<Moved> {
  const { tx } = context;
  const locked = await claimTables(tx)
    .selectFrom('claim')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!locked) return { refused: 'not-found' };
  const move = moveClaim(locked, { action, version });
  if ('refused' in move) return move;
  const stated = value === undefined ? undefined : readBody(locked.kind, value)?.value;
  if (value !== undefined && !stated) throw problem('invalid-input');
  const changes = { ...changesOf[action](context), version: locked.version + 1 };
  await claimTables(tx)
    .updateTable('claim')
    .set(stated ? { ...changes, value: JSON.stringify(stated) as unknown as object } : changes)
    .where('id', '=', id)
    .execute();
  const { owner_organisation, partnership_id, side_id, visibility, is_demo } = locked;
  const shared = { owner_organisation, partnership_id, side_id, visibility, is_demo };
  const fields = [...(action === 'change' ? [] : ['state']), ...(stated ? ['value'] : [])];
  await recordEvent(context, { subject: 'claim', subjectId: id, action, fields, shared });
  const [moved] = await claimsOf(tx, [id]);
  return moved ? { moved } : { refused: 'not-found' };
}

/** Accepts a draft, as it is or with `value` in place of what was read. The row stays locked until the request ends. */
export async function acceptClaim(
  context: Served,
  decision: Decision & { value?: unknown },
): Promise<{ accepted: ClaimRow } | { refused: DecisionRefusal }> {
  const result = await decideClaim(context, 'accept', decision);
  return 'moved' in result ? { accepted: result.moved } : result;
}

/** Takes a decision back: the claim is a draft again, and its own side's alone. */
export async function reopenClaim(
  context: Served,
  decision: Decision,
): Promise<{ reopened: ClaimRow } | { refused: DecisionRefusal }> {
  const result = await decideClaim(context, 'reopen', decision);
  return 'moved' in result ? { reopened: result.moved } : result;
}
