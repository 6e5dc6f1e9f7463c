import { changedFields } from '../../platform/event.sql.ts';
import type { LocalisedText } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import { boundsOf } from '../../platform/time/edtf.ts';
import { changeDocument, type DocumentChange, type DocumentSummary, ownDocument } from './document.sql.ts';
import { movedRelease, type ReleaseAction, type ReleaseState } from './release.ts';
import { moveInRelease } from './release.sql.ts';

type Refused = { refused: 'not-found' | 'stale' };
type Changed = { changed: DocumentSummary } | Refused;

/** A title has one version in its own language, and that is the title. */
const withoutOwn = (titles: LocalisedText | null, language: string): LocalisedText | null => {
  const others = Object.entries(titles ?? {}).filter(([tag]) => tag !== language);
  return others.length > 0 ? Object.fromEntries(others) : null;
};

async function shownAfter({ tx }: Served, id: string): Promise<Changed> {
  const after = await ownDocument(tx, id);
  return after ? { changed: after.document } : { refused: 'not-found' };
}

export type Correction = Omit<DocumentChange, 'publishedFirst'>;
/** Corrects what is said about a document: its title and translations of it, publisher, address, day of publication. */
export async function correctDocument(
  context: Served,
  { id, version, ...said }: Correction & { id: string; version: number },
): Promise<Changed> {
  const own = await ownDocument(context.tx, id);
  if (!own) return { refused: 'not-found' };
  const { document, shared } = own;
  if (document.version !== version) return { refused: 'stale' };
  const change: Correction = { ...said, titles: withoutOwn(said.titles, document.language) };
  const { title, titles, publisher, address, publishedOn } = document;
  const fields = changedFields<Correction>({ title, titles, publisher, address, publishedOn }, change);
  if (fields.length === 0) return { changed: document };
  const publishedFirst = change.publishedOn === null ? null : boundsOf(change.publishedOn).first;
  const isDone = await changeDocument(
    context,
    { id, version, shared },
    { change: { ...change, publishedFirst }, fields },
  );
  return isDone ? shownAfter(context, id) : { refused: 'stale' };
}

const actionNames = { keep: 'keepInRelease', split: 'splitFromRelease', undo: 'undoRelease' } as const;

/** Keeps a document in the release that was offered for it, takes it apart, or takes either back. */
export async function sortDocument(
  context: Served,
  { id, action, state }: { id: string; action: ReleaseAction; state: ReleaseState },
): Promise<Changed> {
  const own = await ownDocument(context.tx, id);
  if (!own) return { refused: 'not-found' };
  const to = movedRelease(state, action);
  if (own.document.releaseState !== state || to === null) return { refused: 'stale' };
  const move = { from: state, to, action: actionNames[action] };
  const isDone = await moveInRelease(context, { document: id, shared: own.shared }, move);
  return isDone ? shownAfter(context, id) : { refused: 'stale' };
}
