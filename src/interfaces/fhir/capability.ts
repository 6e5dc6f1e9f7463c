import type { CapabilityStatement, CapabilityStatementRestResource } from '@medplum/fhirtypes';
import { parametersOf } from './parameters.ts';
import { includesOf, pointingAt, type Route, type RouteTable } from './table.ts';

const definitionOfId = 'http://hl7.org/fhir/SearchParameter/Resource-id';

function resourceOf(route: Route, table: RouteTable): CapabilityStatementRestResource {
  const { type, interactions, documentation, isStored, view, isVersionAsked } = route;
  const [includes, pointing] = [includesOf(route).map((name) => `${type}:${name}`), pointingAt(type, table)];
  const isSearched = interactions.includes('search-type');
  return {
    type,
    profile: `http://hl7.org/fhir/StructureDefinition/${type}`,
    documentation,
    interaction: interactions.map((code) => ({ code })),
    versioning: isVersionAsked ? 'versioned-update' : isStored || view?.isVersioned ? 'versioned' : 'no-version',
    readHistory: isStored,
    updateCreate: false,
    conditionalCreate: isStored && isSearched,
    conditionalRead: 'not-match',
    conditionalUpdate: false,
    conditionalDelete: 'not-supported',
    referencePolicy: ['literal', 'logical'],
    ...(isSearched && includes.length > 0 && { searchInclude: includes }),
    ...(isSearched && pointing.length > 0 && { searchRevInclude: pointing }),
    ...(isSearched && {
      searchParam: [
        { name: '_id', type: 'token', definition: definitionOfId },
        ...Object.entries(parametersOf(route)).map(([name, { type: kind, definition }]) => ({
          name,
          type: kind,
          definition,
        })),
      ],
    }),
  };
}

/** What this server does, written from the table by which it does it. */
export function capabilityOf(table: RouteTable, { base, date }: { base: string; date: string }): CapabilityStatement {
  const routes = Object.values(table).filter((route) => route !== undefined);
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    software: { name: 'Yntymaq' },
    implementation: { description: 'Yntymaq', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [
      {
        mode: 'server',
        documentation:
          'What an organisation’s systems wrote they alone read; its structure is checked against the definitions of R4, and profiles are not. ' +
          'What belongs to a mission is read only. Unknown search parameters are refused, unless Prefer: handling=lenient.',
        security: {
          cors: false,
          description: 'API tokens of one organisation (Authorization: Bearer), with scopes such as system/Task.cruds.',
        },
        interaction: [{ code: 'batch' }, { code: 'transaction' }],
        resource: routes.map((route) => resourceOf(route, table)),
      },
    ],
  };
}
