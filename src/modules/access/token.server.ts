import { randomBytes } from 'node:crypto';
import { sha256 } from '../../platform/hash.ts';
import type { Served } from '../../platform/serve.ts';
import { insertToken, rotateToken, tokensOf } from './act.sql.ts';
import { namesOfActors } from './member.sql.ts';
import { spanAt } from './people.server.ts';
import { isRefused } from './refusal.sql.ts';
import { tokenShown } from './shown.server.ts';
import { hintOf, scopesFrom, secretFrom, type TokenScope } from './token.ts';

type Asked = { purpose: string; scopes: readonly TokenScope[]; until: string; requestsPerMinute: number };

const newSecret = (): string => secretFrom(randomBytes(32));

/** The secret is told in this answer and never again: the database keeps its hash alone. */
export async function makeToken(context: Served, { purpose, scopes, until, requestsPerMinute }: Asked) {
  const { tx, actor, newId } = context;
  const allowed = scopesFrom(actor.may);
  if (scopes.some((scope) => !allowed.includes(scope))) return { refused: 'scope-not-allowed' as const };
  const span = await spanAt(context, { organisation: actor.organisation, until });
  if (!span?.ends) return { refused: 'days-wrong' as const };
  const [id, secret] = [newId(), newSecret()];
  const kept = { hash: sha256(secret), hint: hintOf(secret), expires: span.ends };
  const result = await insertToken(tx, { id, purpose, scopes: [...new Set(scopes)], requestsPerMinute, ...kept });
  return isRefused(result) ? result : { id, secret };
}

export async function rotate({ tx }: Served, id: string, hours: number) {
  const secret = newSecret();
  const result = await rotateToken(tx, id, { hash: sha256(secret), hint: hintOf(secret), hours });
  return isRefused(result) ? result : { id, secret };
}

export async function tokensShown({ tx }: Served) {
  const rows = await tokensOf(tx);
  const names = await namesOfActors(tx, [...new Set(rows.map((row) => row.made_by))]);
  return { items: rows.map((row) => tokenShown(row, { now: new Date(), names })) };
}
