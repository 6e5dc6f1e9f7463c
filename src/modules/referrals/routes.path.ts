import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { path } from './contract.path.ts';
import { approvePath, changePath, faultsOf, listPaths, readPath, recordPath } from './path.server.ts';

const api = implement(path).$context<Served>();

export const pathRoutes = {
  paths: api.paths.handler(async ({ input, context, errors }) => {
    const found = await listPaths(context, input.partnership);
    if (!found) throw errors['not-found']();
    return found;
  }),
  path: api.path.handler(async ({ input, context, errors }) => {
    const found = await readPath(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  checkPath: api.checkPath.handler(({ input, context }) => faultsOf(context, input.config)),
  recordPath: api.recordPath.handler(async ({ input, context, errors }) => {
    const result = await recordPath(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.recorded;
  }),
  changePath: api.changePath.handler(async ({ input, context, errors }) => {
    const result = await changePath(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
  approvePath: api.approvePath.handler(async ({ input, context, errors }) => {
    const result = await approvePath(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
};
