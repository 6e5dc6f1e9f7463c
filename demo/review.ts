import type { Bulletin, DemoPartnership, Step } from './bulletin.ts';
import { demoId } from './ids.ts';
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
type Titled = { id: string; title: { kk?: { text: string } } };
/** What a partnership has already, by Kazakh title: one commitment however many bulletins state it. */
export type Known = { commitment: Map<string, string>; capacity: Map<string, string> };
type Reviewing = {
  session: Session;
  known: Known;
  document: string;
  /** The words of the bulletin. */
  text: string;
  /** As the reader drafted them; made by hand ones are added. */
  claims: Claim[];
};

export async function knownIn(session: Session, { slug }: DemoPartnership): Promise<Known> {
  const byTitle = (found: readonly Titled[]) => new Map(found.map(({ id, title }) => [title.kk?.text ?? '', id]));
  const { items } = await session.get<{ items: Titled[] }>(`/commitments?partnership=${slug}&limit=100`);
  const { capacities } = await session.get<{ capacities: Titled[] }>(`/partnerships/${slug}/overview`);
  return { commitment: byTitle(items), capacity: byTitle(capacities) };
}

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
  const reviewing: Reviewing = { session, known, document: document.id, text, claims };
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

type Entered = { commitment: string | null; capacity: string | null };

async function decide(reviewing: Reviewing, step: Step): Promise<void> {
  const claim = await claimOf(reviewing, step);
  if (claim.state !== 'draft') return;
  const { id, version } = claim;
  const { session, known } = reviewing;
  const entry = entryOf(reviewing, step.entry);
  const { commitment, capacity } = await session.post<Entered>('/accords/entries', { claim: id, version, entry });
  claim.state = 'accepted';
  const title = titleOf(step.entry);
  if (title && commitment) known.commitment.set(title, commitment);
  if (title && capacity) known.capacity.set(title, capacity);
}

function titleOf(entry: Step['entry']): string | undefined {
  if (entry.enter === 'commitment') return entry.commitment.title.kk?.text;
  if (entry.enter === 'capacity') return entry.capacity.title.kk?.text;
  return entry.enter === 'delivery' && typeof entry.of !== 'string' ? entry.of.title.kk?.text : undefined;
}

/** What is there already gets one more ground. */
function entryOf(reviewing: Reviewing, entry: Step['entry']): object {
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
      return commitment === undefined ? entry : { enter: 'ground', part, of: { type: 'commitment', id: commitment } };
    }
    case 'capacity':
      return capacity === undefined
        ? entry
        : { enter: 'ground', part: 'capacity', of: { type: 'capacity', id: capacity } };
    case 'delivery':
      return commitment === undefined ? entry : { ...entry, of: commitment };
    case 'ground':
    case 'nothing':
      return entry;
    default:
      return entry satisfies never;
  }
}
