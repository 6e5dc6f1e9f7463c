import type { Resource } from '@medplum/fhirtypes';
import type { Locale } from '../../platform/i18n/locales.ts';
import type { Act } from './dispatch.ts';
import { historyOf } from './history.server.ts';
import { searchOf } from './parameters.ts';
import { demand, scopeOf } from './scopes.ts';
import { searchAll } from './searching.server.ts';
import { type Answer, answerOf, readOne, readVersion } from './serve.server.ts';
import { served } from './served.ts';
import { create, remove, update, type Writing } from './write.server.ts';

/** Does one act, whether it came by itself or within a Bundle. */

/** What came beside the address. */
export type Sent = {
  /** The resource of a body. @throws a Refusal */
  resource: (type: string) => Resource;
  ifMatch: string | undefined;
  ifNoneMatch: string | undefined;
  ifNoneExist: string | undefined;
  isLenient: boolean;
};
export type Performing = Writing & { language: Locale };

async function search(
  serving: Performing,
  { route, parameters }: Extract<Act, { interaction: 'search-type' }>,
  isLenient: boolean,
): Promise<Answer> {
  const asked = searchOf(parameters, { route, table: served, base: serving.base, now: serving.now, isLenient });
  // To include a type one may read it; to look for what points here, search it.
  for (const name of asked.includes) {
    const parameter = route.search[name];
    const [only, ...more] = parameter?.type === 'reference' ? parameter.targets : [];
    if (only && more.length === 0) demand(serving, only, 'r');
  }
  for (const { type } of asked.revincludes) demand(serving, type, 's');
  return answerOf(await searchAll(serving, route, asked));
}

export async function perform(serving: Performing, act: Act, sent: Sent): Promise<Answer> {
  const { route, interaction } = act;
  demand(serving, route.type, scopeOf[interaction]);
  const { ifMatch, ifNoneExist } = sent;
  if (interaction === 'read')
    return readOne(serving, route, { id: act.id, summary: act.summary, ifNoneMatch: sent.ifNoneMatch });
  if (interaction === 'vread') return readVersion(serving, route, act);
  if (interaction === 'history-instance') return answerOf(await historyOf(serving, route, act));
  if (interaction === 'search-type') return search(serving, act, sent.isLenient);
  if (interaction === 'delete') return remove(serving, route, { id: act.id, ifMatch });
  const resource = sent.resource(route.type);
  if (interaction === 'update') return update(serving, route, { id: act.id, resource, ifMatch });
  if (ifNoneExist !== undefined) demand(serving, route.type, 's');
  return create(serving, route, { resource, ifNoneExist });
}
