import type { Served } from '../../platform/serve.ts';
import { acceptPaper, type Paper } from '../../platform/files/paper.server.ts';
import { safeFileName } from '../../platform/files/fileName.ts';
import { isPaper, wantedPapers } from './case.ts';
import { openedCase } from './caseRead.server.ts';
import { openCase, sealCase, type SealedDocument } from './caseSealed.server.ts';
import { documentsOf, type DocumentTable, insertDocument, isHeldElsewhere, takeBack } from './case.sql.ts';
import { writableCase } from './caseWrite.server.ts';
import { type Found, tellEvent } from './referral.sql.ts';
import type { Party } from './referral.ts';

type Closed = 'not-found' | 'not-own-part' | 'referral-over';
type No<Reason extends string> = { refused: Reason };
export type Brought = {
  /** Of the referral. */
  id: string;
  /** Under which id it is entered; a new one where none was chosen. */
  document?: string;
  bytes: Uint8Array;
  paper: string;
  title: string;
  dated?: string | undefined;
  language?: string | undefined;
  replaces?: string | undefined;
};
/** Enough for any case; more is a mistake or worse. */
const mostDocuments = 300;

/** As which party a paper is brought: as who the path says brings it, else as what one is first. */
const bringerOf = ({ config, parties }: Found, paper: string): Party | undefined =>
  parties.find((party) => wantedPapers(config.steps).find(({ code }) => code === paper)?.from === party) ?? parties[0];

export type BringRefusal =
  | Closed
  | 'document-kind-refused'
  | 'document-unreadable'
  | 'document-unknown'
  | 'paper-unknown'
  | 'too-many-documents';

/** Keeps the bytes under the patient's key and enters the document; nobody else writes to the case until this request ends. */
async function enter(
  context: Served,
  found: Found,
  { paper, brought }: { paper: Paper; brought: Brought & { party: Party } },
) {
  const { tx, files, vault, actor, now, newId } = context;
  const { patient_id: patient, id: referral } = found.referral;
  const { address } = await files.keep(`patient:${patient}`, paper.bytes);
  const { title, dated = null, language = null, replaces = null, party } = brought;
  const said: SealedDocument = { title, dated, language };
  const id = brought.document ?? newId();
  await insertDocument(tx, {
    id,
    referral_id: referral,
    party,
    organisation_id: actor.organisation,
    paper: brought.paper,
    content: sealCase(vault, { patient, place: 'document' }, said),
    address,
    media_type: paper.mediaType,
    bytes: paper.bytes.byteLength,
    pages: paper.pages,
    replaces,
    at: now,
    written_by: actor.person,
    taken_back_at: null,
  });
  await tellEvent(context, found.referral, { action: 'addDocument', fields: ['document'] });
  return { id };
}

/** Takes in a document of the case. What it is, is told from its content; a picture is drawn anew. */
export async function addDocument(context: Served, brought: Brought): Promise<{ id: string } | No<BringRefusal>> {
  const opened = await writableCase(context, brought.id);
  if ('refused' in opened) return opened;
  const { found } = opened;
  if (!isPaper(brought.paper) && !wantedPapers(found.config.steps).some(({ code }) => code === brought.paper))
    return { refused: 'paper-unknown' };
  const documents = await documentsOf(context.tx, brought.id);
  if (documents.length >= mostDocuments) return { refused: 'too-many-documents' };
  const before = documents.find(({ id, taken_back_at }) => id === brought.replaces && taken_back_at === null);
  const isFree = before && !documents.some(({ replaces }) => replaces === before.id);
  if (brought.replaces && !(isFree && found.parties.includes(before.party))) return { refused: 'document-unknown' };
  const party = before?.party ?? bringerOf(found, brought.paper);
  if (!party) return { refused: 'not-own-part' };
  const paper = await acceptPaper(brought.bytes);
  if ('refused' in paper) return { refused: `document-${paper.refused}` };
  return enter(context, found, { paper, brought: { ...brought, party } });
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};

async function documentOf(context: Served, referral: string, document: string): Promise<DocumentTable | undefined> {
  const row = (await documentsOf(context.tx, referral)).find(({ id }) => id === document);
  return row?.taken_back_at ? undefined : row;
}

/** Opens a document; null where there is none, it was taken back or the care is not open to who asks. */
export async function openDocument(
  context: Served,
  { id, document }: { id: string; document: string },
): Promise<File | null> {
  const found = await openedCase(context, id);
  const row = found && (await documentOf(context, id, document));
  if (!found || !row) return null;
  const { patient_id: patient, number } = found.referral;
  const said = openCase<SealedDocument>(context.vault, { patient, place: 'document' }, row.content);
  const bytes = await context.files.read(`patient:${patient}`, row.address);
  // A title may name the patient, and a name of a file goes further than a page does: it says the number and the paper.
  const name = safeFileName(`${number} ${row.paper}.${endings[row.media_type] ?? 'bin'}`, 'document');
  return said ? new File([new Uint8Array(bytes)], name, { type: row.media_type }) : null;
}

/** Takes back a document that was brought by mistake: it stays in the list, and its bytes are deleted. */
export async function takeBackDocument(
  context: Served,
  { id, document }: { id: string; document: string },
): Promise<{ id: string } | No<Closed>> {
  const opened = await writableCase(context, id);
  if ('refused' in opened) return opened;
  const row = await documentOf(context, id, document);
  if (!row) return { refused: 'not-found' };
  if (row.organisation_id !== context.actor.organisation) return { refused: 'not-own-part' };
  if (!(await takeBack(context.tx, document, context.now))) return { refused: 'not-own-part' };
  const { referral } = opened.found;
  if (!(await isHeldElsewhere(context.tx, row)))
    await context.files.remove(`patient:${referral.patient_id}`, row.address);
  await tellEvent(context, referral, { action: 'takeBackDocument', fields: ['document'] });
  return { id: document };
}
