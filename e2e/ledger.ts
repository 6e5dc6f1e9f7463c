import type { Browser, Page } from 'playwright-core';
import { type Claim, claimWith, masterClasses, type Partnership, takeIn } from './partnership.ts';
import { enterAs } from './places.ts';
import { type Staff, staffAt } from './staff.ts';

/** Somebody at a browser, in Kazakh, with the same session as a program. */
export type Seated = { page: Page; staff: Staff; faults: string[] };

/** Signs in once; the session serves the browser and the program. */
export async function sitDown(browser: Browser, address: string, email: string): Promise<Seated> {
  const { page, context, faults } = await enterAs(browser, address, { email, locale: 'kk' });
  const cookies = await context.cookies();
  const staff = staffAt(address, cookies.map(({ name, value }) => `${name}=${value}`).join('; '));
  return { page, staff, faults };
}

type Answered = { commitment: string | null; delivery: string | null };
type Entered = Answered & { document: string; claim: string };

/** Takes a text in, accepts the count that it states, and enters it in the ledger. */
async function enter(
  staff: Staff,
  { id }: Partnership,
  { text, count, entry }: { text: string; count: string; entry: object },
): Promise<Entered> {
  const document = await takeIn(staff, id, text);
  const claim: Claim = claimWith(document, 'count', count);
  const asked = { claim: claim.id, version: claim.version, entry };
  const entered = await staff.post<Answered>('/accords/entries', asked);
  if (entered.status !== 200) throw new Error(entered.text);
  return { ...entered.body, document: document.id, claim: claim.id };
}

/** A promise of so many master classes, which the other side owes to the own; `over` replaces what it says. */
export async function promise(
  staff: Staff,
  partnership: Partnership,
  { title, count, ...over }: { title: string; count: string } & Record<string, unknown>,
): Promise<string> {
  const owed = masterClasses(title, { debtor: partnership.theirs, creditor: partnership.ours });
  const commitment = { ...owed, target: { amount: count, currency: null }, ...over };
  const text = `${title}.\n\nДәрігерлерге арналған ${count} шеберлік сыныбы өткізіледі.`;
  const entered = await enter(staff, partnership, { text, count, entry: { enter: 'commitment', commitment } });
  if (!entered.commitment) throw new Error(`${title} is no commitment`);
  return entered.commitment;
}

/** Place and period of what was done. */
export const doneIn = { place: 'Талдықорған', period: '2019' };

/** What somebody says was done for a commitment, on a claim of the own side. */
export async function deliver(
  staff: Staff,
  partnership: Partnership,
  { of, count, source }: { of: string; count: string; source: string },
): Promise<Entered> {
  const amount = { amount: count, currency: null };
  const delivery = { amount, comparator: 'eq', reportedOn: '2020-12-23', ...doneIn };
  const text = `${source}.\n\n2019 жылы дәрігерлерге арналған ${count} шеберлік сыныбы өтті.`;
  return enter(staff, partnership, { text, count, entry: { enter: 'delivery', of, delivery } });
}

/** Accepts a claim that enters nothing: what somebody knows by it. Returns its id. */
export async function learn(staff: Staff, partnership: Partnership, said: { text: string; count: string }) {
  return (await enter(staff, partnership, { ...said, entry: { enter: 'nothing' } })).claim;
}

/** Shows commitments, or all that rests on a document, to everybody. */
export async function showAll(staff: Staff, what: { commitments: string[] } | { document: string }): Promise<void> {
  const { status, text } = await staff.post('/commitments/publications', { ...what, visibility: 'public' });
  if (status !== 200) throw new Error(text);
}
