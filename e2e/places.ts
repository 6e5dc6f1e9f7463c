import type { Browser } from 'playwright-core';
import { demoPassword } from '../demo/people.ts';
import { type Look, openPage } from './browser.ts';
import { hostMissionPlaces, publicMissionPlaces } from './missionPlaces.ts';
import { referralPlaces } from './referralPlaces.ts';
import { type Staff, signIn } from './staff.ts';

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
  const everywhere = await Promise.all(
    ['coordinator@almaty.example', 'coordinator@health.example'].map((email) => signIn(address, email)),
  );
  const rows = (await Promise.all(everywhere.map(commitmentsOf))).flat();
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
    ...(await recordPlaces(everywhere)),
    { name: 'partner', path: '/partners/KR' },
    { name: 'field', path: '/fields/health' },
    { name: 'place', path: '/places/almaty-region' },
    { name: 'corrections', path: '/corrections' },
    { name: 'data', path: '/data' },
    { name: 'about', path: '/about-the-figures' },
    ...(await publicMissionPlaces(address)),
    { name: 'found', path: '?q=2024' },
    { name: 'nothing-found', path: '?q=zzzz' },
    { name: 'missing', path: '/no-such-page' },
  ];
}

const itemsOf = async <T>(staff: Staff, path: string): Promise<T[]> =>
  (await staff.get<{ items: T[] }>(`${path}?limit=100`)).body.items;

const commitmentsOf = (staff: Staff): Promise<Row[]> => itemsOf<Row>(staff, '/commitments');

const akimatOf = async (staff: Staff): Promise<Named> =>
  firstOf((await staff.get<Named[]>('/organisations')).body, 'akimat', isAkimat);
const isAkimat = ({ names }: Named): boolean => names.en === 'Akimat of Almaty region';

/** The public page of every meeting and instrument of the demonstration, and of one organisation. */
async function recordPlaces(everywhere: readonly Staff[]): Promise<Place[]> {
  const listed = async (kind: 'meetings' | 'instruments'): Promise<Place[]> =>
    (await Promise.all(everywhere.map((staff) => itemsOf<{ id: string }>(staff, `/${kind}`))))
      .flat()
      .map(({ id }, at) => ({ name: `${kind}-${at + 1}`, path: `/${kind}/${id}` }));
  const places = [...(await listed('meetings')), ...(await listed('instruments'))];
  const [staff] = everywhere;
  return staff ? [...places, { name: 'organisation', path: `/organisations/${(await akimatOf(staff)).id}` }] : places;
}

/** What the staff keeps beside commitments and documents, one page of each kind. */
async function keptPlaces(staff: Staff): Promise<Place[]> {
  const meeting = firstOf(await itemsOf<{ id: string }>(staff, '/meetings'), 'meeting', () => true);
  const mission = firstOf(await itemsOf<{ id: string }>(staff, '/missions'), 'mission', () => true);
  const instrument = firstOf(await itemsOf<{ id: string }>(staff, '/instruments'), 'instrument', () => true);
  const holder = firstOf(await itemsOf<Named>(staff, '/people'), 'office holder', () => true);
  return [
    { name: 'meetings', path: '/meetings' },
    { name: 'meeting-new', path: '/meetings/new' },
    { name: 'meeting', path: `/meetings/${meeting.id}` },
    { name: 'meeting-commitments', path: `/meetings/${meeting.id}/commitments` },
    { name: 'meeting-brief', path: `/meetings/${meeting.id}/brief` },
    { name: 'missions', path: '/missions' },
    { name: 'mission-new', path: '/missions/new' },
    { name: 'mission', path: `/missions/${mission.id}` },
    { name: 'mission-plan', path: `/missions/${mission.id}/plan` },
    { name: 'instruments', path: '/instruments' },
    { name: 'instrument-new', path: '/instruments/new' },
    { name: 'instrument', path: `/instruments/${instrument.id}` },
    { name: 'instrument-edit', path: `/instruments/${instrument.id}/edit` },
    { name: 'instrument-compare', path: `/instruments/${instrument.id}/compare` },
    { name: 'organisations', path: '/organisations' },
    { name: 'organisation', path: `/organisations/${(await akimatOf(staff)).id}` },
    { name: 'organisations-import', path: '/organisations/import' },
    { name: 'duplicates', path: '/organisations/duplicates' },
    { name: 'people', path: '/people' },
    { name: 'person', path: `/people/${holder.id}` },
    { name: 'rates', path: '/rates' },
    { name: 'search', path: '/search?q=clinic' },
    { name: 'digest', path: '/digest' },
  ];
}

/** Every page of the staff application for who coordinates for Almaty region. */
export async function staffPlaces(staff: Staff): Promise<Place[]> {
  const rows = await commitmentsOf(staff);
  const own = rows.filter(({ partnership }) => partnership.slug === 'almaty-korea');
  const documents = (await staff.get<{ items: Document[] }>('/documents')).body.items;
  const measure = firstOf(own, 'measure', ({ kind }) => kind === 'measure');
  const act = firstOf(own, 'act', ({ kind }) => kind === 'act');
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
    { name: 'commitment-new', path: '/commitments/new' },
    { name: 'commitment-change', path: `/commitments/${measure.id}/change` },
    { name: 'commitments-import', path: '/commitments/import' },
    ...(await keptPlaces(staff)),
    { name: 'partnership-edit', path: '/partnerships/almaty-korea/edit' },
    { name: 'missing', path: '/no-such-page' },
  ];
}

const administration: readonly Place[] = [
  { name: 'account', path: '/account' },
  { name: 'admin', path: '/admin' },
  { name: 'admin-people', path: '/admin/people' },
  { name: 'admin-tokens', path: '/admin/tokens' },
  { name: 'admin-audit', path: '/admin/audit' },
  { name: 'admin-protection', path: '/admin/protection' },
  { name: 'admin-transfers', path: '/admin/transfers' },
  { name: 'admin-incidents', path: '/admin/incidents' },
];
const ofInstallation: readonly Place[] = [
  { name: 'admin-installation', path: '/admin/people/installation' },
  { name: 'admin-audit-installation', path: '/admin/audit/installation' },
  { name: 'admin-keys', path: '/admin/keys' },
  { name: 'admin-backups', path: '/admin/backups' },
  { name: 'admin-exchange', path: '/admin/exchange' },
  { name: 'admin-mailbox', path: '/admin/mailbox' },
  { name: 'admin-jobs', path: '/admin/jobs' },
  { name: 'admin-settings', path: '/admin/settings' },
  { name: 'admin-health', path: '/admin/health' },
];

/** What waits for boards, and one board with how long people waited, where the organisation has one. */
async function boardPlaces(staff: Staff): Promise<Place[]> {
  const [board] = (await staff.get<{ id: string }[]>('/boards')).body;
  const own = board && [
    { name: 'board', path: `/boards/${board.id}` },
    { name: 'board-fairness', path: `/boards/${board.id}/fairness` },
  ];
  return [{ name: 'boards', path: '/boards' }, { name: 'board-new', path: '/boards/new' }, ...(own ?? [])];
}

/** Quotas, one of them, and what centres can do. */
async function quotaPlaces(staff: Staff): Promise<Place[]> {
  const [quota] = await itemsOf<{ id: string }>(staff, '/quotas');
  return [
    { name: 'quotas', path: '/quotas' },
    { name: 'quota-new', path: '/quotas/new' },
    { name: 'quota-capacity', path: '/quotas/capacity' },
    ...(quota ? [{ name: 'quota', path: `/quotas/${quota.id}` }] : []),
  ];
}

/** Pages that not everybody opens, under the e-mail of somebody of the demonstration who does. */
export async function placesOf(address: string): Promise<Readonly<Record<string, readonly Place[]>>> {
  const [administrator, doctor, host, sender, centre] = await Promise.all(
    [
      'administrator@almaty.example',
      'doctor@ulgi.example',
      'coordinator@ulgi.example',
      'coordinator@ulgu.example',
      'chair@balalar.example',
    ].map((email) => signIn(address, email)),
  );
  if (!administrator || !doctor || !host || !sender || !centre) throw new Error('nobody signed in');
  const { id: person } = firstOf(await itemsOf<{ id: string }>(administrator, '/access/people'), 'member', () => true);
  const { id: patient } = firstOf((await doctor.get<{ id: string }[]>('/patients')).body, 'patient', () => true);
  return {
    'administrator@almaty.example': [...administration, { name: 'admin-person', path: `/admin/people/${person}` }],
    'installation@health.example': ofInstallation,
    'doctor@ulgi.example': [
      { name: 'patients', path: '/patients' },
      { name: 'patient-new', path: '/patients/new' },
      { name: 'patient', path: `/patients/${patient}` },
      { name: 'patient-consent', path: `/patients/${patient}/consent` },
      { name: 'patient-images', path: `/patients/${patient}/images` },
    ],
    'coordinator@ulgu.example': await referralPlaces(sender),
    'chair@balalar.example': await referralPlaces(centre),
    'coordinator@ulgi.example': [
      { name: 'patient-texts', path: '/patients/texts' },
      ...(await hostMissionPlaces(host)),
      ...(await boardPlaces(host)),
      ...(await quotaPlaces(host)),
    ],
  };
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
