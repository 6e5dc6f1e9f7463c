import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { searchConcepts } from './codes.server.ts';
import { codeSystemsOf } from './codes.sql.ts';
import { codesContract } from './contract.ts';

const api = implement(codesContract).$context<Served>();

export const codesRoutes = api.router({
  codeSystems: api.codeSystems.handler(async ({ context }) =>
    (await codeSystemsOf(context.tx)).map(({ loadedAt, ...each }) => ({ ...each, loadedAt: loadedAt.toISOString() })),
  ),
  concepts: api.concepts.handler(({ input, context }) => searchConcepts(context.tx, input)),
});
