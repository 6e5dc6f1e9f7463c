import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
import { incidentStates } from './incident.ts';
import {
  AffectedInput,
  IncidentChange,
  IncidentInput,
  IncidentMoveInput,
  IncidentRowSchema,
  IncidentSchema,
  NoticeInput,
  ProtectionInput,
  ProtectionSchema,
  RetentionInput,
  TransferInput,
  TransferSchema,
  Uuid,
} from './schemas.ts';

const manages = endpoint.meta({ needs: 'protection.manage' });
const listing = {
  cursor: z.optional(Uuid),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
};
const transferFilters = {
  country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/))),
  patient: z.optional(Uuid),
  from: z.optional(z.iso.date()),
  until: z.optional(z.iso.date()),
};

export const protectionContract = {
  protection: endpoint
    .route({
      method: 'GET',
      path: '/protection',
      summary: 'Who answers for personal data in my organisation, and how long what is kept',
    })
    .meta({ needs: 'session.read' })
    .output(ProtectionSchema),
  changeProtection: manages
    .route({
      method: 'POST',
      path: '/protection',
      summary: 'Say who answers for personal data, and on what grounds they are held',
    })
    .input(ProtectionInput)
    .output(ProtectionSchema)
    .errors({ stale: { status: 409 } }),
  changeRetention: manages
    .route({ method: 'POST', path: '/protection/retention', summary: 'Say how long a kind of data is kept' })
    .meta({ needs: 'protection.manage', stepUp: true })
    .input(RetentionInput)
    .output(ProtectionSchema)
    .errors({ 'retention-out-of-bounds': { status: 422 } }),

  transfers: manages
    .route({
      method: 'GET',
      path: '/protection/transfers',
      summary: 'List what was given to whom, in which country, on what ground',
    })
    .input(z.object({ ...transferFilters, ...listing }))
    .output(z.object({ items: z.array(TransferSchema), next: z.nullable(Uuid) })),
  transfersFile: manages
    .route({ method: 'GET', path: '/protection/transfers/file', summary: 'The same register as CSV or XLSX' })
    .input(z.object({ ...transferFilters, ...tableFileInput }))
    .output(z.file()),
  recordTransfer: manages
    .route({
      method: 'POST',
      path: '/protection/transfers',
      summary: 'Record what was given to whom',
      successStatus: 201,
    })
    .input(TransferInput)
    .output(TransferSchema)
    .errors({
      'receiver-unclear': { status: 422 },
      'in-the-future': { status: 422 },
      'corrected-already': { status: 409 },
      'one-patient-is-one': { status: 422 },
    }),

  incidents: manages
    .route({ method: 'GET', path: '/protection/incidents', summary: 'List what went wrong' })
    .input(z.object({ state: z.optional(z.enum(incidentStates)), ...listing }))
    .output(z.object({ items: z.array(IncidentRowSchema), next: z.nullable(Uuid) })),
  incident: manages
    .route({
      method: 'GET',
      path: '/protection/incidents/{id}',
      summary: 'An incident with its terms, notices and people',
    })
    .input(z.object({ id: Uuid }))
    .output(IncidentSchema),
  openIncident: manages
    .route({
      method: 'POST',
      path: '/protection/incidents',
      summary: 'Record that something went wrong',
      successStatus: 201,
    })
    .input(IncidentInput)
    .output(IncidentSchema)
    .errors({ 'in-the-future': { status: 422 }, 'wrong-order': { status: 422 } }),
  changeIncident: manages
    .route({ method: 'POST', path: '/protection/incidents/{id}', summary: 'Say more about an incident' })
    .input(IncidentChange)
    .output(IncidentSchema)
    .errors({ stale: { status: 409 }, 'wrong-order': { status: 422 }, 'incident-closed': { status: 409 } }),
  moveIncident: manages
    .route({
      method: 'POST',
      path: '/protection/incidents/{id}/moves',
      summary: 'Contain, close or reopen an incident',
    })
    .input(IncidentMoveInput)
    .output(IncidentSchema)
    .errors({ stale: { status: 409 }, 'wrong-state': { status: 409 }, 'risk-unassessed': { status: 422 } }),
  findAffected: manages
    .route({
      method: 'POST',
      path: '/protection/incidents/{id}/people',
      summary: 'Add the people whose data somebody opened in a time',
    })
    .input(AffectedInput)
    .output(IncidentSchema)
    .errors({ 'incident-closed': { status: 409 }, 'wrong-order': { status: 422 } }),
  recordNotice: manages
    .route({
      method: 'POST',
      path: '/protection/incidents/{id}/notices',
      summary: 'Record that an authority or the people were told',
      successStatus: 201,
    })
    .input(NoticeInput)
    .output(IncidentSchema)
    .errors({ 'in-the-future': { status: 422 } }),
};
