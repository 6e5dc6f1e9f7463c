// What somebody at a door feels: a real phone browser (Chromium) before the whole program, under a name and over TLS, with a mission
// for which so many people are booked.
//   node bench/missionBrowser.ts [people] [presses] [first]
// With `first` nothing but the first load on the network that its goal is about, three times on a new phone.
// A press is measured from the moment at which the browser dates it until after the frame that shows what was asked for; what is
// written is on the disk by then. The processor is slowed four times as Chrome's developer tools do, which slows the page and not what
// the browser does in other threads (keys, disk). Needs `npm run build`.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Device, openDevice } from '../e2e/day/device.ts';
import { sharedRoom } from '../e2e/day/network.ts';
import { type Network, type Next, percentile, type Phone, phoneOf, pressed } from './mission/phone.ts';
import {
  atNumber,
  backToDay,
  booked,
  find,
  hasArrived,
  joining,
  keyOfPin,
  listed,
  unlocking,
  workplace,
} from './mission/screens.ts';
import { openServedMission, type Served, zone } from './mission/served.ts';

const people = Number(process.argv[2] ?? 5000);
const presses = Number(process.argv[3] ?? 30);
const isFirstAlone = process.argv[4] === 'first';
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const row = (what: string, is: string, judged = ''): void => say(`${what.padEnd(70)}${is.padStart(22)}${judged}`);
const judge = (is: number, goal: number, unit: string): string =>
  `   goal ≤ ${goal} ${unit}  ${is <= goal ? 'met' : 'MISSED'}`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} KB`;

const look = { viewport: { width: 360, height: 760 }, locale: 'en', timezoneId: zone };
const opened = (folder: string, { server }: Served): Promise<Device> =>
  openDevice({ number: 1, room: sharedRoom, folder, server, look, begin: (page) => page.goto('about:blank') });

/**
 * From the address of the QR, on a phone that has nothing, to the list of everybody who is booked: the page loads, somebody types a PIN
 * and joins, and says where they work. They type at once, as no person does; what is typed and pressed counts with it.
 */
async function firstLoad(phone: Phone, served: Served, network: Network): Promise<void> {
  const { page } = phone;
  await phone.on(network);
  const code = await served.codeFor(network);
  const before = phone.came();
  const began = performance.now();
  await page.goto(`${served.server.origin}/day#join=${code}`, { waitUntil: 'commit' });
  await joining.asked(page);
  const application = { ms: performance.now() - began, bytes: phone.came() - before };
  const joined = performance.now();
  await joining.press(page);
  await workplace(page);
  await listed(page, people);
  const ended = performance.now();
  row(
    `${network}: the application, from its address to its first screen`,
    seconds(application.ms),
    `   ${kilobytes(application.bytes)}`,
  );
  const plan = phone.came() - before - application.bytes;
  row(`${network}: from “join” to the list of ${people} people`, seconds(ended - joined), `   ${kilobytes(plan)}`);
  const whole = ended - began;
  const judged = network === 'Slow 4G' ? judge(whole / 1000, 5, 's') : '';
  row(`${network}: from the address to the list, on a phone that has neither`, seconds(whole), judged);
  await phone.on(null);
}

type Times = { clock: number[]; processor: number[] };
const noTimes = (): Times => ({ clock: [], processor: [] });

/** Arrivals at the door, one after another: their number, their screen, that they are here, and back. */
async function checkIns(phone: Phone, factor: number): Promise<void> {
  const { page } = phone;
  const [found, arrived, day] = [noTimes(), noTimes(), noTimes()];
  const take = async ({ clock, processor }: Times, press: () => Promise<void>, next: Next): Promise<void> => {
    const before = await phone.worked();
    clock.push(await pressed(page, press, next));
    processor.push((await phone.worked()) - before);
  };
  await phone.slowBy(factor);
  for (let press = 0; press < presses; press += 1) {
    const ticket = atNumber(factor * presses + press * 7);
    await find.typed(page, ticket);
    await take(found, () => find.press(page), find.next(ticket));
    await take(arrived, () => hasArrived.press(page), hasArrived.next);
    await take(day, () => backToDay.press(page), backToDay.next);
  }
  await phone.slowBy(1);
  const said = (what: string, { clock, processor }: Times): void => {
    const at = (part: number) => percentile(clock, part);
    const judged = factor === 4 ? judge(at(0.95), 100, 'ms') : '';
    row(
      `${factor}× slower: ${what}, p50 / p95 of ${clock.length}`,
      `${at(0.5).toFixed(0)} / ${at(0.95).toFixed(0)} ms`,
      judged,
    );
    row(
      '   of it the page’s thread, with what drives it',
      `${percentile(processor, 0.5).toFixed(0)} / ${percentile(processor, 0.95).toFixed(0)} ms`,
    );
  };
  said('a ticket’s number → the person', found);
  said('“has arrived” → they are here, and on the disk', arrived);
  said('back to the day with its queues', day);
}

/** A phone that was off, and nobody whom it could ask: from the address to the list, with the PIN’s key in between. */
async function openOffline(folder: string, served: Served, factor: number): Promise<void> {
  const device = await opened(folder, served);
  const phone = await phoneOf(device.context, device.page);
  await phone.slowBy(factor);
  await phone.page.goto(`${served.server.origin}/day#/people`);
  const shown = await unlocking.asked(phone.page);
  const list = await pressed(phone.page, () => unlocking.press(phone.page), booked(people - 2 * presses));
  row(`${factor}× slower: opening without a network until the PIN is asked`, `${shown.toFixed(0)} ms`);
  const judged = factor === 1 ? judge(shown + list, 1500, 'ms') : '';
  row(`${factor}× slower: and from the PIN to the list`, `${list.toFixed(0)} ms`, judged);
  row(`${factor}× slower: of it the PIN’s key alone (600,000 rounds)`, `${(await keyOfPin(phone.page)).toFixed(0)} ms`);
  await device.context.close();
}

/** All of it with one phone on one network; on the one that the goals are about, the day itself too. */
async function measure(served: Served, network: Network): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-phone-'));
  const isAll = network === 'Slow 4G';
  try {
    const device = await opened(folder, served);
    const phone = await phoneOf(device.context, device.page);
    await firstLoad(phone, served, network);
    if (isFirstAlone) return await device.context.close();
    await phone.page.evaluate(async () => navigator.serviceWorker.ready.then(() => undefined));
    if (isAll) {
      for (const factor of [1, 4]) await checkIns(phone, factor);
      row('what JavaScript holds', `${((await phone.heap()) / 2 ** 20).toFixed(1)} MB`);
      await served.server.close();
    }
    await device.context.close();
    if (isAll) for (const factor of [1, 4]) await openOffline(folder, served, factor);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [cpu] = cpus();
say(
  `${cpus().length} × ${cpu?.model ?? '?'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.version}, load average ${loadavg()[0]?.toFixed(1)}`,
);
const served = await openServedMission(people);
try {
  const all = isFirstAlone ? (['Slow 4G', 'Slow 4G', 'Slow 4G'] as const) : (['3G', 'Slow 4G'] as const);
  for (const network of all) await measure(served, network);
} finally {
  await served.stop();
}
