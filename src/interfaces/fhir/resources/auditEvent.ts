import type { AuditEvent } from '@medplum/fhirtypes';
import type { Row } from '../table.ts';
import { identifierOf, logical, systems } from './common.ts';

export type AccessRow = Row & {
  at: Date;
  recorded_at: Date;
  person: string;
  token: string | null;
  organisation_id: string;
  origin: string | null;
  endpoint: string;
  kind: 'read' | 'searched' | 'exported';
  subject: string;
  subject_id: string | null;
  purpose: string;
  reason: string | null;
};

/** Actions of R4 and kinds of access. */
export const accessActions = { R: ['read', 'exported'], E: ['searched'] } as const;

/** One access as it is on record: who, from which network, by what, what of whom, and why. Nothing of what was opened. */
export function auditEventOf(row: AccessRow): AuditEvent {
  const { kind, person, token, origin, endpoint, subject, subject_id, purpose, reason } = row;
  return {
    resourceType: 'AuditEvent',
    id: row.id,
    meta: { versionId: '1', lastUpdated: row.recorded_at.toISOString() },
    type: {
      system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
      code: 'rest',
      display: 'RESTful Operation',
    },
    subtype: [{ system: systems.endpoint, code: endpoint }],
    action: kind === 'searched' ? 'E' : 'R',
    recorded: row.recorded_at.toISOString(),
    outcome: '0',
    purposeOfEvent: [{ coding: [{ system: systems.purpose, code: purpose }], ...(reason && { text: reason }) }],
    agent: [
      {
        who: logical(token === null ? 'Practitioner' : 'Device', person),
        requestor: true,
        ...(origin && { network: { address: origin, type: '2' } }),
      },
    ],
    source: { observer: logical('Organization', row.organisation_id) },
    entity: [
      {
        ...(subject_id && { what: { identifier: identifierOf(subject_id) } }),
        type: { system: systems.opened, code: subject },
      },
    ],
  };
}
