import type { Client } from './owner.sql.ts';

export type Table = { schema: string; name: string; columns: string[] };
export type Sequence = { schema: string; name: string; last: string; isCalled: boolean };

/** How values are written as text must not depend on the server that writes them. */
export const plainSettings = `set datestyle = 'ISO, YMD'; set intervalstyle = 'iso_8601'; set timezone = 'UTC';
  set extra_float_digits = 3; set bytea_output = 'hex'; set xmloption = content; set row_security = off;
  set synchronize_seqscans = off; set statement_timeout = 0; set lock_timeout = 0; set idle_session_timeout = 0;
  set idle_in_transaction_session_timeout = 0; set client_encoding = 'UTF8'; set search_path = pg_catalog`;

const ours = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`;

/** Every table that holds rows (a partitioned one holds none itself), with its columns but those that are computed. */
export async function tablesOf(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select n.nspname as schema, c.relname as name,
            array(select a.attname::text from pg_attribute a
                  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum)
              as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and ${ours} order by 1, 2`,
  );
  return rows;
}

/** Where each sequence stands. */
export async function sequencesOf(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${ours} order by 1, 2`,
  );
  const found: Sequence[] = [];
  for (const { schema, name } of rows) {
    const { rows: at } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${quoted({ schema, name })}`,
    );
    if (at[0]) found.push({ schema, name, last: at[0].last, isCalled: at[0].called });
  }
  return found;
}

export const quoted = ({ schema, name }: { schema: string; name: string }): string =>
  `${identifier(schema)}.${identifier(name)}`;
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const columnsOf = ({ columns }: Table): string => columns.map(identifier).join(', ');
export const copyOut = (table: Table): string => `copy ${quoted(table)} (${columnsOf(table)}) to stdout`;
export const copyIn = (table: Table): string => `copy ${quoted(table)} (${columnsOf(table)}) from stdin`;

export type ForeignKey = { table: string; name: string; definition: string };

/** Constraints between tables, which say how they are made again. */
export async function foreignKeysOf(client: Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select format('%I.%I', n.nspname, c.relname) as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and k.conparentid = 0 and ${ours} order by 1, 2`,
  );
  return rows;
}

/** Views that hold what they show. */
export async function materialisedOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'm' and ${ours} order by c.oid`,
  );
  return rows.map(({ name }) => name);
}
