import pg from 'pg';

export type Client = pg.Client;

/** A connection as the owner of the database; one that breaks fails the next statement, not the program. */
export async function connectOwner(ownerUrl: string): Promise<Client> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Does the work with a connection of its own. */
export async function asOwner<T>(ownerUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectOwner(ownerUrl);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The only row of an answer that has one. */
export function theRow<T>([row]: readonly T[]): T {
  if (row === undefined) throw new Error('Postgres answers with a row');
  return row;
}
