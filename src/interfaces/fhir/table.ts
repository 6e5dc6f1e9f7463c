import type { Resource } from '@medplum/fhirtypes';
import type { FhirType } from '../../permissions.ts';

/** What is served, as data: requests are dispatched by it and the CapabilityStatement is written from it. */

export type Interaction = 'read' | 'search-type';

/** Columns are those of the view of the type (db/migrations/0039). */
export type SearchParameter = { definition: string } & (
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
  | { type: 'reference'; column: string; targets: readonly FhirType[]; isUuid: boolean }
  | { type: 'string'; column: string }
);

/** What every view has; a type without a version of its own is known by its content. */
export type Row = { id: string; is_demo: boolean; version?: number | bigint; changed_at?: Date };

/** What is sealed of a row, opened; null once the person was erased. */
export type Open = { booking: (row: object) => unknown; encounter: (row: object) => unknown };

export type Route = {
  type: FhirType;
  view: string;
  interactions: readonly Interaction[];
  search: Readonly<Record<string, SearchParameter>>;
  /** Search parameters of reference type that `_include` follows. */
  includes: readonly string[];
  /** A column that must be true. */
  only?: string;
  /** As what an access to it is recorded; null where nothing of a patient is opened. */
  opens: 'booking' | 'encounter' | 'visit' | null;
  /** A row is one resource. Otherwise its number is known only by opening, and is not told. */
  isOneToOne: boolean;
  /** By what a resource's row is found; null for what is no id of this type. */
  key(id: string): Readonly<Record<string, string>> | null;
  /** None where nothing is left to show: the person was erased. */
  resources(row: Row, open: Open): Resource[];
  documentation: string;
};

export type RouteTable = Readonly<Partial<Record<string, Route>>>;

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
export const isUuid = (text: string): boolean => uuid.test(text);
/** The key of types whose id is that of their row. */
export const byUuid = (id: string): { id: string } | null => (isUuid(id) ? { id } : null);
