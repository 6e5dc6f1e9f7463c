import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { HappeningSchema } from '../../platform/happening.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
import { Sort, Words, change, missing } from './contract.shared.ts';
import { cooperationFields } from './partnership.ts';
import {
  Country,
  OrganisationSchema,
  PartnershipChange,
  PartnershipInput,
  PartnershipSchema,
  Slug,
  Uuid,
  Version,
} from './schemas.ts';

const seating = { 'seated-twice': { status: 422 }, 'organisation-unknown': { status: 422 } } as const;
const partnershipFilters = {
  q: Words,
  field: z.optional(z.enum(cooperationFields)),
  country: z.optional(Country),
  visibility: z.optional(z.enum(['partnership', 'public'])),
  sort: Sort,
};

export const partnerships = {
  partnerships: endpoint
    .route({ method: 'GET', path: '/partnerships', summary: 'List the partnerships I may see' })
    .meta({ needs: 'directory.read' })
    .output(z.array(PartnershipSchema)),
  partnershipsFile: endpoint
    .route({ method: 'GET', path: '/partnerships/file', summary: 'The same list, filtered, as CSV or XLSX' })
    .meta({ needs: 'directory.read' })
    .input(z.object({ ...partnershipFilters, ...tableFileInput }))
    .output(z.file()),
  partnership: endpoint
    .route({ method: 'GET', path: '/partnerships/{slug}', summary: 'Read a partnership and its sides' })
    .meta({ needs: 'directory.read' })
    .input(z.object({ slug: Slug }))
    .output(z.extend(PartnershipSchema, { organisations: z.array(OrganisationSchema) }))
    .errors(missing),
  partnershipHistory: endpoint
    .route({ method: 'GET', path: '/partnerships/{slug}/history', summary: 'What happened to a partnership itself' })
    .meta({ needs: 'directory.read' })
    .input(z.object({ slug: Slug }))
    .output(z.object({ events: z.array(HappeningSchema), organisations: z.array(OrganisationSchema) }))
    .errors(missing),
  openPartnership: endpoint
    .route({ method: 'POST', path: '/partnerships', summary: 'Open a partnership with its sides', successStatus: 201 })
    .meta({ needs: 'directory.write' })
    .input(PartnershipInput)
    .output(PartnershipSchema)
    .errors({ ...seating, 'two-sides-needed': { status: 422 } })
    .errors({ 'owner-not-seated': { status: 422 }, 'slug-taken': { status: 409 } }),
  changePartnership: endpoint
    .route({ method: 'POST', path: '/partnerships/{slug}/changes', summary: 'Change a partnership that we opened' })
    .meta({ needs: 'directory.write' })
    .input(z.object({ slug: Slug, version: Version, change: PartnershipChange }))
    .output(PartnershipSchema)
    .errors({ ...change, 'side-unknown': { status: 422 }, 'narrows-what-was-shown': { status: 422 } }),
  seatOrganisation: endpoint
    .route({ method: 'POST', path: '/partnerships/{slug}/seats', summary: 'Seat an organisation on a side' })
    .meta({ needs: 'directory.write' })
    .input(z.object({ slug: Slug, version: Version, side: Uuid, organisation: Uuid }))
    .output(PartnershipSchema)
    .errors({ ...change, ...seating, 'side-unknown': { status: 422 }, 'side-keeps-its-own': { status: 422 } }),
};
