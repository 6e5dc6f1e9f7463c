import type { Served } from '../../platform/serve.ts';
import { organisationsOf } from './organisation.sql.ts';

/** Whether the acting organisation belongs to the demonstration; then so does all that it records. */
export async function isDemonstration({ tx, actor }: Pick<Served, 'tx' | 'actor'>): Promise<boolean> {
  const [own] = await organisationsOf(tx, [actor.organisation]);
  return own?.isDemo ?? false;
}
