import { implement } from '@orpc/server';
import { sha256 } from '../../platform/hash.ts';
import type { Served } from '../../platform/serve.ts';
import { signaturesContract } from './contract.ts';
import { listSignatures, shownSignature, signatureFile, verifyAgain } from './read.server.ts';
import { begin, sign } from './sign.server.ts';
import { findSignature } from './signature.sql.ts';
import { findSignable } from './subjects.server.ts';

const api = implement(signaturesContract).$context<Served>();

export const signaturesRoutes = api.router({
  beginSigning: api.beginSigning.handler(async ({ input, context, errors }) => {
    const found = await begin(context, input);
    if ('refused' in found) throw errors[found.refused]();
    return found;
  }),

  sign: api.sign.handler(async ({ input, context, errors }) => {
    const found = await sign(context, input);
    if ('broken' in found) throw errors['signature-broken']({ data: { checks: found.broken } });
    if ('refused' in found) throw errors[found.refused]();
    return shownSignature(context, found.kept, await findSignable(context, input));
  }),

  signatures: api.signatures.handler(async ({ input, context, errors }) => {
    const found = await listSignatures(context, input);
    if (!found) throw errors['not-found']();
    return found;
  }),

  signature: api.signature.handler(async ({ input: { id }, context, errors }) => {
    const row = await findSignature(context.tx, id);
    if (!row) throw errors['not-found']();
    const signable = await findSignable(context, { subject: row.subject, id: row.subject_id });
    const signers = await verifyAgain(context, row);
    return {
      ...(await shownSignature(context, row, signable)),
      statement: row.statement.toString('utf8'),
      statementHash: sha256(row.statement),
      keyId: row.key_id,
      href: signable === null || signable === 'nothing' ? null : signable.href,
      signers: signers.map(({ checks, certified, signingTime }) => ({
        checks,
        certified: certified && {
          ...certified,
          validFrom: certified.validFrom.toISOString(),
          validUntil: certified.validUntil.toISOString(),
        },
        signingTime: signingTime?.toISOString() ?? null,
      })),
      isWhole: signers.every(({ checks }) => checks.every(({ isOk }) => isOk)),
      mayDownload: row.kind === 'passkey' || row.isOwn,
    };
  }),

  signatureFile: api.signatureFile.handler(async ({ input, context, errors }) => {
    const found = await signatureFile(context, input);
    if (!found) throw errors['not-found']();
    const body = new File([new Uint8Array(found.bytes)], found.name, { type: 'application/octet-stream' });
    return { headers: { 'content-disposition': `attachment; filename="${found.name}"` }, body };
  }),
});
