// A CT in the browser: what it costs to take a slice in, how soon the first slice is seen, when all are there, how long a frame takes
// while one scrolls, and what memory it takes.
//   node bench/images.ts [slices]
// The CT is made up (test/ct.ts): 512 × 512, 16 bits, with names in its tags. Needs `npm run build`.
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { zipSync } from 'fflate';
import { openBrowser } from '../e2e/browser.ts';
import { enterAs } from '../e2e/places.ts';
import { startProduct } from '../e2e/product.ts';
import { signIn, type Staff } from '../e2e/staff.ts';
import { takeSlice } from '../src/modules/images/dicom/take.server.ts';
import { ctFile } from '../test/ct.ts';

const count = Number(process.argv[2] ?? 300);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const row = (what: string, is: string): void => say(`${what.padEnd(64)}${is.padStart(16)}`);
const milliseconds = (ms: number): string => `${ms.toFixed(1)} ms`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

/** What one slice costs the processor: read, copied without names, looked at for writing, packed. */
async function taking(): Promise<void> {
  const file = ctFile({ slice: Math.floor(count / 2), count });
  const rounds = 20;
  await takeSlice(file, { key: 'bench', dates: 'kept' });
  const before = process.cpuUsage();
  let bytes = 0;
  for (let n = 0; n < rounds; n++) {
    const taken = await takeSlice(file, { key: 'bench', dates: 'kept' });
    if (!('refused' in taken)) bytes = taken.copy.length;
  }
  const { user, system } = process.cpuUsage(before);
  row('Taking a slice in, processor time', milliseconds((user + system) / 1000 / rounds));
  row(
    'A slice as a file, and its copy as it is kept and sent',
    `${(file.length / 1e3).toFixed(0)} → ${(bytes / 1e3).toFixed(0)} KB`,
  );
}

type Begun = { id: string; version: number };

const inArchive = 24;
/** How many archives are on their way at once, as from the browser. */
const lines = 3;
/** The whole study as archives, made before anything is sent. */
const archivesOf = (): Uint8Array<ArrayBuffer>[] =>
  Array.from({ length: Math.ceil(count / inArchive) }, (_empty, part) => {
    const slices = Array.from(
      { length: Math.min(inArchive, count - part * inArchive) },
      (_none, n) => part * inArchive + n,
    );
    return new Uint8Array(
      zipSync(Object.fromEntries(slices.map((slice) => [`${slice}`, ctFile({ slice, count })])), { level: 1 }),
    );
  });

/** Brings it, some archives at once. */
async function bring(doctor: Staff, patient: string, archives: readonly Uint8Array<ArrayBuffer>[]): Promise<void> {
  const { body: study } = await doctor.post<Begun>('/images/studies', { patient, dates: 'kept' });
  const began = performance.now();
  const left = archives.values();
  const line = async (): Promise<void> => {
    for (const archive of left) {
      const form = new FormData();
      form.append('file', new File([archive], 'ct.zip'));
      const { status } = await doctor.post(`/images/studies/${study.id}/files`, form);
      if (status !== 200) throw new Error(`not taken: ${status}`);
    }
  };
  await Promise.all(Array.from({ length: lines }, line));
  const took = performance.now() - began;
  row(`Bringing ${count} slices as ${archives.length} archives`, `${(took / 1000).toFixed(1)} s`);
  row('A slice of them', milliseconds(took / count));
  await doctor.post(`/images/studies/${study.id}/closing`, { version: study.version });
}

const memoryOf = (pid: number): number =>
  1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);

/** The most that the server has taken while this went on. */
async function mostWhile(pid: number, work: () => Promise<void>): Promise<number> {
  let most = memoryOf(pid);
  const watch = setInterval(() => {
    most = Math.max(most, memoryOf(pid));
  }, 50);
  await work();
  clearInterval(watch);
  return most;
}

/** Scrolls through all slices as fast as frames come, and says how long each took. */
const scrolling = `(async () => {
  const surface = document.querySelector('.viewer-surface');
  const times = [];
  let before = performance.now();
  for (let n = 0; n < ${Math.min(count - 1, 200)}; n++) {
    surface.dispatchEvent(new WheelEvent('wheel', { deltaY: 100, cancelable: true }));
    await new Promise((done) => requestAnimationFrame(done));
    const now = performance.now();
    times.push(now - before);
    before = now;
  }
  return times;
})()`;

async function main(): Promise<void> {
  say(`${count} slices of 512 × 512, 16 bits; ${cpus().length} cores, load average ${(loadavg()[0] ?? 0).toFixed(1)}`);
  await taking();
  const archives = archivesOf();
  const [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  const address = await product.address();
  const doctor = await signIn(address, 'coordinator@ulgi.example');
  const [patient] = (await doctor.get<{ id: string }[]>('/patients')).body;
  if (!patient) throw new Error('the demonstration has no patient');
  row('The server’s memory before', megabytes(memoryOf(product.pid())));
  row(
    'The most while it is brought',
    megabytes(await mostWhile(product.pid(), () => bring(doctor, patient.id, archives))),
  );
  const { page } = await enterAs(browser, address, { email: 'coordinator@ulgi.example', locale: 'en' });
  await page.goto(`${address}/app/patients/${patient.id}/images`);
  const open = page.getByRole('button', { name: 'Open', exact: true }).first();
  await open.waitFor();
  const began = performance.now();
  await open.click();
  await page.locator('.viewer-surface[data-shown="0"]').waitFor();
  row('First slice after the press, viewer’s code included', milliseconds(performance.now() - began));
  await page.locator(`.viewer-surface[data-here="${count}"]`).waitFor({ timeout: 600_000 });
  row(`All ${count} slices`, `${((performance.now() - began) / 1000).toFixed(1)} s`);
  row('The server’s memory after that', megabytes(memoryOf(product.pid())));
  const times = (await page.evaluate<number[]>(scrolling)).toSorted((a, b) => a - b);
  row('A frame while scrolling, p50', milliseconds(percentile(times, 0.5)));
  row('A frame while scrolling, p95', milliseconds(percentile(times, 0.95)));
  const heap = await page.evaluate<number>('performance.memory?.usedJSHeapSize ?? 0');
  row('Samples in the browser’s memory', megabytes(count * 512 * 512 * 2));
  row('The page’s heap besides', megabytes(heap));
  await browser.close();
  await product.stop();
}
await main();
