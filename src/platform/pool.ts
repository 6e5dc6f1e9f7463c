import pg from 'pg';

/**
 * A pool that outlives a server that goes away: a connection that breaks is dropped, and the next query opens a new one.
 * Without a listener the end of an idle connection, or of one between two statements, would end the program.
 */
export function openPool(connectionString: string, max: number, eager: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, connectionTimeoutMillis: 10_000, ...eager });
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  return pool;
}
