import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { addDays } from '../src/platform/time/calendar.ts';
import accords from '../src/modules/accords/messages/kk.json' with { type: 'json' };
import words from '../src/modules/accords/words/messages/kk.json' with { type: 'json' };
import published from '../src/public/messages/kk.json' with { type: 'json' };
import { axeFaults, openBrowser } from './browser.ts';
import { deliver, learn, promise, type Seated, showAll, sitDown } from './ledger.ts';
import { openPartnership, type Partnership } from './partnership.ts';
import { type Product, startProduct } from './product.ts';
import { publicText } from './public.ts';
import { settle } from './settle.ts';

const kazakh = { ...accords, ...words };

const almaty = 'coordinator@almaty.example';
const colleague = 'officer@almaty.example';
const association = 'coordinator@association.example';

let product: Product;
let browser: Browser;
let address: string;
let ours: Seated;
let theirs: Seated;
let partnership: Partnership;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
  ours = await sitDown(browser, address, almaty);
  theirs = await sitDown(browser, address, association);
  partnership = await openPartnership(ours.staff, {
    title: 'Тізілім сынағы',
    ours: 'Akimat of Almaty region',
    theirs: 'World Association of Kazakhs',
  });
  return async () => {
    await browser.close();
    await product.stop();
  };
});

/** A page of the staff application, as it is when nothing is on its way any more, and without a fault. */
async function open({ page }: Seated, path: string): Promise<Page> {
  await page.goto(`${address}/app${path}`);
  await settle(page);
  expect([path, await axeFaults(page)]).toEqual([path, []]);
  return page;
}

const textOf = async (page: Page, where = 'main'): Promise<string> =>
  (await page.locator(where).innerText()).replaceAll(/\s+/g, ' ');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const publicly = (commitment: string) => publicText(browser, `${address}/kk/commitments/${commitment}`);

test('two sides count one thing differently; one proposes a figure, the other accepts it, and everybody reads it once', async () => {
  const commitment = await promise(ours.staff, partnership, { title: 'Келісілетін шеберлік сыныптары', count: '61' });
  const own = await deliver(ours.staff, partnership, { of: commitment, count: '37', source: 'Әкімдік хабары' });
  await showAll(ours.staff, { commitments: [commitment] });
  const other = await deliver(theirs.staff, partnership, { of: commitment, count: '40', source: 'Қауымдастық хабары' });
  await showAll(theirs.staff, { document: other.document });

  const before = await publicly(commitment);
  expect(before).toContain(published['public.differences']);
  expect(before).toContain('орындалғаны: кемінде 37');

  const page = await open(ours, `/commitments/${commitment}`);
  const said = await textOf(page, '#differences');
  expect(said).toContain('Талдықорған');
  expect(said).toMatch(/37.*40.*саналады: кемінде 37/);
  await press(page, kazakh['accords.ui.difference.propose']);
  await page.locator('#settlement-amount').fill('39');
  await page.getByLabel(kazakh['accords.ui.reasons']).fill('Тізімдер салыстырылды: бірі бөлек өткізілген.');
  await page.locator('#differences form button[type=submit]').click();
  await page.getByText('ұсынған сан: 39').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  expect(await publicly(commitment)).toContain('орындалғаны: кемінде 37');

  const today = await open(theirs, '');
  expect(await textOf(today)).toContain('Екінші тарап ортақ сан ұсынды: 39');
  await today.getByRole('link', { name: 'Келісілетін шеберлік сыныптары' }).first().click();
  await today.locator('#differences').waitFor();
  expect(await textOf(today, '#differences')).toContain('бірі бөлек өткізілген');
  await press(today, kazakh['accords.ui.settlement.accept']);
  await today.getByText(kazakh['accords.ui.deliveries.agreed']).waitFor();
  expect(await axeFaults(today)).toEqual([]);

  const after = await publicly(commitment);
  expect(after).not.toContain(published['public.differences']);
  expect(after).toContain('орындалғаны: 39');
  expect(after).toContain('37 шеберлік сыныбы');
  expect(after).toContain('40 шеберлік сыныбы');
  expect(after).toContain(`${published['public.agreed_figure']}: 39`);
  expect(after).not.toContain(published['public.proofs.both_stand']);
  expect(after).toContain(published['public.correction.settled']);
  const { body } = await ours.staff.get<{ deliveries: { amount: { amount: string }; grounds: { claim: string }[] }[] }>(
    `/commitments/${commitment}`,
  );
  // What the sides have settled no spreadsheet counts anew.
  const sheet = new FormData();
  sheet.set('locale', 'kk');
  sheet.set('file', new File([`commitment,amount,period,place\n${commitment},37,2019,Талдықорған`], 'rows.csv'));
  const preview = await ours.staff.post('/deliveries/imports/preview', sheet);
  expect(preview.body).toMatchObject({
    counts: { added: 0, refused: 1 },
    rows: [{ faults: [{ cause: 'counted-already' }] }],
  });
  expect(body.deliveries.map(({ amount }) => amount.amount)).toEqual(['39']);
  expect(body.deliveries[0]?.grounds.map(({ claim }) => claim).toSorted()).toEqual([own.claim, other.claim].toSorted());
});

test('a promise on a condition is due from the day on which the condition is met, with the proof of it', async () => {
  const condition = { kk: { text: 'Індет саябырлағаннан кейін', by: 'person' } };
  const commitment = await promise(ours.staff, partnership, {
    title: 'Індеттен кейінгі шеберлік сыныптары',
    count: '62',
    condition,
    conditionState: 'unknown',
    dueAfter: 'P5D',
  });
  const text = 'Індет саябырлады.\n\nАуруханада 12 науқас қалды.';
  const proof = await learn(ours.staff, partnership, { text, count: '12' });
  const { body: before } = await ours.staff.get<{ today: string; becameDue: { id: string }[] }>('/today');
  expect(before.becameDue.map(({ id }) => id)).not.toContain(commitment);
  const day = before.today;

  const page = await open(ours, `/commitments/${commitment}`);
  expect(await textOf(page)).toContain(kazakh['accords.ui.term.none']);
  await page.getByRole('button', { name: kazakh['accords.ui.condition.open'] }).click();
  await page.locator('#condition-on').fill(day);
  await page.locator('#condition-claim').selectOption(proof);
  await page.getByLabel(kazakh['accords.ui.assess.reasons']).fill('Аурухана қалған науқастың санын хабарлады.');
  expect(await axeFaults(page)).toEqual([]);
  await page.locator('aside form button[type=submit]').click();
  await page.locator('aside form').waitFor({ state: 'detached' });
  await settle(page);
  const { body: found } = await ours.staff.get<Record<string, unknown>>(`/commitments/${commitment}`);
  expect(found).toMatchObject({ conditionState: 'met', conditionOn: day, termLast: addDays(day, 5) });
  expect(found['grounds']).toContainEqual(expect.objectContaining({ claim: proof, part: 'condition' }));
  expect(await textOf(page)).not.toContain(kazakh['accords.ui.term.none']);
  expect(await textOf(page)).toContain('12 науқас');

  const today = await open(ours, '');
  for (const heading of [kazakh['accords.ui.today.became_due'], kazakh['accords.ui.today.due']]) {
    const card = today.locator('section, article, div.card', { has: today.getByRole('heading', { name: heading }) });
    await card.last().getByRole('link', { name: 'Індеттен кейінгі шеберлік сыныптары' }).waitFor();
  }
});

test('that something is late one person says and another shows: before that nobody outside reads it', async () => {
  const title = 'Мерзімі өткен шеберлік сыныптары';
  const commitment = await promise(ours.staff, partnership, { title, count: '63', term: '2020-12-31' });
  await showAll(ours.staff, { commitments: [commitment] });
  const officer = await sitDown(browser, address, colleague);
  const reasons = 'Мерзім өтті, екінші тарап жаңа күн атамады';

  const page = await open(officer, `/commitments/${commitment}`);
  await page.getByRole('button', { name: kazakh['accords.ui.assess.open'] }).click();
  await page.locator('#assess-verdict').selectOption('late');
  await page.locator('#assess-reasons').fill(reasons);
  await page.locator('#assess-day').fill('2021-02-01');
  await page.locator('#assess-visibility').selectOption('public');
  await page.locator('aside form button[type=submit]').click();
  await page.locator('#requests').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  expect(await textOf(page, '#requests')).toContain(kazakh['accords.ui.request.state.waiting']);
  expect(await page.locator('#requests button').allInnerTexts()).toEqual([kazakh['accords.ui.request.take_back']]);

  const { body: asked } = await officer.staff.get<{ requests: { id: string }[] }>(`/commitments/${commitment}`);
  const decision = `/publication-requests/${asked.requests[0]?.id}/decision`;
  expect((await officer.staff.post(decision, { decision: 'approve' })).status).toBe(403);
  expect((await theirs.staff.post(decision, { decision: 'approve' })).status).toBe(404);
  for (const outside of [await publicly(commitment), (await theirs.staff.get(`/commitments/${commitment}`)).text])
    expect(outside).not.toContain(reasons);
  expect(await publicly(commitment)).not.toContain(published['public.status.overdue']);

  const today = await open(ours, '');
  expect(await textOf(today)).toContain(kazakh['accords.ui.request.about.late']);
  await open(ours, `/commitments/${commitment}`);
  await press(today, kazakh['accords.ui.request.approve']);
  await today.locator('#requests').getByText(kazakh['accords.ui.request.state.approved']).waitFor();
  const shown = await publicly(commitment);
  expect(shown).toContain(published['public.status.overdue']);
  expect(shown).toContain(reasons);
  expect((await theirs.staff.get(`/commitments/${commitment}`)).text).toContain(reasons);
  await officer.page.context().close();
});

test('a named party answers in public, and the log tells of what was taken out by a counter-entry', async () => {
  const title = 'Жауабы бар шеберлік сыныптары';
  const commitment = await promise(ours.staff, partnership, { title, count: '64' });
  await deliver(ours.staff, partnership, { of: commitment, count: '47', source: 'Қате есептелген хабар' });
  await showAll(ours.staff, { commitments: [commitment] });

  const answer = 'Қауымдастық қалған сабақтарды келер жылы өткізеді.';
  const there = await open(theirs, `/commitments/${commitment}`);
  await press(there, kazakh['accords.ui.answer.open']);
  await there.getByLabel(kazakh['accords.ui.answer.label']).fill(answer);
  await press(there, kazakh['accords.ui.answer.submit']);
  await there.locator('#answers').getByText(answer).and(there.locator('p')).waitFor();
  expect(await axeFaults(there)).toEqual([]);

  const why = 'Бір сабақ екі рет жазылған екен.';
  const here = await open(ours, `/commitments/${commitment}`);
  await press(here, kazakh['accords.ui.correction.open']);
  await here.locator('[id^=correction-][id$=-amount]').fill('46');
  await here.getByLabel(kazakh['accords.ui.correction.why']).fill(why);
  expect(await axeFaults(here)).toEqual([]);
  await press(here, kazakh['accords.ui.correction.submit']);
  await here.locator('[id^=correction-]').first().waitFor({ state: 'detached' });
  await settle(here);
  expect(await textOf(here)).toContain(why);

  const page = await publicly(commitment);
  expect(page).toContain(answer);
  expect(page).toContain('орындалғаны: 46');
  const log = await publicText(browser, `${address}/kk/corrections`);
  const [, entry = ''] = log.split(title);
  expect(entry).toMatch(/47.*46/);
  expect(entry).toContain(published['public.correction.counter_entry']);
  expect(entry).toContain(why);
  expect([...ours.faults, ...theirs.faults]).toEqual([]);
});
