import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readable } from './columns.ts';
import { markOf } from './records.ts';
import { type MatrixWorld, startMatrix } from './world.ts';

/** What each role of the database can read at all, column by column: everything that is not listed is refused. */
let matrix: MatrixWorld;
beforeAll(async () => {
  matrix = await startMatrix();
});
afterAll(() => matrix.world.stop());

/** No right to it; or a view that nothing can be written through. */
const refusals: readonly string[] = ['42501', '55000'];
type Column = { relation: string; column: string };
/** All relations that exist, and which of their columns a role may read. */
const columnsFor = (role: string) =>
  matrix.world.seeAll(
    `select n.nspname || '.' || c.relname as relation, a.attname as column
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and c.relkind in ('r', 'v', 'm', 'p', 'f')
       and has_column_privilege($1, c.oid, a.attnum, 'select') and has_schema_privilege($1, n.oid, 'usage')
     order by 1, a.attnum`,
    [role],
  ) as Promise<Column[]>;
const grouped = (columns: readonly Column[]): Record<string, string> => {
  const found: Record<string, string[]> = {};
  for (const { relation, column } of columns) (found[relation] ??= []).push(column);
  return Object.fromEntries(Object.entries(found).map(([relation, names]) => [relation, names.join(' ')]));
};

test('the public site’s role reads the columns of the public views that are listed, and nothing else', async () => {
  expect(grouped(await columnsFor('yntymaq_public'))).toEqual(readable.yntymaq_public);
});

test('no public view has a column that could name a person, an owner or an internal note', () => {
  const named = Object.entries(readable.yntymaq_public).flatMap(([relation, columns]) =>
    columns.split(' ').map((column) => `${relation}.${column}`),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(
    named.filter((name) => /email|secret|token|hash$|session|written_by|decided_by|made_by|granted/.test(name)),
  ).toEqual([]);
});

test('every relation that the public site’s role may not read refuses it by SQL, whole and by each column', async () => {
  const all = (await matrix.world.seeAll(
    `select n.nspname || '."' || c.relname || '"' as relation, n.nspname || '.' || c.relname as name, a.attname as column
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and c.relkind in ('r', 'v', 'm', 'p', 'f')`,
  )) as { relation: string; name: string; column: string }[];
  const allowed = readable.yntymaq_public;
  const wrong: string[] = [];
  for (const { relation, name, column } of all) {
    const isAllowed = (allowed[name] ?? '').split(' ').includes(column);
    const outcome = await sql
      .raw(`select "${column}" from ${relation} limit 1`)
      .execute(matrix.world.publicDb)
      .then(
        () => 'read',
        (error: { code?: string }) => error.code,
      );
    if (isAllowed ? outcome !== 'read' : outcome !== '42501') wrong.push(`${name}.${column}: ${outcome}`);
  }
  expect(all.length).toBeGreaterThan(300);
  expect(wrong).toEqual([]);
});

const listed = (columns: string): string =>
  columns
    .split(' ')
    .map((name) => `"${name}"`)
    .join(', ');

test('the public site’s role finds no word of what is not public in anything that it may read, and writes nothing', async () => {
  const wrong: string[] = [];
  for (const [relation, columns] of Object.entries(readable.yntymaq_public)) {
    const { rows } = await sql
      .raw<{ hidden: boolean }>(
        `select exists (select from (select ${listed(columns)} from ${relation}) t where to_jsonb(t)::text ~ '${markOf.own_side}|${markOf.partnership}') as hidden`,
      )
      .execute(matrix.world.publicDb);
    if (rows[0]?.hidden) wrong.push(relation);
    for (const statement of [`delete from ${relation}`, `insert into ${relation} default values`]) {
      const outcome = await sql
        .raw(statement)
        .execute(matrix.world.publicDb)
        .then(
          () => 'done',
          ({ code = '' }: { code?: string }) => code,
        );
      if (!refusals.includes(outcome)) wrong.push(`${statement}: ${outcome}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('sign-in reads its own schema and no record, and no other role reads that schema', async () => {
  const own = grouped(await columnsFor('yntymaq_auth'));
  expect(Object.keys(own).filter((relation) => !relation.startsWith('auth.'))).toEqual(readable.yntymaq_auth);
  for (const role of ['yntymaq_app', 'yntymaq_public', 'yntymaq_worker']) {
    const theirs = (await columnsFor(role)).filter(({ relation }) => relation.startsWith('auth.'));
    expect([role, theirs]).toEqual([role, []]);
  }
});

test('the application’s role reads no column of people’s roles, seals and hashes, and of tokens never the hash', async () => {
  const own = grouped(await columnsFor('yntymaq_app'));
  for (const relation of readable.neverByTheApplication)
    expect([relation, own[relation]]).toEqual([relation, undefined]);
  const hashes = Object.entries(own).filter(([, columns]) =>
    columns.split(' ').some((name) => /^(hash|secret_hash|token)$/.test(name)),
  );
  expect(hashes.map(([relation]) => relation)).toEqual(readable.hashesTheApplicationReads);
});

test('background work reads what its jobs are for, table by table', async () => {
  expect([...new Set((await columnsFor('yntymaq_worker')).map(({ relation }) => relation))]).toEqual(
    readable.yntymaq_worker,
  );
});

test('every function that acts with the owner’s rights keeps to its own schemas and is open to nobody by default', async () => {
  const loose = await matrix.world.seeAll(
    `select p.oid::regprocedure::text as name, p.proconfig::text as settings, has_function_privilege('public', p.oid, 'execute') as open
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('public', 'auth') and p.prosecdef and p.prorettype <> 'trigger'::regtype
       and (coalesce(p.proconfig::text, '') !~ 'search_path=.*pg_temp' or has_function_privilege('public', p.oid, 'execute'))
     order by 1`,
  );
  expect(loose.map(({ name }) => name)).toEqual(readable.openDefinerFunctions);
});

test('no role that serves requests is a superuser, passes row policies, owns a table or belongs to another role', async () => {
  const roles = await matrix.world.seeAll(
    `select rolname as name from pg_roles r where rolname in ('yntymaq_app', 'yntymaq_public', 'yntymaq_auth', 'yntymaq_worker')
       and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
         or exists (select from pg_auth_members m where m.member = r.oid)
         or exists (select from pg_class c where c.relowner = r.oid))`,
  );
  expect(roles).toEqual([]);
});
