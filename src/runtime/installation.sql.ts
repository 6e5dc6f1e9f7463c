import pg from 'pg';

/** Writes down, as the owner, whether this installation sends mail, so that pages offer only what there is. */
export async function tellOfMail(ownerUrl: string, doesSend: boolean): Promise<void> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    const value = doesSend ? 'on' : 'off';
    await owner.query(
      `insert into installation values ('mail', $1) on conflict (key) do update set value = $1 where installation.value <> $1`,
      [value],
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
