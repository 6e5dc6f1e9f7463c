import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { addFile, beginStudy } from './bring.server.ts';
import { closeStudy, lookedAt, withdrawStudy } from './change.server.ts';
import { imagesContract } from './contract.ts';
import { openFrames, openPicture, saveCopy, saveOriginal } from './pictures.server.ts';
import { listStudies, readStudy } from './show.server.ts';

const api = implement(imagesContract).$context<Served>();

export const imagesRoutes = api.router({
  studies: api.studies.handler(({ input, context }) => listStudies(context, input)),
  study: api.study.handler(async ({ input, context, errors }) => {
    const found = await readStudy(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  frames: api.frames.handler(async ({ input, context, errors }) => {
    const found = await openFrames(context, input);
    if (!found) throw errors['not-found']();
    return found;
  }),
  picture: api.picture.handler(async ({ input, context, errors }) => {
    const found = await openPicture(context, input);
    if (!found) throw errors['not-found']();
    return found;
  }),
  copy: api.copy.handler(async ({ input, context, errors }) => {
    const found = await saveCopy(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  original: api.original.handler(async ({ input, context, errors }) => {
    const found = await saveOriginal(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  beginStudy: api.beginStudy.handler(async ({ input, context, errors }) => {
    const result = await beginStudy(context, input);
    if ('refused' in result) throw errors[result.refused ?? 'not-found']();
    return result;
  }),
  addFile: api.addFile.handler(async ({ input, context, errors }) => {
    const result = await addFile(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.answer;
  }),
  closeStudy: api.closeStudy.handler(async ({ input, context, errors }) => {
    const result = await closeStudy(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  withdrawStudy: api.withdrawStudy.handler(async ({ input, context, errors }) => {
    const result = await withdrawStudy(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  lookedAt: api.lookedAt.handler(async ({ input, context, errors }) => {
    const result = await lookedAt(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
});
