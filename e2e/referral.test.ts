import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import {
  consentOf,
  doUsual,
  draftIn,
  patientOf,
  readIn,
  referralAt,
  type Referrals,
  referralsIn,
  tryAct,
  vote,
} from '../test/referral.ts';
import type { Someone, World } from '../test/world.ts';
import { axeFaults, openBrowser } from './browser.ts';
import { type Product, startProduct } from './product.ts';
import { codeGivenTo, membersOf, openAs, openCase, worldOf } from './referralWorld.ts';
import { overflow, settle } from './settle.ts';

let product: Product;
let browser: Browser;
let address: string;
let world: World;
let referrals: Referrals;

beforeAll(async () => {
  // Many pages are looked at, one right after the other.
  [product, browser] = await Promise.all([startProduct({ YNTYMAQ_REQUESTS_PER_PERSON: '0' }), openBrowser()]);
  address = await product.address();
  const opened = await worldOf(product);
  world = opened.world;
  referrals = await referralsIn(world, 'between-two-hospitals');
  return async () => {
    await opened.end();
    await browser.close();
    await product.stop();
  };
});

const openFor = (who: Someone, look: object = {}) => openAs(browser, address, { who, ...look });
/** Presses what can happen now, fills in what it asks, and does it. */
async function act(page: Page, name: string, fill: (form: ReturnType<Page['getByRole']>) => Promise<unknown>) {
  await page.getByRole('button', { name, exact: true }).click();
  const form = page.getByRole('form', { name, exact: true });
  await fill(form);
  await form.getByRole('button', { name, exact: true }).click();
}
const nothing = async () => {};
const stands = (page: Page, stage: string) =>
  page.locator('.life [aria-current=step]').filter({ hasText: stage }).waitFor();
const reasons = async (form: ReturnType<Page['getByRole']>) => {
  await form.getByLabel('Kazakh').fill('Көрсетілген');
  await form.getByLabel('Russian').fill('Показано');
};
async function voteFor(page: Page) {
  await page.getByRole('radio', { name: 'for', exact: true }).check();
  await page.getByRole('button', { name: 'Vote', exact: true }).click();
  await page.getByText('1 for').first().waitFor();
}

async function voteOn(page: Page, says: 'for' | 'against', why?: string) {
  await page.getByRole('radio', { name: says, exact: true }).check();
  if (why) await page.getByRole('form', { name: 'Your vote' }).getByLabel('Reasons').fill(why);
  await page.getByRole('button', { name: 'Vote', exact: true }).click();
}
/** What somebody at the centre writes of the case, in their own browser. */
async function write(page: Page, part: string, fill: (form: ReturnType<Page['getByRole']>) => Promise<unknown>) {
  await page.getByRole('button', { name: `Write: ${part}` }).click();
  const form = page.getByRole('form', { name: part, exact: true });
  await fill(form);
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await form.waitFor({ state: 'detached' });
}

test('two hospitals, a commission, a board with a dissent and the patient’s mother bring a child from a draft to the end of follow-up at home, each in their own browser', async () => {
  const own = await referralsIn(world, 'with-a-dissent');
  const { people } = own;
  const patient = await patientOf(world, own, { birthDate: '2015-03-05' });
  await consentOf(world, own, { patient });
  const [second, third] = await membersOf(world, own.boards.receiving.id, people.chair);
  const [doctor, coordinator, commission, chair, against, centre] = await Promise.all(
    [people.officer, people.coordinator, people.commissionChair, people.chair, third, people.receiver].map((who) =>
      openFor(who),
    ),
  );
  if (!doctor || !coordinator || !commission || !chair || !against || !centre) throw new Error('nobody is there');

  await doctor.go(`/patients/${patient}`);
  await doctor.page.getByRole('link', { name: 'Refer for treatment' }).click();
  await doctor.page.getByLabel('Against which quota').selectOption({ index: 1 });
  await doctor.page.getByText('the patient’s consent stands').waitFor();
  expect(await axeFaults(doctor.page)).toEqual([]);
  await doctor.page.getByRole('button', { name: 'Begin the referral' }).click();
  await stands(doctor.page, 'Draft');
  const id = new URL(doctor.page.url()).pathname.split('/').at(-1) ?? '';
  const given = await codeGivenTo(doctor.page, 'עברית');
  await act(doctor.page, 'Send', async (form) => {
    await form.getByLabel('Under which consent').selectOption({ index: 1 });
    await form.getByLabel('Consent for the commission').selectOption({ index: 1 });
  });
  await stands(doctor.page, 'Sent');

  await coordinator.go(`/referrals/${id}`);
  await act(coordinator.page, 'Check the papers and pass on', nothing);
  await stands(coordinator.page, 'Papers');
  await act(coordinator.page, 'Check the papers and pass on', nothing);
  await stands(coordinator.page, 'Home');

  await commission.go(`/referrals/${id}`);
  await voteFor(commission.page);
  await act(commission.page, 'Commission approves', reasons);
  await stands(commission.page, 'Board');

  await against.go(`/referrals/${id}`);
  await voteOn(against.page, 'against', 'Алдымен гистология керек');
  await against.page.getByText('1 against').first().waitFor();
  await vote(world, second, { referral: id, says: 'for' });
  await chair.go(`/referrals/${id}`);
  await chair.page.getByText('Accepting leaves 29.').waitFor();
  await chair.page.getByText('Quorum 3').waitFor();
  await voteOn(chair.page, 'for');
  await chair.page.getByText('2 for').first().waitFor();
  await act(chair.page, 'Accept', async (form) => {
    const said = form.getByRole('group', { name: 'The board’s reasons' });
    await said.getByLabel('Kazakh').fill('Көрсетілген');
  });
  await stands(chair.page, 'Accepted');
  await chair.page.locator('.badge', { hasText: 'dissent' }).first().waitFor();
  expect(await axeFaults(chair.page)).toEqual([]);

  await centre.go(`/referrals/${id}`);
  await act(centre.page, 'Agree a date', (form) => form.getByLabel('Day of arrival').fill('2027-01-11'));
  await stands(centre.page, 'Date');

  const mother = await openCase(browser, address, { ...given, birth: '2015-03-05' });
  expect(await mother.page.locator('html').getAttribute('dir')).toBe('rtl');
  expect(await mother.page.locator('.life [aria-current=step]').textContent()).toContain('תאריך');
  await mother.page.getByText('11 בינואר 2027').waitFor();
  expect(await mother.page.locator('main table tbody tr').count()).toBeGreaterThan(0);
  await mother.page.locator('#text').fill('לאיזה טרמינל להגיע?');
  await mother.page.locator('form:has(#text) button').last().click();
  await mother.page.waitForURL('**/case/page?notice=sent');
  expect(await overflow(mother.page)).toBe(0);

  await coordinator.go('');
  await coordinator.page.getByRole('link', { name: /1 new message/ }).click();
  await stands(coordinator.page, 'Date');
  await coordinator.page.getByRole('button', { name: 'Open the messages' }).click();
  await coordinator.page.getByText('לאיזה טרמינל להגיע?').waitFor();
  await coordinator.page.getByLabel('Your message').fill('טרמינל 1');
  await coordinator.page.getByRole('button', { name: 'Send', exact: true }).last().click();
  await coordinator.page.locator('.as-written', { hasText: 'טרמינל 1' }).waitFor();
  await mother.page.reload();
  await mother.page.getByText('טרמינל 1', { exact: true }).waitFor();

  await centre.page.reload();
  await act(centre.page, 'Record arrival', nothing);
  await stands(centre.page, 'Arrival');
  await act(centre.page, 'Start treatment', (form) => form.getByLabel('How many fractions').fill('2'));
  await stands(centre.page, 'Treatment');
  await act(centre.page, 'Record a fraction', nothing);
  await centre.page.getByText('1 of 2 fractions were given.').waitFor();
  await write(centre.page, 'Discharge letter', (form) => form.getByLabel('Text').fill('Ем аяқталды'));
  await write(centre.page, 'Follow-up plan', (form) => form.getByLabel('What').first().fill('Бір айдан кейін МРТ'));
  await act(centre.page, 'Discharge', nothing);
  await stands(centre.page, 'Discharge');

  await doctor.go(`/referrals/${id}`);
  await doctor.page.getByText('Бір айдан кейін МРТ').first().waitFor();
  await act(doctor.page, 'Start follow-up at home', nothing);
  await stands(doctor.page, 'Follow-up');
  await mother.page.reload();
  expect(await mother.page.locator('.life [aria-current=step]').textContent()).toContain('בית');
  await act(doctor.page, 'Complete', nothing);
  await stands(doctor.page, 'Done');
  expect(await axeFaults(doctor.page)).toEqual([]);
  for (const each of [doctor, coordinator, commission, chair, against, centre, mother]) {
    expect(each.faults).toEqual([]);
    await each.context.close();
  }
});

test('a consent that is withdrawn while a form is open stops the act, says why, and keeps what was typed', async () => {
  const { id, patient, consent } = await referralAt(world, referrals, 'board');
  const { page, go, context } = await openFor(referrals.people.chair);
  await go(`/referrals/${id}`);
  await voteFor(page);
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  const said = page.getByRole('group', { name: 'The board’s reasons' }).getByLabel('Kazakh');
  await said.fill('Протон көрсетілген');
  const withdrawn = await world
    .as(referrals.people.officer)
    .post(`/consents/${consent}/withdrawal`, { byWhom: 'patient', representative: null, remark: null });
  expect(withdrawn.statusCode).toBe(200);
  await page.getByRole('form', { name: 'Accept' }).getByRole('button', { name: 'Accept', exact: true }).click();
  await page.getByRole('alert').first().waitFor();
  await page.getByText('The patient’s consent has ended or was withdrawn: nothing can be sent on').waitFor();
  expect(await said.inputValue()).toBe('Протон көрсетілген');
  expect((await readIn(world, referrals.people.officer, id)).stage).toBe('board');
  await page.getByText('The patient’s consent no longer stands').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  expect(patient).not.toBe('');
  await context.close();
});

test('of two who act at once the second is told what the first did, and keeps every word that was typed', async () => {
  const { id } = await referralAt(world, referrals, 'submitted');
  const { page, go, context } = await openFor(referrals.people.coordinator);
  await go(`/referrals/${id}`);
  await page.getByRole('button', { name: 'Return for revision', exact: true }).click();
  const form = page.getByRole('form', { name: 'Return for revision' });
  await form.getByLabel('Reason').selectOption('papers_missing');
  await form.getByLabel('In words').fill('Гистологияның екінші беті жоқ');
  const { version } = await readIn(world, referrals.people.officer, id);
  const first = await tryAct(world, referrals.people.officer, {
    id,
    version,
    does: { act: 'cancel', reason: 'patient_refused' },
  });
  expect(first.statusCode).toBe(200);
  await form.getByRole('button', { name: 'Return for revision' }).click();
  await page.getByText('Somebody else acted first. The referral now stands at: Withdrawn.').waitFor();
  await page.getByText('The referral was withdrawn').first().waitFor();
  expect(await form.getByLabel('In words').inputValue()).toBe('Гистологияның екінші беті жоқ');
  expect(await axeFaults(page)).toEqual([]);
  await context.close();
});

test('what was typed survives another page of the application, and nothing of it lies on the device', async () => {
  const { id } = await draftIn(world, referrals);
  const { page, go, context } = await openFor(referrals.people.officer);
  await go(`/referrals/${id}`);
  await page.getByRole('button', { name: 'Withdraw the referral' }).click();
  await page.getByRole('form', { name: 'Withdraw the referral' }).getByLabel('In words').fill('Құпиясөз');
  await page.getByRole('link', { name: 'Quotas', exact: true }).first().click();
  await page.waitForURL(/\/quotas$/);
  await settle(page);
  await page.goBack();
  await page.getByRole('button', { name: 'Withdraw the referral' }).click();
  expect(await page.getByLabel('In words').inputValue()).toBe('Құпиясөз');
  const kept: string = await page.evaluate(
    'JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })',
  );
  expect(kept).not.toContain('Құпиясөз');
  await context.close();
});

test('the list is what its address says: the same filter for whoever gets the link, and the same rows in its file', async () => {
  await doUsual(world, referrals, { ...(await draftIn(world, referrals)), act: 'submit' });
  const { page, go, context } = await openFor(referrals.people.coordinator);
  await go('/referrals');
  await page.getByLabel('Step').selectOption('submitted');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL(/stage=submitted/);
  await settle(page);
  const shown = await page.locator('main .promise h2').allTextContents();
  expect(shown.length).toBeGreaterThan(0);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /CSV/ }).click(),
  ]);
  const file = Buffer.concat(await (await download.createReadStream()).toArray()).toString('utf8');
  const numbersIn = (text: string) =>
    [...new Set(text.match(/Y-\d{4}-\d{4}/g) ?? [])].toSorted((a, b) => (a < b ? -1 : 1));
  expect(numbersIn(file)).toEqual(numbersIn(shown.join(' ')));
  await context.close();
});

test('every page of referrals stands on a phone in every language and both themes, and axe finds nothing wrong', async () => {
  const { id } = await referralAt(world, referrals, 'in_treatment');
  const paths = ['/referrals', '/referrals/new', `/referrals/${id}`, '/referrals/paths', '/referrals/paths/new'];
  for (const look of [
    { locale: 'kk', theme: 'light', width: 360 },
    { locale: 'ru', theme: 'dark', width: 360 },
    { locale: 'en', theme: 'dark', width: 1280 },
  ] as const) {
    const { page, go, faults, context } = await openFor(referrals.people.coordinator, look);
    for (const path of [...paths, `/referrals/paths/${referrals.path}`]) {
      await go(path);
      await settle(page);
      expect([path, look.locale, await overflow(page)]).toEqual([path, look.locale, 0]);
      expect([path, look.locale, await axeFaults(page)]).toEqual([path, look.locale, []]);
    }
    expect(faults).toEqual([]);
    await context.close();
  }
});
