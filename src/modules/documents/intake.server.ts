import { partnershipOf } from '../directory/index.ts';
import { findFile, registerFile } from '../../platform/files/file.sql.ts';
import { sha256 } from '../../platform/hash.ts';
import type { Served } from '../../platform/serve.ts';
import { boundsOf } from '../../platform/time/edtf.ts';
import type { NewClaim } from './claim.sql.ts';
import { insertClaims } from './claim.sql.ts';
import { type DocumentSummary, documentWithBytes, insertDocument } from './document.sql.ts';
import type { DraftedClaim, DraftedDocument } from './drafting.server.ts';
import { isText } from './media.server.ts';
import { draftInTime } from './reading.server.ts';

export type Brought = {
  partnership: string;
  bytes: Uint8Array;
  /** As the person's computer calls it; its name stands in for a title that the page does not give. */
  file?: { name: string; type: string } | undefined;
  title?: string | undefined;
  publisher?: string | undefined;
  address?: string | undefined;
  /** EDTF. */
  publishedOn?: string | undefined;
};
export type IntakeRefusal =
  | 'not-found'
  | 'not-a-partner'
  | 'document-empty'
  | 'document-kind-unsupported'
  | 'document-too-long';
type TakenIn = { taken: DocumentSummary; isNew: boolean } | { refused: IntakeRefusal };

const isNamedHtml = ({ name, type }: { name: string; type: string }): boolean =>
  type.startsWith('text/html') || /\.x?html?$/i.test(name);

/**
 * Takes a page in for the actor's side of a partnership: keeps its bytes, reads it and drafts its claims. The same bytes
 * again give the document that is there already.
 */
export async function takeIn(context: Served, brought: Brought): Promise<TakenIn> {
  const { tx, today } = context;
  const partnership = await partnershipOf(tx, brought.partnership);
  if (!partnership) return { refused: 'not-found' };
  const side = partnership.ownSide;
  if (!side) return { refused: 'not-a-partner' };
  const { bytes, file } = brought;
  if (bytes.byteLength === 0) return { refused: 'document-empty' };
  const hash = sha256(bytes);
  const known = await documentWithBytes(tx, side, hash);
  if (known) return { taken: known, isNew: false };
  if (!(await isText(bytes))) return { refused: 'document-kind-unsupported' };
  const read = await draftInTime(bytes, { today, ...(file && isNamedHtml(file) && { mediaType: 'text/html' }) });
  if (!read) return { refused: 'document-too-long' };
  if (!read.blocks.some(({ words }) => words.trim() !== '')) return { refused: 'document-empty' };
  const isNew = await keep(context, { brought, read, hash, side, isDemo: partnership.isDemo });
  const taken = await documentWithBytes(tx, side, hash);
  if (!taken) throw new Error('a document that was taken in is not there');
  return { taken, isNew };
}

type Read = { brought: Brought; read: DraftedDocument; hash: string; side: string; isDemo: boolean };

async function keep(context: Served, { brought, read, hash, side, isDemo }: Read): Promise<boolean> {
  const { actor, files, newId } = context;
  const kept = await files.keep(actor.organisation, brought.bytes);
  const { claims, text, blocks, encoding, mediaType, language, problems } = read;
  const publishedOn = brought.publishedOn ?? read.publishedOn;
  const shared = {
    owner_organisation: actor.organisation,
    partnership_id: brought.partnership,
    side_id: side,
    visibility: 'own_side' as const,
    is_demo: isDemo,
  };
  const document = newId();
  const file = await registerFile(context, { ...kept, mediaType });
  const isNew = await insertDocument(context, {
    id: document,
    shared,
    sha256: hash,
    file,
    title: brought.title ?? (read.title || brought.file?.name.toWellFormed().slice(0, 200) || '…'),
    publisher: brought.publisher ?? null,
    address: brought.address ?? null,
    publishedOn,
    publishedFirst: publishedOn === null ? null : boundsOf(publishedOn).first,
    page: { text, blocks, encoding, mediaType, language, problems },
  });
  if (isNew) await insertClaims(context, { document, shared }, withOwnIds(claims, newId));
  return isNew;
}

/** The reader's names of claims mean nothing outside its page. */
function withOwnIds(claims: readonly DraftedClaim[], newId: () => string): NewClaim[] {
  const ids = new Map(claims.map(({ readerId }) => [readerId, newId()]));
  const known = (figures: readonly string[]) => figures.flatMap((figure) => ids.get(figure) ?? []);
  return claims.map(({ readerId, ...claim }) => {
    const own = { ...claim, id: ids.get(readerId) ?? newId(), isRead: true };
    if ((own.kind === 'commitment' || own.kind === 'delivery') && own.value.figures)
      return { ...own, value: { ...own.value, figures: known(own.value.figures) } } as NewClaim;
    if (own.kind !== 'money' || own.value.equivalentOf === undefined) return own;
    const { equivalentOf, ...value } = own.value;
    const [of] = known([equivalentOf]);
    return { ...own, value: of === undefined ? value : { ...value, equivalentOf: of } };
  });
}

/** The bytes as they were taken in, for whoever may read the document. */
export async function originalOf(context: Served, file: string): Promise<Buffer | null> {
  const found = await findFile(context, file);
  return found ? context.files.read(context.actor.organisation, found.address) : null;
}
