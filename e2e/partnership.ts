import { randomUUID } from 'node:crypto';
import { formWith, type Staff } from './staff.ts';

/** What a test asks of a claim and of a document. */
export type Claim = {
  id: string;
  kind: string;
  quote: string;
  state: string;
  version: number;
  value: Record<string, unknown>;
};
export type OpenDocument = { id: string; sha256: string; claims: Claim[] };
export type Partnership = { id: string; slug: string; ours: string; theirs: string };

const nameOf = (text: string) => ({ kk: text, ru: text, en: text });
const textOf = (text: string) => ({
  kk: { text, by: 'person' },
  ru: { text, by: 'person' },
  en: { text, by: 'person' },
});

/** The id of an organisation by its English name. */
export async function organisationId(staff: Staff, name: string): Promise<string> {
  const { body } = await staff.get<{ id: string; names: { en?: string } }[]>('/organisations');
  const found = body.find(({ names }) => names.en === name);
  if (!found) throw new Error(`no organisation is called ${name}`);
  return found.id;
}

type Asked = { title: string; ours: string; theirs: string };

/** Opens a public partnership of one organisation on each side, both given by their English names. */
export async function openPartnership(staff: Staff, { title, ours, theirs }: Asked): Promise<Partnership> {
  const [our, their] = [await organisationId(staff, ours), await organisationId(staff, theirs)];
  const slug = `test-${randomUUID()}`;
  const { status, body, text } = await staff.post<{ id: string }>('/partnerships', {
    slug,
    names: nameOf(title),
    summary: textOf(title),
    visibility: 'public',
    sides: [
      { names: nameOf(ours), organisations: [our] },
      { names: nameOf(theirs), organisations: [their] },
    ],
  });
  if (status !== 201) throw new Error(text);
  return { id: body.id, slug, ours: our, theirs: their };
}

/** Takes a text in and returns it as it was read. */
export async function takeIn(staff: Staff, partnership: string, text: string): Promise<OpenDocument> {
  const taken = await staff.post<{ document: { id: string } }>('/documents', formWith(text, { partnership }));
  if (taken.status !== 201) throw new Error(taken.text);
  return (await staff.get<OpenDocument>(`/documents/${taken.body.document.id}`)).body;
}

/** The first claim of a kind whose quote holds the words. */
export function claimWith(document: OpenDocument, kind: string, words: string): Claim {
  const found = document.claims.find((claim) => claim.kind === kind && claim.quote.includes(words));
  if (!found) throw new Error(`no ${kind} says ${words}: ${document.claims.map(({ quote }) => quote).join(' | ')}`);
  return found;
}

/** Ten master classes and no more than a measure can say, owed by one organisation to another. */
export const masterClasses = (title: string, { debtor, creditor }: { debtor: string; creditor: string }) => ({
  kind: 'measure',
  measure: 'master_classes',
  currency: null,
  title: textOf(title),
  target: { amount: '60', currency: null },
  comparator: 'ge',
  strength: 'promised',
  debtors: [debtor],
  creditors: [creditor],
  term: null,
  condition: null,
  conditionState: null,
  beneficiaries: null,
  place: null,
  statedOn: '2020-12-23',
});
