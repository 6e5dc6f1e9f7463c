import { type Partnership, partnershipOf } from '../directory/index.ts';
import { findFile, registerFile } from '../../platform/files/file.sql.ts';
import { sha256 } from '../../platform/hash.ts';
import type { Served } from '../../platform/serve.ts';
import { boundsOf } from '../../platform/time/edtf.ts';
import type { NewClaim } from './claim.sql.ts';
import { insertClaims } from './claim.sql.ts';
import {
  type DocumentSummary,
  type Fetched,
  idOfBytes,
  insertDocument,
  ownDocument,
  problemsOf,
} from './document.sql.ts';
import type { DocumentProblem, DraftedClaim } from './drafting.server.ts';
import type { ReadPaper, ReadRefusal } from './extract.server.ts';
import { kindOf, type MediaRefusal } from './media.server.ts';
import { pageAt } from './page.ts';
import { readInTime } from './reading.server.ts';
import { placeInRelease } from './release.sql.ts';

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
  /** Where it was fetched, with the character encoding that the site said. */
  fetched?: (Fetched & { encoding: string | undefined }) | undefined;
};
export type PartRefusal = 'not-found' | 'not-a-partner';
export type IntakeRefusal = PartRefusal | ReadRefusal | MediaRefusal;
/** `taken` is the document's id. */
type Taken = { taken: string; isNew: boolean };

const isNamedHtml = ({ name, type }: { name: string; type: string }): boolean =>
  type.startsWith('text/html') || /\.x?html?$/i.test(name);

export type Seat = { partnership: Partnership; side: string };
/** The partnership and the actor's own side of it. */
export async function seatIn({ tx }: Pick<Served, 'tx'>, id: string): Promise<Seat | { refused: PartRefusal }> {
  const partnership = await partnershipOf(tx, id);
  if (!partnership) return { refused: 'not-found' };
  const side = partnership.ownSide;
  return side ? { partnership, side } : { refused: 'not-a-partner' };
}

/**
 * Takes a page or a paper in for the actor's side of a partnership: keeps its bytes, reads it and drafts its claims. The
 * same bytes again give the document that is there already. Of what is refused nothing is kept.
 */
export async function takeIn(context: Served, brought: Brought): Promise<Taken | { refused: IntakeRefusal }> {
  const { tx, today } = context;
  const seat = await seatIn(context, brought.partnership);
  if ('refused' in seat) return seat;
  const { bytes, file, fetched } = brought;
  if (bytes.byteLength === 0) return { refused: 'document-empty' };
  const hash = sha256(bytes);
  const known = await idOfBytes(tx, seat.side, hash);
  if (known) return { taken: known, isNew: false };
  const kind = await kindOf(bytes);
  if (typeof kind !== 'string') return kind;
  const hints = {
    today,
    ...(file && isNamedHtml(file) && { mediaType: 'text/html' as const }),
    ...(fetched?.encoding !== undefined && { encoding: fetched.encoding }),
  };
  const read = await readInTime({ bytes, kind, hints });
  if ('refused' in read) return read;
  const isNew = await keep(context, { brought, read, hash, seat });
  const taken = await idOfBytes(tx, seat.side, hash);
  if (!taken) throw new Error('a document that was taken in is not there');
  return { taken, isNew };
}

type Read = { brought: Brought; read: ReadPaper; hash: string; seat: Seat };

async function keep(context: Served, { brought, read, hash, seat }: Read): Promise<boolean> {
  const { actor, files, newId } = context;
  const kept = await files.keep(actor.organisation, brought.bytes);
  const publishedOn = brought.publishedOn ?? read.publishedOn;
  const shared = {
    owner_organisation: actor.organisation,
    partnership_id: brought.partnership,
    side_id: seat.side,
    visibility: 'own_side' as const,
    is_demo: seat.partnership.isDemo,
  };
  const document = newId();
  const isNew = await insertDocument(context, {
    id: document,
    shared,
    sha256: hash,
    file: await registerFile(context, { ...kept, mediaType: read.mediaType }),
    title: brought.title ?? (read.title || brought.file?.name.toWellFormed().slice(0, 200) || '…'),
    publisher: brought.publisher ?? null,
    address: brought.address ?? null,
    fetched: brought.fetched ?? null,
    publishedOn,
    publishedFirst: publishedOn === null ? null : boundsOf(publishedOn).first,
    page: read,
  });
  if (!isNew) return false;
  await insertClaims(context, { document, shared }, withOwnIds(read, newId));
  if (read.sketch) await placeInRelease(context, { document, shared }, read.sketch);
  return true;
}

/** The reader's names of claims mean nothing outside its page. */
function withOwnIds({ claims, pageStarts }: ReadPaper, newId: () => string): NewClaim[] {
  const ids = new Map(claims.map(({ readerId }) => [readerId, newId()]));
  const known = (figures: readonly string[]) => figures.flatMap((figure) => ids.get(figure) ?? []);
  return claims.map(({ readerId, ...claim }: DraftedClaim) => {
    const page = pageAt(pageStarts, claim.span.start);
    const own = { ...claim, id: ids.get(readerId) ?? newId(), page, isRead: true };
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
  return found ? context.files.read(found.owner, found.address) : null;
}

/** A document just taken in, with what could not be read in it. */
export async function takenIn(
  { tx }: Served,
  id: string,
): Promise<{ document: DocumentSummary; problems: DocumentProblem[] }> {
  const [found, problems] = [await ownDocument(tx, id), await problemsOf(tx, id)];
  if (!found) throw new Error('a document that was taken in is not there');
  return { document: found.document, problems };
}
