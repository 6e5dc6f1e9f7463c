import {
  type DatabaseConnection,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';

type Query = pg.Client['query'];

/** Holds back what is sent until all that is asked in one go is there. */
function joined({ connection: { stream } }: pg.Client, query: (...asked: unknown[]) => unknown): Query {
  const join = (...asked: unknown[]): unknown => {
    stream.cork();
    process.nextTick(() => stream.uncork());
    return query(...asked);
  };
  return join as Query;
}

/** What is asked in one go leaves in one message, so that `begin` and the statement after it cost one round trip. */
class JoiningClient extends pg.Client {
  override query: Query = joined(this, super.query.bind(this) as (...asked: unknown[]) => unknown);
}

/**
 * Does not wait for the answer to `begin` before it sends the first statement, nor for the answer to `commit` where nothing
 * was written. Everything is sent in the order in which it was asked on one connection, and a transaction stays on one, so
 * it works the same behind a pooler that hands out connections by transaction.
 */
class EagerDriver extends PostgresDriver {
  readonly #begun = new WeakMap<DatabaseConnection, Promise<void>>();
  readonly #reading = new WeakSet<DatabaseConnection>();

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const begun = super.beginTransaction(connection, settings);
    // Who waits for the commit hears of it.
    begun.catch(() => undefined);
    this.#begun.set(connection, begun);
    if (settings.accessMode === 'read only') this.#reading.add(connection);
    else this.#reading.delete(connection);
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#begun.get(connection);
    const committed = super.commitTransaction(connection);
    if (!this.#reading.has(connection)) return committed;
    committed.catch(() => undefined);
  }
}

/** Speaks with Postgres in as few round trips as it can. */
export class EagerPostgres extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): PostgresDriver {
    return new EagerDriver(this.#config);
  }
}

/** For the pool of such a dialect. */
export const eagerClient = { pipeline: true, Client: JoiningClient } as const;
