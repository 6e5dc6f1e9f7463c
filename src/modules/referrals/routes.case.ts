import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { addDocument, openDocument, takeBackDocument } from './caseDocument.server.ts';
import { takeOverCase } from './caseDoor.server.ts';
import { readCase, readEarlier } from './caseRead.server.ts';
import { sayOfCase } from './caseSay.server.ts';
import { approveTranslation, translateCase } from './caseTranslate.server.ts';
import { writePart } from './caseWrite.server.ts';
import { referralCase } from './contract.case.ts';
import { issueLetter } from './letters.server.ts';

const api = implement(referralCase).$context<Served>();

export const referralCaseRoutes = {
  referralCase: api.referralCase.handler(async ({ input, context, errors }) => {
    const found = await readCase(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  earlierOfCase: api.earlierOfCase.handler(async ({ input, context, errors }) => {
    const found = await readEarlier(context, input);
    if (!found) throw errors['not-found']();
    return found;
  }),
  writeCase: api.writeCase.handler(async ({ input, context, errors }) => {
    const result = await writePart(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.written;
  }),
  addCaseDocument: api.addCaseDocument.handler(async ({ input: { file, ...said }, context, errors }) => {
    if (file.size > context.maxUpload) throw errors['file-too-large']();
    const result = await addDocument(context, { ...said, bytes: new Uint8Array(await file.arrayBuffer()) });
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  caseDocument: api.caseDocument.handler(async ({ input, context, errors }) => {
    const file = await openDocument(context, input);
    if (!file) throw errors['not-found']();
    return file;
  }),
  takeBackDocument: api.takeBackDocument.handler(async ({ input, context, errors }) => {
    const result = await takeBackDocument(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  sayOfCase: api.sayOfCase.handler(async ({ input, context, errors }) => {
    const result = await sayOfCase(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  translateCase: api.translateCase.handler(async ({ input, context, errors }) => {
    const result = await translateCase(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  approveTranslation: api.approveTranslation.handler(async ({ input, context, errors }) => {
    const result = await approveTranslation(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  takeOverCase: api.takeOverCase.handler(async ({ input, context, errors }) => {
    const result = await takeOverCase(context, input.id);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  issueLetter: api.issueLetter.handler(async ({ input, context, errors }) => {
    const result = await issueLetter(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
};
