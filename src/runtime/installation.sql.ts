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
