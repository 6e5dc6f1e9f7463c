import { defaultLocale, type Locale } from '../../platform/i18n/locales.ts';
import { type Names, nameTags } from '../../platform/i18n/shown.ts';
import { placeOf } from '../../platform/place/place.ts';
import type { Served } from '../../platform/serve.ts';
import { type Existing, type Fault, type Preview, previewImport, type Values } from '../../platform/table/import.ts';
import {
  type ImportRefusal,
  type ReadImport,
  readImport,
  seenOf,
  shownPreview,
} from '../../platform/table/read.server.ts';
import { aliasJoiner, nameColumn } from './columns.server.ts';
import { entriesCalled, organisationEntries } from './found.server.ts';
import { identifierSchemes } from './identifier.ts';
import { columnsWith, type Parents } from './importColumns.server.ts';
import { nameKeyOf } from './matching.ts';
import { type OrganisationKind, whyPlaceRefused } from './organisation.ts';
import type { FullOrganisation, OrganisationFields } from './organisation.sql.ts';
import { changeOrganisation, registerOrganisation } from './organisation.server.ts';
import { allToCompare } from './list.sql.ts';

/** Organisations from a spreadsheet: what a file would do, and doing it. */

/** A record as the columns hold it. */
const valuesOf = (row: FullOrganisation): Values => ({
  kind: row.kind,
  country: row.country,
  ...Object.fromEntries(nameTags.map((tag) => [nameColumn(tag), row.names[tag] ?? null])),
  ...Object.fromEntries(identifierSchemes.map((scheme) => [scheme, row.identifiers[scheme] ?? null])),
  aliases: row.aliases.join(aliasJoiner) || null,
  place: row.place,
  place_key: row.place_key,
  website: row.website,
  parent: row.parent_id,
});

const namesIn = (values: Values): Names =>
  Object.fromEntries(
    nameTags.flatMap((tag) => {
      const name = values[nameColumn(tag)];
      return name === null || name === undefined ? [] : [[tag, name]];
    }),
  );
const called = (name: string, country: string | null | undefined): string => `name ${nameKeyOf(name)} ${country ?? ''}`;

/** The record that a row is about: by its id, else by its BIN, else by the first of its names in its country. */
function identityOf(values: Values): string | null {
  if (values['id']) return `id ${values['id']}`;
  if (values['bin']) return `bin ${values['bin']}`;
  const [name] = Object.values(namesIn(values));
  return name === undefined ? null : called(name, values['country']);
}

function identitiesOf({ id, names, identifiers, country }: FullOrganisation): string[] {
  const byName = Object.values(names).map((name) => called(name, country));
  return [`id ${id}`, ...(identifiers.bin ? [`bin ${identifiers.bin}`] : []), ...byName];
}

/** Whether a row says something else than what is there; a column that the file does not have says nothing. */
const isOther = ({ id: _id, version: _version, ...values }: Values, known: Values): boolean =>
  Object.entries(values).some(([key, value]) => value !== (known[key] ?? null));

/** What is wrong between the fields of a row, or with who wants to change the record. */
const faultsIn =
  (rows: ReadonlyMap<string, FullOrganisation>) =>
  (values: Values): Fault[] => {
    const [known, key] = [rows.get(identityOf(values) ?? ''), values['place_key']];
    const place = key ? whyPlaceRefused(values['country'] ?? '', placeOf(key)?.country) : null;
    return [
      ...(!known && Object.keys(namesIn(values)).length === 0 ? [{ column: null, cause: 'name_missing' }] : []),
      ...(place ? [{ column: 'place_key', cause: 'place_elsewhere' }] : []),
      ...(known && !known.may_change && isOther(values, valuesOf(known)) ? [{ column: 'id', cause: 'not_yours' }] : []),
    ];
  };

type Previewed = { read: ReadImport; preview: Preview };
type RefusedFile = { refused: ImportRefusal; headers: readonly string[] };

/** The organisations that the file names as parents: by id, identifier or name, where that is one organisation only. */
async function parentsIn({ tx }: Served, { rows }: ReadImport): Promise<Parents> {
  const named = new Set(rows.flatMap(({ cells }) => cells['parent']?.trim() || []));
  const entries = named.size > 0 ? await organisationEntries(tx) : [];
  return new Map(
    [...named].flatMap((text): [string, string][] => {
      const [found, ...more] = entriesCalled(entries, text);
      return found && more.length === 0 ? [[text, found.id]] : [];
    }),
  );
}

async function previewOf(context: Served, file: Blob): Promise<Previewed | RefusedFile> {
  const read = await readImport(file, columnsWith(new Map()));
  if ('refused' in read) return read;
  const columns = columnsWith(await parentsIn(context, read));
  const rows = new Map<string, FullOrganisation>();
  // Where two have one name, the first keeps it; their ids still tell them apart.
  for (const row of await allToCompare(context.tx))
    for (const identity of identitiesOf(row)) if (!rows.has(identity)) rows.set(identity, row);
  const existing = new Map(
    [...rows].map(([identity, row]): [string, Existing] => [
      identity,
      { id: row.id, version: row.version, values: valuesOf(row) },
    ]),
  );
  const check = faultsIn(rows);
  return { read, preview: previewImport({ columns, rows: read.rows, existing, identify: identityOf, check }) };
}

export async function previewOrganisations(
  context: Served,
  { file, locale = defaultLocale }: { file: Blob; locale?: Locale | undefined },
) {
  const found = await previewOf(context, file);
  if ('refused' in found) return found;
  return { shown: shownPreview(found.preview, { read: found.read, locale, module: 'directory' }) };
}

/** What a row says of an organisation; a column that the file does not have says nothing. */
function entered(values: Values, before: Partial<OrganisationFields> = {}) {
  const says = (key: string) => key in values;
  const names = nameTags.filter((tag) => says(nameColumn(tag)));
  const kept = Object.entries(before.names ?? {}).filter(([tag]) => !names.some((each) => each === tag));
  const identified = Object.entries(before.identifiers ?? {}).filter(([scheme]) => !says(scheme));
  const stated = identifierSchemes.flatMap((scheme) => (values[scheme] ? [[scheme, values[scheme]]] : []));
  return {
    kind: values['kind'] as OrganisationKind,
    country: values['country'] ?? '',
    names: { ...Object.fromEntries(kept), ...namesIn(values) } as Names,
    identifiers: Object.fromEntries([...identified, ...stated]),
    ...(says('aliases') && { aliases: values['aliases']?.split(aliasJoiner) ?? [] }),
    ...(says('place') && { place: values['place'] ?? null }),
    ...(says('place_key') && { placeKey: values['place_key'] ?? null }),
    ...(says('parent') && { parent: values['parent'] ?? null }),
    ...(says('website') && { website: values['website'] ?? null }),
  };
}

/** Takes in a file that was previewed: all of its rows that are not refused, or, where something has changed since, none. */
export async function importOrganisations(
  context: Served,
  { file, seen }: { file: Blob; seen: string },
): Promise<
  { applied: Preview['counts'] } | { refused: ImportRefusal | 'import-preview-changed'; headers: readonly string[] }
> {
  const found = await previewOf(context, file);
  if ('refused' in found) return found;
  if (seenOf(found.preview) !== seen) return { refused: 'import-preview-changed', headers: [] };
  const before = new Map((await allToCompare(context.tx)).map((row) => [row.id, row]));
  for (const row of found.preview.rows) {
    const result =
      row.is === 'added'
        ? await registerOrganisation(context, entered(row.values))
        : row.is === 'changed'
          ? await changeOrganisation(context, {
              id: row.id,
              version: row.version,
              change: entered(row.values, before.get(row.id)),
            })
          : {};
    if ('refused' in result) return { refused: 'import-preview-changed', headers: [] };
  }
  return { applied: found.preview.counts };
}
