import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { splitSentences } from '../../reader/sentences.ts';
import { passageAt } from './block.ts';
import { type ClaimRow, claimsOf, claimsOfDocument, insertClaims } from './claim.sql.ts';
import { correctDocument, sortDocument } from './change.server.ts';
import { documentsContract } from './contract.ts';
import { decideClaim } from './decide.sql.ts';
import { type DocumentSummary, documentWithPage } from './document.sql.ts';
import { takeInFromAddress } from './address.server.ts';
import { type Brought, originalOf, takeIn, takenIn } from './intake.server.ts';
import { documentHistory, documentsFile } from './list.server.ts';
import { countDocuments, documentFacets, listDocuments } from './list.sql.ts';
import { attachmentName, pageAt, shownBlocks } from './page.ts';

const api = implement(documentsContract).$context<Served>();
const pageSize = 50;

const summaryOf = <S extends DocumentSummary>({ takenInAt, ...summary }: S) => ({
  ...summary,
  takenInAt: takenInAt.toISOString(),
});

/** What a page shows of a claim; where it is cited and who owns it stays here. */
const claimOf = (claim: ClaimRow) => ({
  ...claim,
  value: { ...claim.value },
  visibility: claim.shared.visibility,
  decidedAt: claim.decidedAt?.toISOString() ?? null,
});

export const documentsRoutes = api.router({
  intake: api.intake.handler(async ({ input: { file, text, ...said }, context, errors }) => {
    const bytes = file ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(text);
    const brought: Brought = { ...said, bytes, ...(file && { file: { name: file.name, type: file.type } }) };
    const result = await takeIn(context, brought);
    if ('refused' in result) throw errors[result.refused]();
    const { document, problems } = await takenIn(context, result.taken);
    return { document: summaryOf(document), isNew: result.isNew, problems };
  }),

  intakeFromAddress: api.intakeFromAddress.handler(async ({ input, context, errors }) => {
    const result = await takeInFromAddress(context, input);
    if ('refused' in result) throw errors[result.refused]();
    const { document, problems } = await takenIn(context, result.taken);
    return { document: summaryOf(document), isNew: result.isNew, problems };
  }),

  documents: api.documents.handler(async ({ input: { page = 1, sort, ...filter }, context }) => {
    const { items, hasNext } = await listDocuments(context.tx, filter, { sort, page, size: pageSize });
    return { items: items.map(summaryOf), hasNext, page, maxUpload: context.maxUpload };
  }),

  documentCounts: api.documentCounts.handler(async ({ input, context: { tx } }) => ({
    ...(await countDocuments(tx, input)),
    ...(await documentFacets(tx)),
  })),

  documentsFile: api.documentsFile.handler(({ input, context }) => documentsFile(context, input)),

  documentHistory: api.documentHistory.handler(async ({ input: { id }, context, errors }) => {
    const found = await documentHistory(context, id);
    if (!found) throw errors['not-found']();
    return found;
  }),

  changeDocument: api.changeDocument.handler(async ({ input, context, errors }) => {
    const result = await correctDocument(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return summaryOf(result.changed);
  }),

  moveInRelease: api.moveInRelease.handler(async ({ input, context, errors }) => {
    const result = await sortDocument(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return summaryOf(result.changed);
  }),

  document: api.document.handler(async ({ input: { id }, context: { tx }, errors }) => {
    const found = await documentWithPage(tx, id);
    if (!found) throw errors['not-found']();
    const claims = await claimsOfDocument(tx, id);
    const { askedAddress, fetchedFrom, fetchedAt } = found;
    const fetched = fetchedAt && { asked: askedAddress ?? '', from: fetchedFrom ?? '', at: fetchedAt.toISOString() };
    return { ...summaryOf(found), ...shownBlocks(found.blocks), fetched, claims: claims.map(claimOf) };
  }),

  original: api.original.handler(async ({ input: { id }, context, errors }) => {
    const found = await documentWithPage(context.tx, id);
    const bytes = found && (await originalOf(context, found.file));
    if (!found || !bytes) throw errors['not-found']();
    // Never opened in our own pages' name, whatever is in it.
    const name = attachmentName(found);
    const body = new File([new Uint8Array(bytes)], name, { type: 'application/octet-stream' });
    const disposition = `attachment; filename="original${name.slice(name.lastIndexOf('.'))}"; filename*=UTF-8''${encodeURIComponent(name)}`;
    return { headers: { 'content-disposition': disposition }, body };
  }),

  addClaim: api.addClaim.handler(async ({ input: { document: id, start, end, claim }, context, errors }) => {
    const { tx, newId } = context;
    const document = await documentWithPage(tx, id);
    if (!document) throw errors['not-found']();
    const sentencesOf = (words: string) => splitSentences(words, { start: 0, end: words.length });
    const passage = passageAt(document.blocks, { start, end }, sentencesOf);
    if (!passage) throw errors['selection-outside']();
    const { language, owner_organisation, partnership_id, side_id, is_demo } = document;
    const shared = { owner_organisation, partnership_id, side_id, visibility: 'own_side' as const, is_demo };
    const made = {
      ...claim,
      ...passage,
      id: newId(),
      span: { start, end },
      page: pageAt(document.pageStarts, start),
      language,
    };
    await insertClaims(context, { document: id, shared }, [
      { ...made, stage: 'by-hand', confidence: 1, isRead: false },
    ]);
    const [added] = await claimsOf(tx, [made.id]);
    if (!added) throw errors['not-found']();
    return claimOf(added);
  }),

  changeClaim: api.changeClaim.handler(async ({ input: { id, version, value }, context, errors }) => {
    const result = await decideClaim(context, 'change', { claim: id, version, value });
    if ('refused' in result) throw errors[result.refused]();
    return claimOf(result.moved);
  }),

  rejectClaim: api.rejectClaim.handler(async ({ input: { id, version }, context, errors }) => {
    const result = await decideClaim(context, 'reject', { claim: id, version });
    if ('refused' in result) throw errors[result.refused]();
    return claimOf(result.moved);
  }),

  reopenClaim: api.reopenClaim.handler(async ({ input: { id, version }, context, errors }) => {
    // What was accepted may stand in the ledger: taking that back is the ledger's.
    const [claim] = await claimsOf(context.tx, [id]);
    if (claim?.state === 'accepted') throw errors['already-decided']();
    const result = await decideClaim(context, 'reopen', { claim: id, version });
    if ('refused' in result) throw errors[result.refused]();
    return claimOf(result.moved);
  }),
});
