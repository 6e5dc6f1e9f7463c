// The schema that the migrations make, in one file to read: tables, columns, policies, rights, views, functions.
// `node scripts/schema.ts` writes db/schema.txt, `--check` fails when the committed one says something else.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../src/platform/migrate.ts';
import { forgetfulSettings, startEmbeddedPostgres } from '../src/platform/postgres/index.ts';

const target = join(import.meta.dirname, '../db/schema.txt');
const inOurSchemas = `n.nspname in ('public', 'auth')`;
const sections: Readonly<Record<string, string>> = {
  columns: `select format('%s.%s %s %s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then 'not null' else '' end, case c.relkind when 'v' then '(view)' else '' end)
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where ${inOurSchemas} and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
    order by c.relname collate "C", a.attnum`,
  'tables without row policies': `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${inOurSchemas} and c.relkind = 'r' and not c.relrowsecurity order by 1`,
  policies: `select format('%s: %s for %s to %s using %s check %s', tablename, policyname, cmd, roles, qual, with_check)
    from pg_policies where schemaname in ('public', 'auth') order by tablename collate "C", policyname collate "C"`,
  rights: `select format('%s: %s %s', table_name, grantee, string_agg(privilege_type, ', ' order by privilege_type))
    from information_schema.role_table_grants where grantee like 'yntymaq%' group by table_name, grantee
    order by table_name collate "C", grantee collate "C"`,
  'rights on columns': `select format('%s: %s may update %s', table_name, grantee, string_agg(column_name, ', ' order by column_name))
    from information_schema.role_column_grants g where grantee like 'yntymaq%' and privilege_type = 'UPDATE'
      and not exists (select from information_schema.role_table_grants t where t.table_name = g.table_name
        and t.grantee = g.grantee and t.privilege_type = 'UPDATE')
    group by table_name, grantee order by table_name collate "C", grantee collate "C"`,
  indexes: `select regexp_replace(indexdef, ' USING btree', '') from pg_indexes
    where schemaname in ('public', 'auth') order by indexname collate "C"`,
  functions: `select format('%s(%s) returns %s%s: %s', p.proname, pg_get_function_identity_arguments(p.oid),
      pg_get_function_result(p.oid), case when p.prosecdef then ' as its owner' else '' end, coalesce(p.proacl::text, 'everybody'))
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${inOurSchemas} order by p.proname collate "C"`,
};

async function describe(): Promise<string> {
  const home = join(tmpdir(), `yntymaq-schema-${process.pid}`);
  const server = await startEmbeddedPostgres(home, { settings: forgetfulSettings });
  try {
    const url = server.urlFor('postgres', 'postgres');
    await migrate(url);
    const client = new pg.Client(url);
    await client.connect();
    const parts: string[] = [];
    for (const [name, query] of Object.entries(sections)) {
      const { rows } = await client.query<unknown[]>({ text: query, rowMode: 'array' });
      parts.push(`# ${name}\n${rows.map(([line]) => String(line).trim().replace(/\s+/g, ' ')).join('\n')}\n`);
    }
    await client.end();
    return parts.join('\n');
  } finally {
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

const described = await describe();
if (process.argv.includes('--check')) {
  const isSame = readFileSync(target, 'utf8') === described;
  if (!isSame) process.stdout.write('db/schema.txt says something else: read the difference after npm run schema\n');
  process.exitCode = isSame ? 0 : 1;
} else writeFileSync(target, described);
