import { historyOf } from '../../platform/event.sql.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { defaultLocale, type Locale } from '../../platform/i18n/locales.ts';
import type { Served } from '../../platform/serve.ts';
import { inPages, type TableFormat } from '../../platform/table/columns.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import { tokensOf } from './act.sql.ts';
import { personColumns } from './columns.server.ts';
import { spanOf, zoneOf } from './days.ts';
import {
  type Filter,
  listInstallation,
  listPeople,
  namesOfActors,
  type PersonRow,
  personOf,
  placeOfOrganisation,
  rolesOf,
  type Slice,
} from './member.sql.ts';
import { cursorOf, orderOf, type Position, positionOf } from './person.ts';
import { actorShown, installationShown, personShown, roleShown } from './shown.server.ts';

type Paged = { sort?: string | undefined; cursor?: string | undefined; limit?: number | undefined };
const rowsAtOnce = 500;

/** Where a page begins; 'invalid' for a cursor of another list or order. */
function startOf({ sort, cursor, limit = 50 }: Paged): Slice | 'invalid' {
  const order = orderOf(sort);
  const after = cursor === undefined ? null : positionOf(order, cursor);
  return cursor !== undefined && after === null ? 'invalid' : { order, after, limit: limit + 1 };
}

/** One page, and where the next begins. */
function pageOf<Row extends { id: string; sort_key: string }>(found: readonly Row[], { order, limit }: Slice) {
  const items = found.slice(0, limit - 1);
  const last = items.at(-1);
  return { items, next: found.length === limit && last ? cursorOf(order, { key: last.sort_key, id: last.id }) : null };
}

export async function peopleShown({ tx }: Served, asked: Filter & Paged) {
  const slice = startOf(asked);
  if (slice === 'invalid') return slice;
  const { items, next } = pageOf(await listPeople(tx, asked, slice), slice);
  return { items: items.map(personShown), next };
}

export async function installationPeopleShown({ tx }: Served, { q, state, ...paged }: Filter & Paged) {
  const slice = startOf(paged);
  if (slice === 'invalid') return slice;
  const { items, next } = pageOf(await listInstallation(tx, { q, state }, slice), slice);
  return { items: items.map(installationShown), next };
}

type Filed = { format: TableFormat; sort?: string | undefined; locale?: Locale | undefined };

export function peopleFile({ tx, today }: Served, { format, sort, locale = defaultLocale, ...filter }: Filter & Filed) {
  const order = orderOf(sort);
  const pages = inPages<PersonRow, Position>(async (after) => {
    const rows = await listPeople(tx, filter, { order, after, limit: rowsAtOnce });
    const last = rows.at(-1);
    return { rows, next: rows.length === rowsAtOnce && last ? { key: last.sort_key, id: last.id } : null };
  });
  const t = translatorFor(locale);
  const name = `access-${today}`;
  return tableFile({ format, name, title: t('access.ui.people.title'), columns: personColumns(t), pages });
}

/** Somebody's page; undefined for who has nothing to do with the actor's organisation. */
export async function personPage({ tx, actor, now }: Served, id: string) {
  const person = await personOf(tx, id);
  if (!person) return undefined;
  const [roles, place] = [await rolesOf(tx, id), await placeOfOrganisation(tx, actor.organisation)];
  const tokens = (await tokensOf(tx)).filter((it) => it.made_by === id && !it.revoked_at && it.expires_at > now);
  const history = await historyOf(tx, [id]);
  const actors = await namesOfActors(tx, [...new Set(history.flatMap((event) => event.person ?? []))]);
  return {
    person: personShown(person),
    roles: roles.map(roleShown),
    zone: place ? zoneOf(place) : 'UTC',
    tokens: tokens.length,
    history,
    actors: actors.map(actorShown),
  };
}

/** The instants of days that an organisation means by its own clocks; null where they make no sense. */
export async function spanAt(
  { tx }: Served,
  { organisation, ...days }: { organisation: string; from?: string | undefined; until?: string | undefined },
) {
  const place = await placeOfOrganisation(tx, organisation);
  // Rights begin and end by the clock of the server, not by the moment at which a request says it was made.
  return place ? spanOf(days, { zone: zoneOf(place), now: new Date() }) : null;
}
