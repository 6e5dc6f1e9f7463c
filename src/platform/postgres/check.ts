import pg from 'pg';

const oldestVersion = 15;

/**
 * Whether an external server can hold our data: Postgres 15 or newer, with a UTF-8 database and ICU. Says why not in
 * one line, without the address, which may hold a password.
 */
export async function checkServer(url: string): Promise<{ version: number } | { refused: string }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number; encoding: string; icu: boolean }>(
      `select current_setting('server_version_num')::int / 10000 as version,
              current_setting('server_encoding') as encoding,
              exists (select from pg_collation where collprovider = 'i') as icu`,
    );
    return verdict(rows[0] ?? { version: 0, encoding: '', icu: false });
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return { refused: `DATABASE_URL: the server cannot be reached (${message || code})` };
  } finally {
    await client.end().catch(() => undefined);
  }
}

function verdict({ version, encoding, icu }: { version: number; encoding: string; icu: boolean }) {
  if (version < oldestVersion)
    return { refused: `DATABASE_URL: Postgres ${version} is too old; ${oldestVersion} or newer is needed` };
  if (encoding !== 'UTF8')
    return { refused: `DATABASE_URL: the database is encoded in ${encoding}; create one with encoding UTF8` };
  if (!icu) return { refused: 'DATABASE_URL: the server was built without ICU, which orders Kazakh and Uzbek texts' };
  return { version };
}
