import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
import { quotaStates } from './quota.ts';
import {
  CapacityListSchema,
  CapacitySchema,
  Comparator,
  DecimalIn,
  DecisionSchema,
  describing,
  GroupCode,
  GroupNames,
  GroupSchema,
  LedgerSchema,
  QuotaListSchema,
  QuotaPageSchema,
  QuotaSchema,
  Slug,
  Uuid,
  Version,
  Year,
} from './schemas.ts';

const At = { id: Uuid, version: Version };
const missing = { 'not-found': { status: 404 } } as const;
const change = { ...missing, stale: { status: 409 }, 'not-own-side': { status: 403 } } as const;
const described = {
  'organisation-unknown': { status: 422 },
  'beneficiary-not-partner': { status: 422 },
  'instrument-unknown': { status: 422 },
  'group-unknown': { status: 422 },
  'place-unknown': { status: 422 },
  'path-unknown': { status: 422 },
  'commitment-unknown': { status: 422 },
  'amount-invalid': { status: 422 },
} as const;
const YearAsked = z.coerce.number().check(z.int(), z.minimum(2000), z.maximum(2100));
const filters = {
  partnership: z.optional(Slug),
  centre: z.optional(Uuid),
  beneficiary: z.optional(Uuid),
  diseaseGroup: z.optional(GroupCode),
  year: z.optional(YearAsked),
  state: z.optional(z.enum(quotaStates)),
};

const reading = {
  quotas: endpoint
    .route({ method: 'GET', path: '/quotas', summary: 'List quotas with where each stands' })
    .meta({ needs: 'quotas.read' })
    .input(z.object(filters))
    .output(QuotaListSchema)
    .errors(missing),
  quota: endpoint
    .route({ method: 'GET', path: '/quotas/{id}', summary: 'Read a quota with its ledger and its decisions' })
    .meta({ needs: 'quotas.read' })
    .input(z.object({ id: Uuid }))
    .output(QuotaPageSchema)
    .errors(missing),
  quotaLedger: endpoint
    .route({
      method: 'GET',
      path: '/quotas/{id}/ledger',
      summary: 'Read on in the ledger of a quota, the newest first',
    })
    .meta({ needs: 'quotas.read' })
    .input(z.object({ id: Uuid, before: z.optional(Uuid) }))
    .output(LedgerSchema)
    .errors(missing),
  quotaLedgerFile: endpoint
    .route({ method: 'GET', path: '/quotas/{id}/ledger/file', summary: 'The ledger of a quota as CSV or XLSX' })
    .meta({ needs: 'quotas.read' })
    .input(z.object({ id: Uuid, ...tableFileInput }))
    .output(z.file())
    .errors(missing),
};

const giving = {
  recordQuota: endpoint
    .route({
      method: 'POST',
      path: '/quotas',
      summary: 'Begin a quota that one’s organisation gives',
      successStatus: 201,
    })
    .meta({ needs: 'quotas.write' })
    .input(z.object({ partnership: Slug, ...describing }))
    .output(QuotaSchema)
    .errors({ ...missing, ...described, 'not-own-side': { status: 403 } }),
  changeQuota: endpoint
    .route({
      method: 'POST',
      path: '/quotas/{id}/changes',
      summary: 'Change a draft; of an open quota its days, its rule and its path',
    })
    .meta({ needs: 'quotas.write' })
    .input(z.object({ ...At, ...describing }))
    .output(QuotaSchema)
    .errors({ ...change, ...described, 'quota-open-stays': { status: 409 } }),
  openQuota: endpoint
    .route({
      method: 'POST',
      path: '/quotas/{id}/opening',
      summary: 'Open a quota: grant it, and show it to all sides',
    })
    .meta({ needs: 'quotas.decide' })
    .input(z.object(At))
    .output(QuotaSchema)
    .errors({ ...change, 'quota-not-draft': { status: 409 }, 'instrument-missing': { status: 409 } }),
  closeQuota: endpoint
    .route({
      method: 'POST',
      path: '/quotas/{id}/closing',
      summary: 'Close a quota whose year is over: what is free lapses',
    })
    .meta({ needs: 'quotas.decide' })
    .input(z.object(At))
    .output(QuotaSchema)
    .errors({ ...change, 'quota-closed': { status: 409 }, 'year-not-over': { status: 409 } }),
};

const deciding = {
  proposeDecision: endpoint
    .route({
      method: 'POST',
      path: '/quota-decisions',
      summary: 'Propose that seats move between quotas, or that a quota grows or shrinks',
      successStatus: 201,
    })
    .meta({ needs: 'quotas.decide' })
    .input(
      z
        .object({ from: z.nullable(Uuid), to: z.nullable(Uuid), amount: DecimalIn, reasons: LocalisedTextSchema })
        .check(z.refine(({ from, to }) => from !== to)),
    )
    .output(DecisionSchema)
    .errors({
      ...missing,
      'not-party': { status: 403 },
      'quotas-apart': { status: 422 },
      'units-differ': { status: 422 },
      'amount-invalid': { status: 422 },
      'quota-not-open': { status: 409 },
    }),
  answerDecision: endpoint
    .route({
      method: 'POST',
      path: '/quota-decisions/{id}/answers',
      summary: 'Agree to a decision of the other side or refuse it; take one’s own back',
    })
    .meta({ needs: 'quotas.decide' })
    .input(
      z.object({ ...At, answer: z.enum(['agreed', 'refused', 'withdrawn']), reasons: z.nullable(LocalisedTextSchema) }),
    )
    .output(DecisionSchema)
    .errors({
      ...missing,
      stale: { status: 409 },
      'not-other-side': { status: 403 },
      'no-seat': { status: 409 },
      'quota-closed': { status: 409 },
      'units-differ': { status: 409 },
      'answer-reasons-missing': { status: 422 },
    }),
};

const centres = {
  diseaseGroups: endpoint
    .route({ method: 'GET', path: '/disease-groups', summary: 'List what quotas are given for' })
    .meta({ needs: 'quotas.read' })
    .input(z.object({}))
    .output(z.array(GroupSchema)),
  addDiseaseGroup: endpoint
    .route({ method: 'POST', path: '/disease-groups', summary: 'Add what quotas may be given for', successStatus: 201 })
    .meta({ needs: 'quotas.write' })
    .input(z.object({ code: GroupCode, names: GroupNames }))
    .output(GroupSchema)
    .errors({ 'group-known': { status: 409 } }),
  capacities: endpoint
    .route({ method: 'GET', path: '/centre-capacity', summary: 'What centres can do, beside all quotas on them' })
    .meta({ needs: 'quotas.read' })
    .input(z.object({ centre: z.optional(Uuid), year: z.optional(YearAsked) }))
    .output(CapacityListSchema),
  recordCapacity: endpoint
    .route({
      method: 'POST',
      path: '/centre-capacity',
      summary: 'Say what a centre can do in a year, in place of what one said before',
      successStatus: 201,
    })
    .meta({ needs: 'quotas.write' })
    .input(
      z
        .object({
          partnership: Slug,
          centre: Uuid,
          diseaseGroup: GroupCode,
          year: Year,
          seats: z.int().check(z.minimum(1), z.maximum(1_000_000)),
          comparator: Comparator,
          claim: z.nullable(Uuid),
          source: z.nullable(LocalisedTextSchema),
          isShared: z.boolean(),
        })
        .check(z.refine(({ claim, source }) => claim !== null || source !== null, { path: ['source'] })),
    )
    .output(CapacitySchema)
    .errors({
      ...missing,
      'not-own-side': { status: 403 },
      'organisation-unknown': { status: 422 },
      'group-unknown': { status: 422 },
      'claim-unknown': { status: 422 },
    }),
};

export const quotasContract = { ...reading, ...giving, ...deciding, ...centres };
