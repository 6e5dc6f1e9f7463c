import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema, NamesSchema } from '../../platform/i18n/localised.ts';
import { organisationKinds } from './partnership.ts';

const roles = ['viewer', 'officer', 'coordinator', 'administrator'] as const;
const Slug = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(80));
const Country = z.string().check(z.regex(/^[A-Z]{2}$/));

const OrganisationSchema = z.object({
  id: z.uuid(),
  kind: z.enum(organisationKinds),
  country: Country,
  place: z.nullable(z.string()),
  names: NamesSchema,
  isDemo: z.boolean(),
});
const Side = z.object({ id: z.uuid(), names: NamesSchema, organisations: z.array(z.uuid()) });
const PartnershipSchema = z.object({
  id: z.uuid(),
  slug: Slug,
  names: NamesSchema,
  summary: LocalisedTextSchema,
  visibility: z.enum(['partnership', 'public']),
  isDemo: z.boolean(),
  sides: z.array(Side),
  /** The side of the acting organisation; null for who only reads what is public. */
  ownSide: z.nullable(z.uuid()),
});
const Session = z.object({
  person: z.uuid(),
  organisation: z.uuid(),
  role: z.enum(roles),
  may: z.array(z.string()),
  memberships: z.array(z.object({ organisation: z.uuid(), names: NamesSchema, role: z.enum(roles) })),
});

export const directoryContract = {
  session: endpoint
    .route({ method: 'GET', path: '/session', summary: 'Who I am, where, and what I may do' })
    .meta({ needs: 'session.read' })
    .output(Session),
  organisations: endpoint
    .route({ method: 'GET', path: '/organisations', summary: 'List the organisations' })
    .meta({ needs: 'directory.read' })
    .output(z.array(OrganisationSchema)),
  registerOrganisation: endpoint
    .route({ method: 'POST', path: '/organisations', summary: 'Register an organisation', successStatus: 201 })
    .meta({ needs: 'directory.write' })
    .input(
      z.object({
        kind: z.enum(organisationKinds),
        country: Country,
        place: z.optional(z.string().check(z.maxLength(80))),
        names: NamesSchema,
      }),
    )
    .output(OrganisationSchema),
  partnerships: endpoint
    .route({ method: 'GET', path: '/partnerships', summary: 'List the partnerships I may see' })
    .meta({ needs: 'directory.read' })
    .output(z.array(PartnershipSchema)),
  partnership: endpoint
    .route({ method: 'GET', path: '/partnerships/{slug}', summary: 'Read a partnership and its sides' })
    .meta({ needs: 'directory.read' })
    .input(z.object({ slug: Slug }))
    .output(PartnershipSchema)
    .errors({ 'not-found': { status: 404 } }),
  openPartnership: endpoint
    .route({ method: 'POST', path: '/partnerships', summary: 'Open a partnership with its sides', successStatus: 201 })
    .meta({ needs: 'directory.write' })
    .input(
      z.object({
        slug: Slug,
        names: NamesSchema,
        summary: LocalisedTextSchema,
        visibility: z.enum(['partnership', 'public']),
        sides: z
          .array(z.object({ names: NamesSchema, organisations: z.array(z.uuid()).check(z.maxLength(50)) }))
          .check(z.maxLength(12)),
      }),
    )
    .output(PartnershipSchema)
    .errors({ 'two-sides-needed': { status: 422 }, 'seated-twice': { status: 422 } })
    .errors({
      'owner-not-seated': { status: 422 },
      'slug-taken': { status: 409 },
      'organisation-unknown': { status: 422 },
    }),
};
