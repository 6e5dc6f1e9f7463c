import type { CapabilityStatement, CapabilityStatementRestResource } from '@medplum/fhirtypes';
import { parametersOf } from './parameters.ts';
import type { Route, RouteTable } from './table.ts';

const definitionOfId = 'http://hl7.org/fhir/SearchParameter/Resource-id';

function resourceOf(route: Route): CapabilityStatementRestResource {
  const { type, interactions, includes, documentation, opens } = route;
  return {
    type,
    profile: `http://hl7.org/fhir/StructureDefinition/${type}`,
    documentation,
    interaction: interactions.map((code) => ({ code })),
    versioning: opens ? 'versioned' : 'no-version',
    readHistory: false,
    updateCreate: false,
    conditionalCreate: false,
    conditionalRead: 'not-match',
    conditionalUpdate: false,
    conditionalDelete: 'not-supported',
    searchInclude: includes.map((name) => `${type}:${name}`),
    searchParam: [
      { name: '_id', type: 'token', definition: definitionOfId },
      ...Object.entries(parametersOf(route)).map(([name, { type: kind, definition }]) => ({
        name,
        type: kind,
        definition,
      })),
    ],
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
          'Read only. Unknown search parameters are refused, unless Prefer: handling=lenient. What belongs to others is not found.',
        security: {
          cors: false,
          description: 'API tokens of one organisation (Authorization: Bearer), with scopes such as system/Slot.rs.',
        },
        resource: routes.map(resourceOf),
      },
    ],
  };
}
