import type { Browser } from 'playwright-core';
import { demoPassword } from '../demo/people.ts';
import { type Look, openPage } from './browser.ts';
import { signIn, type Staff } from './staff.ts';

export const locales = ['kk', 'ru', 'en'] as const;

/** A page of the product: what it is, and where. */
export type Place = { name: string; path: string };

type Row = { id: string; kind: string; partnership: { slug: string } };
type Named = { id: string; names: { en?: string } };
type Document = { id: string; drafts: number };

const firstOf = <T>(rows: readonly T[], what: string, is: (row: T) => boolean): T => {
  const found = rows.find(is);
  if (!found) throw new Error(`the demonstration has no ${what}`);
  return found;
};

/** Every public page, one of each kind with content of the demonstration. */
export async function publicPlaces(address: string): Promise<Place[]> {
  const everywhere = ['coordinator@almaty.example', 'coordinator@health.example'].map(async (email) => {
    const staff = await signIn(address, email);
    return (await staff.get<{ items: Row[] }>('/commitments?limit=100')).body.items;
  });
  const rows = (await Promise.all(everywhere)).flat();
  const money = firstOf(rows, 'grant', ({ kind }) => kind === 'money');
  const act = firstOf(rows, 'act', ({ kind }) => kind === 'act');
  const measure = firstOf(rows, 'measure', ({ kind }) => kind === 'measure');
  return [
    { name: 'home', path: '' },
    { name: 'partnership-korea', path: '/partnerships/almaty-korea' },
    { name: 'partnership-japan', path: '/partnerships/kazakhstan-japan' },
    { name: 'commitment-money', path: `/commitments/${money.id}` },
    { name: 'commitment-measure', path: `/commitments/${measure.id}` },
    { name: 'commitment-act', path: `/commitments/${act.id}` },
    { name: 'about', path: '/about-the-figures' },
    { name: 'found', path: '?q=2024' },
    { name: 'nothing-found', path: '?q=zzzz' },
    { name: 'missing', path: '/no-such-page' },
  ];
}

/** Every page of the staff application for who coordinates for Almaty region. */
export async function staffPlaces(staff: Staff): Promise<Place[]> {
  const rows = (await staff.get<{ items: Row[] }>('/commitments?limit=100')).body.items;
  const own = rows.filter(({ partnership }) => partnership.slug === 'almaty-korea');
  const documents = (await staff.get<{ items: Document[] }>('/documents')).body.items;
  const measure = firstOf(own, 'measure', ({ kind }) => kind === 'measure');
  const act = firstOf(own, 'act', ({ kind }) => kind === 'act');
  const organisations = (await staff.get<Named[]>('/organisations')).body;
  const akimat = firstOf(organisations, 'akimat', ({ names }) => names.en === 'Akimat of Almaty region');
  const holders = (await staff.get<{ items: Named[] }>('/people')).body.items;
  return [
    { name: 'today', path: '' },
    { name: 'documents', path: '/documents' },
    { name: 'review', path: `/documents/${firstOf(documents, 'drafts', ({ drafts }) => drafts > 0).id}` },
    { name: 'reviewed', path: `/documents/${firstOf(documents, 'reviewed page', ({ drafts }) => drafts === 0).id}` },
    { name: 'partnerships', path: '/partnerships' },
    { name: 'partnership-new', path: '/partnerships/new' },
    { name: 'partnership', path: '/partnerships/almaty-korea' },
    { name: 'commitments', path: '/commitments' },
    { name: 'commitment-measure', path: `/commitments/${measure.id}` },
    { name: 'commitment-act', path: `/commitments/${act.id}` },
    { name: 'organisations', path: '/organisations' },
    { name: 'organisation', path: `/organisations/${akimat.id}` },
    { name: 'organisations-import', path: '/organisations/import' },
    { name: 'duplicates', path: '/organisations/duplicates' },
    { name: 'people', path: '/people' },
    { name: 'person', path: `/people/${firstOf(holders, 'office holder', () => true).id}` },
    { name: 'partnership-edit', path: '/partnerships/almaty-korea/edit' },
    { name: 'missing', path: '/no-such-page' },
  ];
}

/** Signs in as a person does, with the form that the first page shows. */
export async function enterAs(browser: Browser, address: string, { email, ...look }: Look & { email: string }) {
  const opened = await openPage(browser, look);
  await opened.page.goto(`${address}/app`);
  await opened.page.locator('input[name=email]').fill(email);
  await opened.page.locator('input[name=password]').fill(demoPassword);
  await opened.page.locator('input[name=password]').press('Enter');
  await opened.page.locator('input[name=email]').waitFor({ state: 'detached' });
  return opened;
}
