import type { Tx } from '../../platform/database.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { defaultLocale, type Locale } from '../../platform/i18n/locales.ts';
import type { Served } from '../../platform/serve.ts';
import { inPages, type TableFormat } from '../../platform/table/columns.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import {
  holderColumns,
  type HolderRow,
  organisationColumns,
  partnershipColumns,
  type Reader,
} from './columns.server.ts';
import { idsFound, organisationEntries, personEntries } from './found.server.ts';
import {
  countOrganisations,
  countriesOfAll,
  listOrganisations,
  listPeople,
  type OrganisationFilter,
  type PersonFilter,
  type Slice,
} from './list.sql.ts';
import { cursorOf, type Order, orderOf, type Position, positionOf } from './listing.ts';
import { organisationsOf, particularsOf } from './organisation.sql.ts';
import { allPartnerships } from './partnership.sql.ts';
import { type PartnershipFilter, partnershipsListed } from './partnershipList.ts';
import { type Post, postsOfPeople } from './person.sql.ts';

/** The lists of this module: pages of them, and the same as files. */
type Paged = {
  sort?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
  locale?: Locale | undefined;
};
type Filed = { format: TableFormat; sort?: string | undefined; locale?: Locale | undefined };
type Words = { q?: string | undefined };

const rowsAtOnce = 500;
const readerOf = (locale: Locale): Reader => ({ locale, t: translatorFor(locale) });

/** Where a page begins; 'invalid' for a cursor of another list or order. */
function startOf({ sort, cursor, limit = 25, locale = defaultLocale }: Paged): Slice | 'invalid' {
  const order = orderOf(sort);
  const after = cursor === undefined ? null : positionOf(order, cursor);
  return cursor !== undefined && after === null ? 'invalid' : { order, after, limit: limit + 1, locale };
}

/** One page, and where the next begins: one row more than the page was read to see whether there is a next. */
function pageOf<Row extends { id: string; sort_key: string }>(found: readonly Row[], { order, limit }: Slice) {
  const items = found.slice(0, limit - 1);
  const last = items.at(-1);
  return { items, next: found.length === limit && last ? cursorOf(order, { key: last.sort_key, id: last.id }) : null };
}

/** All pages of a list, for a file. */
const allPages = <Row extends { id: string; sort_key: string }>(
  { order, locale }: { order: Order; locale: Locale },
  read: (slice: Slice) => Promise<Row[]>,
) =>
  inPages<Row, Position>(async (after) => {
    const rows = await read({ order, after, locale, limit: rowsAtOnce });
    const last = rows.at(-1);
    return { rows, next: rows.length === rowsAtOnce && last ? { key: last.sort_key, id: last.id } : null };
  });

const organisationFilter = async (
  { tx }: Served,
  { q, kind, country }: OrganisationFilter & Words,
): Promise<OrganisationFilter> => ({
  kind,
  country,
  ...(q && { ids: idsFound(await organisationEntries(tx), q) }),
});

export async function organisationList(context: Served, asked: OrganisationFilter & Words & Paged) {
  const slice = startOf(asked);
  if (slice === 'invalid') return slice;
  const filter = await organisationFilter(context, asked);
  const { items, next } = pageOf(await listOrganisations(context.tx, filter, slice), slice);
  const counts = await countOrganisations(context.tx, filter);
  return { items: items.map(particularsOf), next, counts, countries: await countriesOfAll(context.tx) };
}

export async function organisationsFile(context: Served, asked: OrganisationFilter & Words & Filed): Promise<File> {
  const { format, sort, locale = defaultLocale } = asked;
  const filter = await organisationFilter(context, asked);
  const reader = readerOf(locale);
  return tableFile({
    format,
    name: `organisations-${context.today}`,
    title: reader.t('directory.column.organisation'),
    columns: organisationColumns(reader),
    pages: allPages({ order: orderOf(sort), locale }, (slice) => listOrganisations(context.tx, filter, slice)),
  });
}

const personFilter = async ({ tx }: Served, { q, organisation }: PersonFilter & Words): Promise<PersonFilter> => ({
  organisation,
  ...(q && { ids: idsFound(await personEntries(tx), q) }),
});

/** The posts of each person of a page, and the organisations where they are held. */
async function postsOfPage({ tx }: Served, rows: readonly { id: string }[]) {
  const posts = await postsOfPeople(
    tx,
    rows.map(({ id }) => id),
  );
  const organisations = await organisationsOf(
    tx,
    posts.map(({ organisation }) => organisation),
  );
  return { posts: Map.groupBy(posts, ({ person }) => person), organisations };
}

/** The rows of these ids side by side, for deciding whether they are one; in order of names. */
export async function organisationsToCompare(tx: Tx, ids: readonly string[]) {
  const slice = { order: orderOf(undefined), after: null, limit: ids.length + 1, locale: defaultLocale };
  return (await listOrganisations(tx, { ids }, slice)).map(particularsOf);
}
export async function peopleToCompare(tx: Tx, ids: readonly string[]) {
  const slice = { order: orderOf(undefined), after: null, limit: ids.length + 1, locale: defaultLocale };
  return (await listPeople(tx, { ids }, slice)).map(({ id, names, is_demo: isDemo, version }) => ({
    id,
    names,
    isDemo,
    version,
    mergedInto: null,
  }));
}

export async function personList(context: Served, asked: PersonFilter & Words & Paged) {
  const slice = startOf(asked);
  if (slice === 'invalid') return slice;
  const filter = await personFilter(context, asked);
  const { items, next } = pageOf(await listPeople(context.tx, filter, slice), slice);
  const { posts, organisations } = await postsOfPage(context, items);
  const people = items.map(({ id, names, is_demo: isDemo, version }) => ({
    id,
    names,
    isDemo,
    mergedInto: null,
    version,
    posts: posts.get(id) ?? [],
  }));
  return { items: people, next, organisations };
}

export async function peopleFile(context: Served, asked: PersonFilter & Words & Filed): Promise<File> {
  const { format, sort, locale = defaultLocale } = asked;
  const filter = await personFilter(context, asked);
  const reader = readerOf(locale);
  async function* pages(): AsyncGenerator<readonly HolderRow[]> {
    const order = orderOf(sort);
    for await (const rows of allPages({ order, locale }, (slice) => listPeople(context.tx, filter, slice))) {
      const { posts, organisations } = await postsOfPage(context, rows);
      const at = new Map(organisations.map((each) => [each.id, each]));
      yield rows.flatMap(({ id, names, is_demo: isDemo }) => {
        const held: (Post | null)[] = posts.get(id) ?? [null];
        return held.map((post) => ({
          id,
          names,
          isDemo,
          post,
          organisation: at.get(post?.organisation ?? '') ?? null,
        }));
      });
    }
  }
  const name = `people-${context.today}`;
  const title = reader.t('directory.column.person');
  return tableFile({ format, name, title, columns: holderColumns(reader), pages: pages() });
}

export async function partnershipsFile(context: Served, asked: PartnershipFilter & Filed): Promise<File> {
  const { format, locale = defaultLocale } = asked;
  const reader = readerOf(locale);
  const rows = partnershipsListed(await allPartnerships(context.tx), asked, locale);
  return tableFile({
    format,
    name: `partnerships-${context.today}`,
    title: reader.t('directory.column.partnership'),
    columns: partnershipColumns(reader),
    pages: inPages(async () => ({ rows, next: null })),
  });
}
