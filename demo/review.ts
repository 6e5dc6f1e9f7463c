import type { Bulletin, Step } from './bulletin.ts';
import { demoId } from './ids.ts';
import type { Known } from './known.ts';
import { restOnClaim } from './record.ts';
import type { Session } from './session.ts';

type Claim = {
  id: string;
  kind: string;
  value: { role?: string };
  quote: string;
  span: { start: number };
  state: string;
  version: number;
};
type Reviewing = {
  session: Session;
  slug: string;
  known: Known;
  document: string;
  /** The words of the bulletin. */
  text: string;
  /** As the reader drafted them; made by hand ones are added. */
  claims: Claim[];
};

type Taking = { slug: string; known: Known; bulletin: Bulletin; bytes: Uint8Array };

/** Takes a bulletin in and, if it has steps, decides on every draft and publishes what was accepted. */
export async function review(session: Session, { slug, known, bulletin, bytes }: Taking): Promise<void> {
  const form = new FormData();
  form.set('partnership', demoId('partnership', slug));
  form.set('title', bulletin.title);
  form.set('publisher', bulletin.publisher);
  form.set('file', new File([new Uint8Array(bytes)], bulletin.file, { type: 'text/plain' }));
  const { document } = await session.post<{ document: { id: string } }>('/documents', form);
  if (!bulletin.steps) return;
  const { claims } = await session.get<{ claims: Claim[] }>(`/documents/${document.id}`);
  const text = new TextDecoder().decode(bytes);
  const reviewing: Reviewing = { session, slug, known, document: document.id, text, claims };
  for (const step of bulletin.steps) await decide(reviewing, step);
  for (const claim of reviewing.claims) await settle(session, claim);
  await session.post('/commitments/publications', { document: document.id, visibility: 'public' });
}

/** What stands in no step: facts about the page are right and enter nothing; a sentence that repeats a figure is rejected. */
async function settle(session: Session, { id, kind, value, version, state }: Claim): Promise<void> {
  if (state !== 'draft') return;
  const isFact = ['date', 'period', 'instrument'].includes(kind) || value.role === 'demographic';
  if (isFact) await session.post('/accords/entries', { claim: id, version, entry: { enter: 'nothing' } });
  else await session.post(`/claims/${id}/reject`, { version });
}

function draftOf({ claims }: Reviewing, kind: string, quote: RegExp): Claim {
  const found = claims.find((claim) => claim.kind === kind && quote.test(claim.quote));
  if (!found) throw new Error(`the reader drafts no ${kind} that says ${quote}`);
  return found;
}

/** The claim of a step, made first where the reader passes its words over. */
async function claimOf(reviewing: Reviewing, step: Step): Promise<Claim> {
  if ('quote' in step) return draftOf(reviewing, step.kind, step.quote);
  const { claims, text, document, session } = reviewing;
  const start = text.indexOf(step.words);
  if (start < 0) throw new Error(`the bulletin does not say «${step.words}»`);
  const known = claims.find(({ kind, span }) => kind === step.kind && span.start === start);
  if (known) return known;
  const claim = { kind: step.kind, value: step.value };
  const end = start + step.words.length;
  const made = await session.post<Claim>(`/documents/${document}/claims`, { start, end, claim });
  claims.push(made);
  return made;
}

async function decide(reviewing: Reviewing, step: Step): Promise<void> {
  const claim = await claimOf(reviewing, step);
  const { session, known } = reviewing;
  if (claim.state === 'draft') {
    await enterClaim(reviewing, claim, step.entry);
    claim.state = 'accepted';
  }
  if (step.entry.enter === 'meeting') await restOnClaim(session, known, claim.id);
  if (step.entry.enter === 'under') await recordUnder(reviewing, claim.id, step.entry);
}

/** A commitment that rests on an accepted claim and stands under an instrument, recorded once. */
async function recordUnder(
  { session, slug, known }: Reviewing,
  claim: string,
  { instrument, commitment }: Extract<Step['entry'], { enter: 'under' }>,
): Promise<void> {
  const title = commitment.title.kk?.text ?? '';
  if (known.commitment.has(title)) return;
  const asked = { partnership: slug, commitment, claims: [claim], instrument: known.instrument.get(instrument) };
  known.commitment.set(title, (await session.post<{ id: string }>('/commitments', asked)).id);
}

async function enterClaim(reviewing: Reviewing, { id: claim, version }: Claim, entry: Step['entry']): Promise<void> {
  const { session, known } = reviewing;
  const title = titleOf(entry);
  if (entry.enter === 'instrument') {
    const of = known.instrument.get(title ?? '');
    const entered = of === undefined ? entry : { enter: 'ground', of };
    const { instrument } = await session.post<{ instrument: string }>('/instruments/entries', {
      claim,
      version,
      entry: entered,
    });
    known.instrument.set(title ?? '', instrument);
    return;
  }
  type Figures = { commitment: string | null; capacity: string | null };
  const asked = { claim, version, entry: ledgerEntry(reviewing, entry) };
  const { commitment, capacity } = await session.post<Figures>('/accords/entries', asked);
  if (title && commitment) known.commitment.set(title, commitment);
  if (title && capacity) known.capacity.set(title, capacity);
}

function titleOf(entry: Step['entry']): string | undefined {
  if (entry.enter === 'commitment') return entry.commitment.title.kk?.text;
  if (entry.enter === 'capacity') return entry.capacity.title.kk?.text;
  if (entry.enter === 'instrument') return entry.instrument.title.kk?.text;
  return entry.enter === 'delivery' && typeof entry.of !== 'string' ? entry.of.title.kk?.text : undefined;
}

/** What is there already gets one more ground. */
function ledgerEntry(reviewing: Reviewing, entry: Exclude<Step['entry'], { enter: 'instrument' }>): object {
  const { known } = reviewing;
  const title = titleOf(entry) ?? '';
  const [commitment, capacity] = [known.commitment.get(title), known.capacity.get(title)];
  switch (entry.enter) {
    case 'equivalent':
      return 'ofQuote' in entry
        ? { enter: 'equivalent', ofClaim: draftOf(reviewing, 'money', entry.ofQuote).id }
        : entry;
    case 'quote': {
      const id = known.commitment.get(entry.of);
      if (id === undefined) throw new Error(`no commitment is called «${entry.of}»`);
      return { enter: 'ground', part: 'statement', of: { type: 'commitment', id } };
    }
    case 'commitment': {
      const part = entry.commitment.target === null ? 'statement' : 'target';
      const { partOf } = entry.commitment;
      if (commitment !== undefined) return { enter: 'ground', part, of: { type: 'commitment', id: commitment } };
      return { ...entry, commitment: { ...entry.commitment, partOf: partOf ? known.commitment.get(partOf) : null } };
    }
    case 'capacity':
      return capacity === undefined
        ? entry
        : { enter: 'ground', part: 'capacity', of: { type: 'capacity', id: capacity } };
    case 'delivery':
      return commitment === undefined ? entry : { ...entry, of: commitment };
    case 'meeting':
    case 'under':
      return { enter: 'nothing' };
    case 'ground':
    case 'nothing':
      return entry;
    default:
      return entry satisfies never;
  }
}
