import type { Served } from '../../platform/serve.ts';
import { isPaper, type SaidState } from './case.ts';
import { sealCase, type SealedStatement } from './caseSealed.server.ts';
import { documentsShown } from './caseShown.server.ts';
import { documentsOf, insertStatement } from './case.sql.ts';
import { writableCase } from './caseWrite.server.ts';
import { type Found, tellEvent } from './referral.sql.ts';
import type { Party } from './referral.ts';
import { wantedPapers } from './case.ts';

export type Saying = {
  id: string;
  about: { paper: string } | { document: string };
  state: SaidState;
  pages?: readonly number[] | undefined;
  words?: string | undefined;
  permitNumber?: string | undefined;
  validUntil?: string | undefined;
};
type Why = 'not-found' | 'not-own-part' | 'referral-over' | 'paper-unknown' | 'document-unknown' | 'pages-wrong';
type About = { paper: string | null; document: string | null; by: Party | null };

/** As which party one says something: of a paper, as who brings it where one is that; of a document, as who brought it. */
const sayerOf = (parties: readonly Party[], by: Party | null): Party | undefined =>
  parties.find((party) => party === by) ?? parties.toSorted((one) => (one === 'receiver' ? -1 : 1))[0];

async function aboutOf(context: Served, found: Found, saying: Saying): Promise<About | { refused: Why }> {
  const { about, pages = [], state } = saying;
  if ('paper' in about) {
    const wanted = wantedPapers(found.config.steps).find(({ code }) => code === about.paper);
    if (!wanted && !isPaper(about.paper)) return { refused: 'paper-unknown' };
    return pages.length > 0
      ? { refused: 'pages-wrong' }
      : { paper: about.paper, document: null, by: wanted?.from ?? null };
  }
  const opening = { vault: context.vault, patient: found.referral.patient_id };
  const documents = documentsShown(opening, await documentsOf(context.tx, saying.id));
  const document = documents.find(({ id, state: is }) => id === about.document && is === 'stands');
  if (!document) return { refused: 'document-unknown' };
  const isRight = pages.length === 0 || (state === 'unreadable' && pages.every((page) => page <= document.pages));
  return isRight ? { paper: null, document: document.id, by: document.party } : { refused: 'pages-wrong' };
}

/** Puts on record what a party says of a paper or a document. What others say of it stays beside it. */
export async function sayOfCase(context: Served, saying: Saying): Promise<{ id: string } | { refused: Why }> {
  const { tx, vault, actor, now, newId } = context;
  const opened = await writableCase(context, saying.id);
  if ('refused' in opened) return opened;
  const { found } = opened;
  const about = await aboutOf(context, found, saying);
  if ('refused' in about) return about;
  const party = sayerOf(found.parties, about.by);
  if (!party) return { refused: 'not-own-part' };
  const { state, pages = [], words = null, permitNumber = null, validUntil = null } = saying;
  const said: SealedStatement = { words, permitNumber };
  const isSaid = words !== null || permitNumber !== null;
  const content = isSaid ? sealCase(vault, { patient: found.referral.patient_id, place: 'statement' }, said) : null;
  const own = { organisation_id: actor.organisation, written_by: actor.person, at: now };
  const sorted = [...new Set(pages)].toSorted((one, other) => one - other);
  const what = { paper: about.paper, document_id: about.document, state, pages: sorted, valid_until: validUntil };
  const id = newId();
  await insertStatement(tx, { id, referral_id: saying.id, party, ...what, content, ...own });
  await tellEvent(context, found.referral, {
    action: 'sayOfCase',
    fields: [about.paper === null ? 'document' : 'paper'],
  });
  return { id };
}
