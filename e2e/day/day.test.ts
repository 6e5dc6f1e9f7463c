import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { type Product, startProduct } from '../product.ts';
import { signIn, type Staff } from '../staff.ts';
import { pin, unlock } from './crew.ts';
import { expectGood, fillPerson, type Hand, joined, offline, opened, register, shot, type Workplace } from './hand.ts';
import { type Booked, bookPeople, planMission, type Planned } from './planned.ts';

let product: Product;
let browser: Browser;
let address: string;
let staff: Staff;
let planned: Planned;
let booked: Booked[];
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
  staff = await signIn(address, 'coordinator@ulgi.example');
  planned = await planMission(staff, new Date());
  booked = await bookPeople(staff, planned, 6);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const therapist: Workplace = { clinician: 'Дәрігер Жергілікті', room: '1' };
const surgeon: Workplace = { clinician: '박가상', room: '3' };
const desk: Workplace = { room: 'Тіркеу' };
type Given = Partial<Parameters<typeof joined>[2]>;

async function phone(label: string, workplace: Workplace, given: Given = {}): Promise<Hand> {
  const hand = await joined(label, workplace, { browser, address, staff, planned, ...given });
  onTestFinished(() => hand.context.close());
  return hand;
}
const bookedFor = (specialty: string, at = 0): Booked =>
  booked.filter((each) => each.specialty === specialty)[at] as Booked;

test('with no network somebody is registered, called, examined and signed for, and nothing typed is lost by a lock or a closed tab', async () => {
  const hand = await phone('Walk-ins', therapist);
  const { context, faults } = hand;
  await offline(hand);
  await hand.page.getByText(/No network/).waitFor();
  await hand.page.getByRole('link', { name: 'Register' }).tap();
  await fillPerson(hand.page, { name: 'Сәуле Ойдан', year: '1960', phone: '+7 701 000 00 00' });
  await hand.page.getByLabel('Allergy').fill('penicillin');
  const page = await context.newPage();
  await hand.page.close();
  await page.goto(`${address}/day#/register`);
  await unlock(page);
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Сәуле Ойдан');
  await page.getByRole('button', { name: 'Register and queue' }).tap();
  await page.getByRole('heading', { level: 1, name: 'Сәуле Ойдан' }).waitFor();
  await page.getByRole('link', { name: 'Back to the day' }).tap();
  await page.getByRole('button', { name: /Call next: B-001|Call next: \w-001/ }).tap();
  await page.getByText('called, room 1').waitFor();
  await page.getByText('Allergy: penicillin').waitFor();
  await page.getByRole('button', { name: 'Examine', exact: true }).tap();
  await page.getByLabel('Finding').fill('clear');
  await page.reload();
  await unlock(page);
  expect(await page.getByLabel('Finding').inputValue()).toBe('clear');
  await page.getByText('home', { exact: true }).tap();
  await page.getByRole('button', { name: 'Sign', exact: true }).tap();
  await page.getByText(/The examination is signed/).waitFor();
  await page.goto(`${address}/day#/`);
  await page.getByText('1 registered · 1 examined · 0 waiting').waitFor();
  await context.setOffline(false);
  await page.getByText(/No network|only on this device/).waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
});

test('who is booked is found by name and by QR with no network, comes once, and a ticket used twice says who let them in', async () => {
  const hand = await phone('Desk', desk);
  const { page, go } = hand;
  await offline(hand);
  const [first, second] = [bookedFor('therapy'), bookedFor('therapy', 1)];
  await go('people');
  await page.getByLabel('Search by name').fill(first.name);
  await page.getByRole('link', { name: first.name }).tap();
  await page.getByText(`No. ${first.ticket}`).waitFor();
  await expectGood(page, 'booked');
  await page.getByRole('button', { name: 'Has arrived' }).tap();
  await page.getByRole('heading', { name: 'Place in the queue' }).waitFor();
  await page.getByRole('group', { name: 'Sex' }).getByText('male', { exact: true }).tap();
  await page.getByRole('group', { name: 'Sex' }).waitFor({ state: 'detached' });
  await page.getByText(/age \d+ · male/).waitFor();
  await page.getByRole('button', { name: 'Change: Sex' }).tap();
  await page.getByRole('group', { name: 'Sex' }).getByText('female', { exact: true }).tap();
  await page.getByRole('button', { name: 'Save', exact: true }).tap();
  await page.getByText(/age \d+ · female/).waitFor();
  await go('scan');
  await page.getByLabel('Ticket number').fill(first.ticket.toLowerCase());
  await page.getByRole('button', { name: 'Find', exact: true }).tap();
  await page.getByText('This ticket was used: the person has come.').waitFor();
  await page.getByText(/Тіркеуші Ойдан, \d\d:\d\d, device: \w Desk/).waitFor();
  await page.getByLabel('Ticket number').fill(second.ticket);
  await page.getByRole('button', { name: 'Find', exact: true }).tap();
  await page.getByRole('heading', { level: 1, name: second.name }).waitFor();
  await page.getByRole('button', { name: 'Did not come…' }).tap();
  await page.getByRole('button', { name: 'Yes, did not come' }).tap();
  await page.getByText('did not come', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Has arrived' }).waitFor();
  expect(hand.faults).toEqual([]);
});

test('a foreign QR, another mission’s and one that this device cannot know are each told by name, and nothing is changed', async () => {
  const hand = await phone('Scanner', desk);
  const { page, go } = hand;
  await offline(hand);
  await go('scan');
  const ticket = `${address}/kk/tickets/${'c'.repeat(43)}`;
  for (const [text, said] of [
    ['WIFI:S:guest;T:WPA;P:secret;;', 'This is no ticket of ours. Nothing was changed.'],
    [`${ticket}#another-mission`, 'This ticket is of another mission.'],
    [`${ticket}#${planned.slug}`, /it may have been booked later/],
    ['A-999', 'There is no such number on this day.'],
  ] as const) {
    await page.getByLabel('Ticket number').fill(text);
    await page.getByRole('button', { name: 'Find', exact: true }).tap();
    await page.getByText(said).waitFor();
  }
  await expectGood(page, 'scan');
});

test('an examination holds measures, a code found by a word, an operation, a photo and what comes next, and goes on to another room', async () => {
  const hand = await phone('Surgery', surgeon);
  const { page } = hand;
  await offline(hand);
  await register(hand, { name: 'Ерлан Мысал', year: '1980', sex: 'male', specialty: 'surgery' });
  await page.getByRole('button', { name: 'Call to this room' }).tap();
  await page.getByRole('button', { name: 'Examine', exact: true }).tap();
  await page.getByLabel('Temperature').fill('45');
  await page.getByText(/Usually 34–42/).waitFor();
  await page.getByLabel('Temperature').fill('36,9');
  await page.getByLabel('Systolic').fill('120');
  await page.getByLabel('Diastolic').fill('130');
  await page.getByText(/Not below the upper pressure/).waitFor();
  await page.getByLabel('Diastolic').fill('80');
  await page.getByLabel('Complaint').fill('knee');
  await page.getByLabel('ICD-10 code').fill('тізе');
  await page.getByRole('button', { name: /M17 Arthrosis of knee/ }).tap();
  expect(await page.getByLabel('Diagnosis').inputValue()).toBe('Arthrosis of knee');
  await page.getByRole('textbox', { name: 'Treatment' }).fill('rest');
  await page.getByRole('textbox', { name: 'Operation' }).fill('arthroscopy');
  await page.getByLabel('Advice').fill('walk');
  const picture = await page.screenshot();
  await page.setInputFiles('input[type=file]', { name: 'paper.png', mimeType: 'image/png', buffer: picture });
  await page.getByRole('img', { name: 'Photo of a paper, 1' }).waitFor();
  await expectGood(page, 'encounter');
  await shot(page, 'encounter');
  await page.getByRole('button', { name: 'Sign', exact: true }).tap();
  await page.getByText('Choose what comes next.').waitFor();
  await page.getByText('referral', { exact: true }).tap();
  await page.getByText(/The local physician who answers: Дәрігер Жергілікті/).waitFor();
  await page.getByRole('button', { name: 'Sign', exact: true }).tap();
  await page.getByText(/The examination is signed/).waitFor();
  await page.getByText('Back to the day').tap();
  await page.getByText('Send to another room').tap();
  await page.locator('#queue-specialty').selectOption('cardiology');
  await page.getByRole('button', { name: 'Add to a queue' }).tap();
  await page.getByText('Sent: Cardiology.').waitFor();
  expect(hand.faults).toEqual([]);
});

test('whoever has no permission and nobody who answers signs nothing, and what was written stays', async () => {
  const hand = await phone('No permission', desk);
  const { page } = hand;
  await offline(hand);
  await register(hand, { name: 'Дина Мысал', year: '1990' });
  await page.getByRole('button', { name: 'Call to this room' }).tap();
  await page.getByRole('button', { name: 'Examine', exact: true }).tap();
  await page.getByLabel('Finding').fill('seen by nobody');
  await page.getByText('home', { exact: true }).tap();
  await page.getByRole('button', { name: 'Sign', exact: true }).tap();
  await page.getByText(/A signature needs a permission to practise/).waitFor();
  expect(await page.getByText(/The examination is signed/).count()).toBe(0);
  await page.getByRole('button', { name: 'Save', exact: true }).tap();
  await page.getByText('Saved on this device.').waitFor();
});

test('who may be registered already is shown before anything is saved; death and emergency take two presses and can be taken back', async () => {
  const hand = await phone('Second desk', desk);
  const { page, go } = hand;
  await register(hand, { name: 'Айгүл Ойдан', year: '1971' });
  await go('register');
  await fillPerson(page, { name: 'Айгуль Ойдан', year: '1971' });
  await page.getByText('People who may be the same: 1').waitFor();
  await page.getByRole('link', { name: 'Айгүл Ойдан' }).tap();
  for (const [button, sure, said] of [
    ['Emergency…', 'Yes, emergency', 'Handed to emergency care'],
    ['Death…', 'Yes, died', 'Died'],
  ] as const) {
    await page.getByRole('button', { name: button }).tap();
    await page.getByRole('button', { name: sure }).tap();
    await page.getByText(said, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Pressed by mistake' }).tap();
    await page.getByRole('button', { name: 'Yes, take it back' }).tap();
    await page.getByText(said, { exact: true }).waitFor({ state: 'detached' });
  }
  expect(hand.faults).toEqual([]);
});

test('emergency takes two presses on the day and within an examination, too', async () => {
  const hand = await phone('Two presses', therapist);
  const { page, go } = hand;
  await offline(hand);
  const told = page.getByText('Handed to emergency care', { exact: true });
  await register(hand, { name: 'Балжан Мысал', year: '1966' });
  await page.getByRole('button', { name: 'Call to this room' }).tap();
  await page.getByRole('button', { name: 'Examine', exact: true }).tap();
  await page.getByLabel('Finding').fill('pale');
  await page.getByRole('button', { name: 'Emergency…' }).tap();
  await page.getByRole('button', { name: 'Yes, emergency' }).tap();
  await told.waitFor();
  expect(await page.getByLabel('Finding').inputValue()).toBe('pale');
  await expectGood(page, 'ended in an examination');
  await register(hand, { name: 'Гүлнар Мысал', year: '1967' });
  await page.getByRole('button', { name: 'Call to this room' }).tap();
  await go('');
  const card = page.getByRole('article', { name: /Гүлнар Мысал/ });
  await card.getByRole('button', { name: 'Emergency…' }).tap();
  await expectGood(page, 'asked on the day');
  await shot(page, 'two-presses');
  await card.getByRole('button', { name: 'Yes, emergency' }).tap();
  await card.waitFor({ state: 'detached' });
  await go('people');
  await page.getByLabel('Search by name').fill('Гүлнар');
  await page.getByRole('link', { name: 'Гүлнар Мысал' }).tap();
  await told.waitFor();
});

test('whom a room called and who is not there rests, is called again, and is given up by a second word', async () => {
  const hand = await phone('Therapy', therapist);
  const { page, go } = hand;
  await offline(hand);
  await register(hand, { name: 'Қанат Мысал', year: '1955', sex: 'male' });
  await go('');
  await page.getByRole('button', { name: /Call next: \w-001/ }).tap();
  await page.getByRole('button', { name: 'Not there' }).tap();
  await page.getByText('a little later').waitFor();
  await page.getByRole('button', { name: /Call next: \w-001/ }).tap();
  await page.getByRole('button', { name: 'Did not come' }).tap();
  await page.getByText('Nobody is in this queue.').waitFor();
  expect(hand.faults).toEqual([]);
});

test('who works at a device is on its disk before the day is shown', async () => {
  const { page, go } = await phone('Slow disk', therapist);
  await go('settings');
  await page.evaluate(() => {
    const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
    crypto.subtle.encrypt = async (...asked: Parameters<typeof encrypt>) => {
      await new Promise((done) => void setTimeout(done, 500));
      return encrypt(...asked);
    };
  });
  await page.getByLabel('Room', { exact: true }).fill('3');
  await page.getByRole('button', { name: 'Save' }).tap();
  await page.getByRole('heading', { level: 1, name: /The day/ }).waitFor();
  await page.reload();
  await unlock(page);
  await go('settings');
  expect(await page.getByLabel('Room', { exact: true }).inputValue()).toBe('3');
});

test('a clock that is a day wrong is told, and the day is the right one', async () => {
  const aDayAhead = () => {
    const Right = Date;
    globalThis.Date = class extends Right {
      constructor(...said: unknown[]) {
        if (said.length === 0) super(Right.now() + 86_400_000);
        else super(...(said as [number]));
      }
      static override now(): number {
        return Right.now() + 86_400_000;
      }
    } as DateConstructor;
  };
  const { page } = await phone('Wrong clock', desk, { begin: (context) => context.addInitScript(aDayAhead) });
  await page.getByText(/The clock of this device is wrong/).waitFor();
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(planned.day));
  await page.getByRole('heading', { level: 1, name: `The day, ${day}` }).waitFor();
  await expectGood(page, 'wrong clock');
});

test('a full disk is told with what was not stored; what was typed stays, and is stored once there is room', async () => {
  const origin = new URL(address).origin;
  const hand = await phone('Full', desk, {
    // The browser asks once how much room there is, and then counts by itself.
    ready: async ({ context, page }) => {
      const session = await context.newCDPSession(page);
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 20_000_000 });
    },
  });
  const { page, go } = hand;
  await go('register');
  await fillPerson(page, { name: 'Мұрат Ойдан', year: '1949', sex: 'male' });
  const isFilled = await page.evaluate(async () => {
    const opening = indexedDB.open('something else');
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('heap', { autoIncrement: true }));
    await new Promise((resolve) => opening.addEventListener('success', resolve));
    const database = opening.result;
    let isFull = false;
    for (let bytes = 1_000_000; bytes >= 100; ) {
      const writing = database.transaction('heap', 'readwrite');
      writing.objectStore('heap').add(crypto.getRandomValues(new Uint8Array(Math.min(bytes, 65_536))).slice());
      const isStored = await new Promise((resolve) => {
        writing.addEventListener('complete', () => resolve(true));
        writing.addEventListener('abort', () => resolve(false));
      });
      if (isStored) continue;
      isFull = true;
      bytes = bytes > 65_536 ? 65_536 : Math.floor(bytes / 8);
    }
    database.close();
    return isFull;
  });
  expect(isFilled).toBe(true);
  await page.getByRole('button', { name: 'Register and queue' }).tap();
  await page.getByText(/The device is full: records not stored: \d/).waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Мұрат Ойдан');
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.deleteDatabase('something else').addEventListener('success', resolve);
      }),
  );
  await page.getByRole('button', { name: 'Register and queue' }).tap();
  await page.getByRole('heading', { level: 1, name: 'Мұрат Ойдан' }).waitFor();
});

test('a passkey that was added beside the PIN opens the locked device', async () => {
  const hand = await phone('Passkey', desk, {
    address: address.replace('127.0.0.1', 'localhost'),
    ready: async ({ context, page }) => {
      const session = await context.newCDPSession(page);
      await session.send('WebAuthn.enable');
      await session.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          ctap2Version: 'ctap2_1',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          hasPrf: true,
        },
      });
    },
  });
  const { page, go } = hand;
  await go('devices');
  await page.getByLabel('PIN now').fill(pin);
  await page.getByRole('button', { name: 'Add a passkey' }).tap();
  await page.getByText('The passkey is added.').waitFor();
  await go('');
  await page.getByRole('button', { name: 'Lock', exact: true }).tap();
  await page.getByRole('button', { name: 'Unlock with the passkey' }).tap();
  await page.getByRole('heading', { level: 1, name: /The day/ }).waitFor();
  expect(hand.faults).toEqual([]);
});

test('after five minutes without use the device locks, a wrong PIN loses nothing, and a new PIN opens it', async () => {
  const hand = await phone('Lock', desk, { begin: (context) => context.clock.install() });
  const { page, go } = hand;
  await go('devices');
  await page.getByLabel('PIN now').fill(pin);
  await page.getByLabel('New PIN').fill('118204');
  await page.getByRole('button', { name: 'Change the PIN' }).tap();
  await page.getByText('The PIN is changed.').waitFor();
  await page.clock.fastForward('05:01');
  await page.getByRole('heading', { name: 'The device is locked' }).waitFor();
  await expectGood(page, 'locked');
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await page.getByRole('button', { name: 'Unlock' }).tap();
  await page.getByText('The PIN is wrong. Nothing is lost.').waitFor();
  await page.getByLabel('PIN', { exact: true }).fill('118204');
  await page.getByRole('button', { name: 'Unlock' }).tap();
  await page.getByRole('heading', { name: 'Devices and safety' }).waitFor();
});

test('the day goes out in an encrypted file, and comes in at another device that had never met the first', async () => {
  const [from, into] = [await phone('From', desk), await phone('Into', desk)];
  await offline(from);
  await offline(into);
  await register(from, { name: 'Зере Ойдан', year: '1977' });
  await from.go('devices');
  await from.page.getByText(/Records only on this device: \d/).waitFor();
  await from.page.getByLabel('Passphrase of the file').fill('жеті ат төрт түйе бір құс');
  const download = from.page.waitForEvent('download');
  await from.page.getByRole('button', { name: 'Export to a file' }).tap();
  const file = await (await download).path();
  await from.page.getByText('Everything is safe elsewhere too.').waitFor();
  await into.go('devices');
  await into.page.getByLabel('Passphrase of the file').fill('басқа сөз болса ашылмайды');
  await into.page.setInputFiles('input[type=file]', file);
  await into.page.getByText('The passphrase is wrong, or the file is damaged.').waitFor();
  await into.page.getByLabel('Passphrase of the file').fill('жеті ат төрт түйе бір құс');
  await into.page.setInputFiles('input[type=file]', file);
  await into.page.getByText('The file is taken in.').waitFor();
  await into.page
    .getByText(/last record from it \d\d:\d\d/)
    .first()
    .waitFor();
  await into.go('people');
  await into.page.getByLabel('Search by name').fill('Зере');
  await into.page.getByRole('link', { name: 'Зере Ойдан' }).waitFor();
  expect([...from.faults, ...into.faults]).toEqual([]);
});

test('the corridor screen of another machine follows by itself, shows numbers and no name, and can sound', async () => {
  const [room, corridor] = [await phone('Room', therapist), await phone('Corridor', desk)];
  const display = corridor.page;
  await display.goto(`${address}/day/display`);
  await display.getByText('Keep this screen up to date by itself').tap();
  await display.getByLabel('PIN', { exact: true }).fill(pin);
  await display.getByRole('button', { name: 'Unlock' }).tap();
  await display.getByText('Keep this screen up to date by itself').waitFor({ state: 'detached' });
  await register(room, { name: 'Бақыт Ойдан', year: '1985' });
  const ticket = (await room.page.locator('.fig').innerText()).replace('No. ', '');
  await room.page.getByRole('button', { name: 'Call to this room' }).tap();
  // As when a network comes back: both exchange at once, and not only when their half minute is over.
  const exchange = (page: typeof display) => page.evaluate(() => dispatchEvent(new Event('online')));
  await expect
    .poll(async () => {
      await exchange(room.page);
      await exchange(display);
      return display.locator('.called b', { hasText: ticket }).count();
    })
    .toBe(1);
  expect(await display.locator('body').innerText()).not.toContain('Бақыт');
  await display.getByRole('button', { name: 'Sound on' }).tap();
  await display.getByRole('button', { name: 'Sound off' }).waitFor();
  for (const width of [360, 1280]) {
    await display.setViewportSize({ width, height: 740 });
    await expectGood(display, `display ${width}`);
    await shot(display, `display-${width}`);
  }
});

test('every screen is clean for axe and fits a thumb in Kazakh by day and in Korean by night', async () => {
  for (const [locale, theme, name] of [
    ['kk', 'light', 'Нұрғалиқызы Ақбөпе'],
    ['ko', 'dark', 'Сағындықұлы Жанарбек'],
  ] as const) {
    const hand = await phone(`Looks ${locale}`, therapist, { theme });
    const { page, go, faults } = hand;
    await register(hand, { name, year: '1968' });
    const visit = page.url().split('#/')[1] ?? '';
    await page.getByRole('button', { name: 'Call to this room' }).tap();
    await page.getByRole('button', { name: 'Examine', exact: true }).tap();
    await page.getByLabel('Finding').waitFor();
    const encounter = page.url().split('#/')[1] ?? '';
    await page.getByLabel('Language', { exact: true }).selectOption(locale);
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, locale);
    const screens = ['', 'register', 'people', 'reconcile', 'devices', 'settings', 'scan', visit, encounter];
    for (const [at, screen] of screens.entries()) {
      await go(screen);
      const which = `${locale}-${at === 7 ? 'visit' : at === 8 ? 'encounter' : screen || 'day'}`;
      await expectGood(page, which);
      expect(await page.locator('body').innerText(), which).not.toMatch(/\bday\.[a-z_]+/);
      await shot(page, which);
    }
    expect(faults).toEqual([]);
  }
});

test('a device that has not joined asks for its code in the reader’s language, and a used code is refused', async () => {
  const hand = await opened('Once', { browser, address, staff, planned, locale: 'kk' });
  onTestFinished(() => hand.context.close());
  const { page } = hand;
  await page.getByRole('heading', { level: 1, name: 'Бұл құрылғыны миссияға қосу' }).waitFor();
  await expectGood(page, 'join');
  await shot(page, 'kk-join');
  await page.getByLabel('Қосылу коды').fill('a'.repeat(43));
  await page.getByLabel('Құрылғының PIN коды').fill('111111');
  await page.getByRole('button', { name: 'Миссияға қосылу' }).tap();
  await page.getByText(/PIN кемінде алты цифр/).waitFor();
  await page.getByLabel('Құрылғының PIN коды').fill(pin);
  await page.getByRole('button', { name: 'Миссияға қосылу' }).tap();
  await page.getByText(/Код жарамайды/).waitFor();
});
