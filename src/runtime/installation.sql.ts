import pg from 'pg';
import type { Config } from '../platform/config.ts';

export type Told = { mail: boolean; protection: Config['protection'] };

/** Writes down, as the owner, what pages have to know of the settings: whether mail goes out, and who answers for data. */
export async function tellOfSettings(ownerUrl: string, { mail, protection }: Told): Promise<void> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    for (const [key, value] of [
      ['mail', mail ? 'on' : 'off'],
      ['protection', JSON.stringify(protection ?? null)],
    ])
      await owner.query(
        `insert into installation values ($1, $2) on conflict (key) do update set value = $2 where installation.value <> $2`,
        [key, value],
      );
  } finally {
    await owner.end();
  }
}

/** In a database that was loaded into another server, lets the audit go on behind what is sealed. Before anybody writes. */
export async function settleAuditClock(ownerUrl: string): Promise<void> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    await owner.query('select settle_audit_clock()');
  } finally {
    await owner.end();
  }
}
