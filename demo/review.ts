import type { Bulletin, Step } from './entries.ts';
import { demoId } from './ids.ts';
import type { Session } from './session.ts';

type Claim = { id: string; kind: string; value: { role?: string }; quote: string; state: string; version: number };

/** Takes a bulletin in and, if it is to be reviewed, decides on every draft and publishes what was accepted. */
export async function review(session: Session, bulletin: Bulletin, text: Uint8Array): Promise<void> {
  const form = new FormData();
  form.set('partnership', demoId('partnership', bulletin.slug));
  form.set('title', bulletin.title);
  form.set('publisher', bulletin.publisher);
  form.set('file', new File([new Uint8Array(text)], bulletin.file, { type: 'text/plain' }));
  const { document } = await session.post<{ document: { id: string } }>('/documents', form);
  if (!bulletin.isReviewed) return;
  const { claims } = await session.get<{ claims: Claim[] }>(`/documents/${document.id}`);
  for (const step of bulletin.steps) await accept(session, step, claims);
  const decided = new Set(bulletin.steps.map((step) => claimOf(step, claims).id));
  for (const claim of claims) if (!decided.has(claim.id)) await settle(session, claim);
  await session.post('/commitments/publications', { document: document.id, visibility: 'public' });
}

/** What stands in no step: facts about the page are right and enter nothing; a sentence that repeats a figure is rejected. */
async function settle(session: Session, { id, kind, value, version, state }: Claim): Promise<void> {
  if (state !== 'draft') return;
  const isFact = ['date', 'period', 'instrument'].includes(kind) || value.role === 'demographic';
  if (isFact) await session.post('/accords/entries', { claim: id, version, entry: { enter: 'nothing' } });
  else await session.post(`/claims/${id}/reject`, { version });
}

/** The first draft of the kind whose quote matches. */
function claimOf({ kind, quote }: Pick<Step, 'kind' | 'quote'>, claims: readonly Claim[]): Claim {
  const found = claims.find((claim) => claim.kind === kind && quote.test(claim.quote));
  if (!found) throw new Error(`the reader drafts no ${kind} that says ${quote}`);
  return found;
}

async function accept(session: Session, step: Step, claims: readonly Claim[]): Promise<void> {
  const { id, version, state } = claimOf(step, claims);
  if (state !== 'draft') return;
  const entry =
    'ofQuote' in step.entry
      ? { enter: 'equivalent', ofClaim: claimOf({ kind: 'money', quote: step.entry.ofQuote }, claims).id }
      : step.entry;
  await session.post('/accords/entries', { claim: id, version, entry });
}
