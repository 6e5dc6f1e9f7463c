import { registerFile } from '../../platform/files/file.sql.ts';
import { sha256 } from '../../platform/hash.ts';
import type { Served } from '../../platform/serve.ts';
import { languageOf } from '../../reader/language.ts';
import { type ClaimRow, insertClaims, type NewClaim } from './claim.sql.ts';
import { acceptClaim } from './decide.sql.ts';
import { documentTables, idOfBytes, insertDocument } from './document.sql.ts';
import { storable } from './drafting.server.ts';
import { type PartRefusal, type Seat, seatIn } from './intake.server.ts';
import { isForOfficialUse } from './officialUse.ts';
import type { ClaimBody } from './value.ts';

/** What a person has decided that a row of a spreadsheet says. */
export type TableClaim = ClaimBody & {
  /** Which of `lines` it is, counted from 0: the whole of it is the quote. */
  line: number;
};
type BroughtTable = {
  partnership: string;
  file: Blob;
  /** The rows that were read, each as a line of text. */
  lines: readonly string[];
  /** Further words of the file, among which it may be marked for official use. */
  around?: readonly string[];
  claims: readonly TableClaim[];
};
type Refused = { refused: PartRefusal | 'document-official-use' };

const mediaTypeOf = (bytes: Uint8Array): string =>
  bytes[0] === 0x50 && bytes[1] === 0x4b
    ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    : 'text/csv';

/** Whether a spreadsheet is marked for official use, in a cell of its own or beside what was read. */
export const isTableForOfficialUse = (cells: readonly string[]): boolean => isForOfficialUse('', cells);

const nameOf = (file: Blob): string => (file instanceof File && file.name.toWellFormed().slice(0, 200)) || '…';

/**
 * Keeps a spreadsheet as a document of the actor's side, and what a person takes from its rows as accepted claims with the
 * row as their quote. The same bytes again are the same document.
 *
 * @returns the ids of the claims, in their order
 */
export async function takeInTable(
  context: Served,
  brought: BroughtTable,
): Promise<{ document: string; claims: string[] } | Refused> {
  const { tx } = context;
  const seat = await seatIn(context, brought.partnership);
  if ('refused' in seat) return seat;
  const lines = brought.lines.map(storable);
  if (isTableForOfficialUse([...(brought.around ?? []), ...lines])) return { refused: 'document-official-use' };
  const bytes = new Uint8Array(await brought.file.arrayBuffer());
  const hash = sha256(bytes);
  const document =
    (await idOfBytes(tx, seat.side, hash)) ??
    (await keep(context, { seat, bytes, hash, name: nameOf(brought.file), lines }));
  const shared = sharedIn(context, seat);
  const { text } = await documentTables(tx)
    .selectFrom('document_content')
    .select('text')
    .where('document_id', '=', document)
    .executeTakeFirstOrThrow();
  const claims = brought.claims.map((claim) => claimOf(context, { claim, text, words: lines[claim.line] ?? '' }));
  await insertClaims(context, { document, shared }, claims);
  for (const { id } of claims) {
    const accepted = await acceptClaim(context, { claim: id, version: 1 });
    if ('refused' in accepted) throw new Error(`a claim just made is refused: ${accepted.refused}`);
  }
  return { document, claims: claims.map(({ id }) => id) };
}

function sharedIn({ actor }: Served, { partnership, side }: Seat): ClaimRow['shared'] {
  const { id: partnership_id, isDemo: is_demo } = partnership;
  return { owner_organisation: actor.organisation, partnership_id, side_id: side, visibility: 'own_side', is_demo };
}

type Kept = { seat: Seat; bytes: Uint8Array; hash: string; name: string; lines: readonly string[] };

/** Each row is a paragraph; what the spreadsheet looked like is in its original. */
async function keep(context: Served, { seat, bytes, hash, name, lines }: Kept): Promise<string> {
  const { actor, files, newId, tx } = context;
  const mediaType = mediaTypeOf(bytes);
  const text = lines.join('\n');
  let at = 0;
  const blocks = lines.map((words) => {
    const start = at;
    at += words.length + 1;
    return {
      kind: 'paragraph' as const,
      words,
      runs: [[0, start, start + words.length]] as [number, number, number][],
    };
  });
  const kept = await files.keep(actor.organisation, bytes);
  const page = {
    text,
    blocks,
    encoding: 'utf-8',
    mediaType,
    language: languageOf(text),
    problems: [],
    pageStarts: null,
  };
  const said = { title: name, publisher: null, address: null, fetched: null, publishedOn: null, publishedFirst: null };
  const file = await registerFile(context, { ...kept, mediaType });
  await insertDocument(context, { id: newId(), shared: sharedIn(context, seat), sha256: hash, file, page, ...said });
  const document = await idOfBytes(tx, seat.side, hash);
  if (!document) throw new Error('a document that was taken in is not there');
  return document;
}

type Quoted = { claim: TableClaim; words: string; text: string };

function claimOf({ newId }: Served, { claim: { line: _line, ...body }, words, text }: Quoted): NewClaim {
  const at = text.indexOf(words);
  // The same bytes may have been read as a page before: then its words stand otherwise in them.
  const span =
    at === -1 ? { start: 0, end: Math.max(1, text.length) } : { start: at, end: at + Math.max(1, words.length) };
  const quoted = { quote: words, sentence: words, quoteOffset: 0, span, page: null, language: languageOf(words) };
  return { ...body, ...quoted, id: newId(), stage: 'by-hand', confidence: 1, isRead: false };
}
