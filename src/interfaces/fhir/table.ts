import type { Resource } from '@medplum/fhirtypes';
import type { FhirType } from '../../permissions.ts';

/** What is served, as data: requests are dispatched by it and the CapabilityStatement is written from it. */

export const interactions = ['read', 'vread', 'update', 'delete', 'history-instance', 'create', 'search-type'] as const;
export type Interaction = (typeof interactions)[number];

/** Where a parameter stands in a resource: elements apart by points, a choice of types as `onset[x]`; several apart by `|`. */
type Path = string;

/**
 * A search parameter of a type. `path` is what it is of a resource; stored resources are found by keyed hashes of that, or by the
 * column that `at` names.
 */
export type SearchParameter = { definition: string; path: Path } & (
  | {
      type: 'token';
      /** The system of a code that stands without one. */
      system?: string;
    }
  | {
      type: 'date';
      /** Which pair of columns holds its stretch, where the type is stored. */
      at?: 1 | 2 | 3;
      /** Kept by its year alone; the rest is judged by what was opened. */
      isSealed?: true;
    }
  | { type: 'reference'; targets: readonly FhirType[] }
  | { type: 'string' }
);

/** How a view answers to a parameter, by its columns (db/migrations/0039, 0046). */
export type ViewColumn =
  | {
      type: 'token';
      column: string;
      /** Codes of FHIR and what the column holds for each; without it the code is what the column holds. */
      codes?: Readonly<Record<string, readonly string[]>>;
      system?: string;
    }
  | {
      type: 'date';
      /** May be one column with `to`. */
      from: string;
      to: string;
      /** A day that is written without a zone is a day in that of the row; else in UTC. */
      zone?: string;
      /** A column that is never null. */
      sortBy?: string;
    }
  | { type: 'reference'; column: string; isUuid: boolean }
  /** Numbers of patients of ours, found by their keyed hashes. */
  | { type: 'number'; column: string };

/** What every view has; a type without a version of its own is known by its content. */
export type Row = { id: string; is_demo: boolean; version?: number | bigint; changed_at?: Date };

/** What is sealed of a row, opened; null once the person was erased. */
export type Open = Readonly<
  Record<'booking' | 'encounter' | 'identity' | 'consent' | 'part' | 'document' | 'message', (row: object) => unknown>
>;

/** Rows of our own modules that are shown as resources; they are changed there and not here. */
export type View = {
  view: string;
  columns: Readonly<Record<string, ViewColumn>>;
  /** A column that must be true. */
  only?: string;
  /** As what an access to it is recorded; null where nothing of a patient is opened. */
  opens: 'booking' | 'encounter' | 'visit' | 'access' | 'patient' | null;
  /** What came in beyond what it holds is kept under the same id, and is searched by what the view has no column for. */
  isBound?: true;
  /** A row is one resource. Otherwise its number is known only by opening, and is not told. */
  isOneToOne: boolean;
  /** Whether its rows bear a version and the moment of their last change. */
  isVersioned: boolean;
  /** By what a resource's row is found; null for what is no id of this type. */
  key(id: string): Readonly<Record<string, string>> | null;
  /** None where nothing is left to show: the person was erased. */
  resources(row: Row, open: Open): Resource[];
};

export type Route = {
  type: FhirType;
  interactions: readonly Interaction[];
  search: Readonly<Record<string, SearchParameter>>;
  /** Elements by which a resource is about a patient; none where the type is about nobody. */
  about: Path;
  /** Changes want `If-Match`. */
  isVersionAsked: boolean;
  /** Whether other systems may write it; then it is stored. */
  isStored: boolean;
  view: View | null;
  /** Further views of the same type. */
  beside: readonly View[];
  documentation: string;
};

export type RouteTable = Readonly<Partial<Record<string, Route>>>;

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
export const isUuid = (text: string): boolean => uuid.test(text);
/** The key of types whose id is that of their row. */
export const byUuid = (id: string): { id: string } | null => (isUuid(id) ? { id } : null);

/** Parameters of reference type that `_include` follows. */
export const includesOf = ({ search }: Pick<Route, 'search'>): string[] =>
  Object.entries(search).flatMap(([name, { type }]) => (type === 'reference' ? [name] : []));

/** `Task:focus` for each parameter by which other types point at this one: what `_revinclude` follows. */
export const pointingAt = (type: FhirType, table: RouteTable): string[] =>
  Object.values(table).flatMap((route) =>
    Object.entries(route?.search ?? {}).flatMap(([name, parameter]) =>
      route && parameter.type === 'reference' && parameter.targets.includes(type) ? [`${route.type}:${name}`] : [],
    ),
  );
