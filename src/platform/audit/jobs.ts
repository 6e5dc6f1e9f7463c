import { appendFile, readFile } from 'node:fs/promises';
import { v7 as uuidv7 } from 'uuid';
import type { Job } from '../jobs/jobs.ts';
import { countByFunction, keepVerification, newestHead, sealAll } from './audit.sql.ts';
import type { Fault } from './faults.ts';
import { verifyAudit } from './verify.ts';

/**
 * Seals every minute what was written. With `headsFile`, the head that was sealed a minute ago is added to that file, a line
 * each: kept on another machine, it shows later that the chain was not made anew.
 */
export const sealAudit = (headsFile?: string): Job => ({
  name: 'sealAudit',
  when: '* * * * *',
  work: async (tx) => {
    if (headsFile !== undefined) {
      const newest = await newestHead(tx);
      if (newest) await publish(headsFile, `${newest.number}:${newest.head}`);
    }
    await sealAll(tx);
  },
});

async function publish(file: string, line: string): Promise<void> {
  const known = await readFile(file, 'utf8').catch(() => '');
  if (!known.endsWith(`${line}\n`)) await appendFile(file, `${line}\n`, { mode: 0o600 });
}

const mostKept = 100;

/** Bigints as text. */
const plain = (fault: Fault): object =>
  JSON.parse(JSON.stringify(fault, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));

/** Recomputes the whole chain once a week and keeps what it found. */
export const weeklyVerification: Job = {
  name: 'verifyAudit',
  when: '40 1 * * 0',
  work: async (tx, now) => {
    const began = performance.now();
    const { faults, last, rows } = await verifyAudit({
      within: (work) => work(tx),
      counting: countByFunction,
      isOwner: false,
    });
    await keepVerification(tx, {
      id: uuidv7(),
      at: now,
      number: last?.number ?? 0n,
      head: last?.head ?? null,
      rows,
      faults: faults.slice(0, mostKept).map(plain),
      tookMs: performance.now() - began,
    });
  },
};
