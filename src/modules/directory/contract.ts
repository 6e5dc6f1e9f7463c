import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { HappeningSchema } from '../../platform/happening.ts';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { locales } from '../../platform/i18n/locales.ts';
import {
  applyErrors,
  ImportAppliedSchema,
  importApplyInput,
  importErrors,
  importFileInput,
  ImportPreviewSchema,
  tableFileInput,
} from '../../platform/table/schemas.ts';
import { organisationKinds } from './organisation.ts';
import { cooperationFields } from './partnership.ts';
import {
  Aliases,
  Country,
  DuplicateSchema,
  OrganisationChange,
  OrganisationInput,
  OrganisationPage,
  OrganisationRow,
  OrganisationSchema,
  PartnershipChange,
  PartnershipInput,
  PartnershipSchema,
  PersonPage,
  PersonSchema,
  PostInput,
  PostSchema,
  roles,
  Slug,
  Uuid,
  Version,
} from './schemas.ts';

const missing = { 'not-found': { status: 404 } } as const;
const change = { ...missing, stale: { status: 409 }, 'not-yours-to-change': { status: 403 } } as const;
const merging = {
  ...change,
  'same-record': { status: 422 },
  'already-merged': { status: 409 },
  'merged-into-it': { status: 409 },
  'demonstration-apart': { status: 422 },
} as const;
const undoing = { ...change, 'not-merged': { status: 409 } } as const;
const organisationErrors = {
  'place-in-another-country': { status: 422 },
  'place-unknown': { status: 422 },
  'parent-unknown': { status: 422 },
  'parent-below': { status: 422 },
} as const;
const postErrors = {
  'organisation-unknown': { status: 422 },
  'ends-before-it-begins': { status: 422 },
  'seen-outside-the-term': { status: 422 },
} as const;
const seating = { 'seated-twice': { status: 422 }, 'organisation-unknown': { status: 422 } } as const;

const At = { id: Uuid, version: Version };
/** Both versions that the person saw: what was read of either may have been decisive. */
const Merge = z.object({ ...At, into: Uuid, intoVersion: Version });
const MergeResult = z.object({ merged: Uuid, kept: Uuid });
const limit = z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)));
const Words = z.optional(z.string().check(z.maxLength(200)));
const Sort = z.optional(z.string().check(z.regex(/^-?(name|country|changed)$/)));
const organisationFilters = {
  q: Words,
  kind: z.optional(z.enum(organisationKinds)),
  country: z.optional(Country),
  sort: Sort,
};
const personFilters = { q: Words, organisation: z.optional(Uuid), sort: Sort };
const partnershipFilters = {
  q: Words,
  field: z.optional(z.enum(cooperationFields)),
  country: z.optional(Country),
  visibility: z.optional(z.enum(['partnership', 'public'])),
  sort: Sort,
};
const page = {
  cursor: z.optional(z.string().check(z.maxLength(3000))),
  limit,
  locale: z.optional(z.enum(locales)),
};
const Next = z.nullable(z.string());
const cursorError = { 'cursor-invalid': { status: 400 } } as const;

const organisations = {
  organisations: endpoint
    .route({ method: 'GET', path: '/organisations', summary: 'List the organisations, to choose from' })
    .meta({ needs: 'directory.read' })
    .output(z.array(OrganisationSchema)),
  organisationList: endpoint
    .route({ method: 'GET', path: '/organisations/list', summary: 'Search the organisations, a page at a time' })
    .meta({ needs: 'directory.read' })
    .input(z.object({ ...organisationFilters, ...page }))
    .output(
      z.object({
        items: z.array(OrganisationRow),
        next: Next,
        counts: z.object({ real: z.int(), demo: z.int() }),
        /** Where there are organisations, to filter by. */
        countries: z.array(Country),
      }),
    )
    .errors(cursorError),
  organisationsFile: endpoint
    .route({ method: 'GET', path: '/organisations/file', summary: 'The same list as CSV or XLSX' })
    .meta({ needs: 'directory.read' })
    .input(z.object({ ...organisationFilters, ...tableFileInput }))
    .output(z.file()),
  organisation: endpoint
    .route({
      method: 'GET',
      path: '/organisations/{id}',
      summary: 'Read an organisation; a merged one leads to the kept',
    })
    .meta({ needs: 'directory.read' })
    .input(z.object({ id: Uuid }))
    .output(OrganisationPage)
    .errors(missing),
  registerOrganisation: endpoint
    .route({ method: 'POST', path: '/organisations', summary: 'Register an organisation', successStatus: 201 })
    .meta({ needs: 'directory.write' })
    .input(OrganisationInput)
    .output(OrganisationSchema)
    .errors(organisationErrors),
  changeOrganisation: endpoint
    .route({ method: 'POST', path: '/organisations/{id}/changes', summary: 'Change an organisation' })
    .meta({ needs: 'directory.write' })
    .input(z.object({ ...At, change: OrganisationChange }))
    .output(z.object(At))
    .errors({ ...change, ...organisationErrors, 'already-merged': { status: 409 } }),
  duplicateOrganisations: endpoint
    .route({ method: 'GET', path: '/organisations/duplicates', summary: 'Organisations that may be one and the same' })
    .meta({ needs: 'directory.read' })
    .input(z.object({ of: z.optional(Uuid) }))
    .output(z.object({ items: z.array(DuplicateSchema), organisations: z.array(OrganisationRow) })),
  mergeOrganisation: endpoint
    .route({ method: 'POST', path: '/organisations/{id}/merge', summary: 'Lead an organisation to the one that it is' })
    .meta({ needs: 'directory.write' })
    .input(Merge)
    .output(MergeResult)
    .errors(merging),
  undoMergeOrganisation: endpoint
    .route({ method: 'POST', path: '/organisations/{id}/merge/undo', summary: 'Take a merge back' })
    .meta({ needs: 'directory.write' })
    .input(z.object(At))
    .output(z.object({ id: Uuid }))
    .errors(undoing),
  previewOrganisations: endpoint
    .route({ method: 'POST', path: '/organisations/import/preview', summary: 'What a file of organisations would do' })
    .meta({ needs: 'directory.write' })
    .input(z.object(importFileInput))
    .output(ImportPreviewSchema)
    .errors(importErrors),
  importOrganisations: endpoint
    .route({ method: 'POST', path: '/organisations/import', summary: 'Take in the file that was previewed' })
    .meta({ needs: 'directory.write' })
    .input(z.object(importApplyInput))
    .output(ImportAppliedSchema)
    .errors(applyErrors),
};

const people = {
  people: endpoint
    .route({ method: 'GET', path: '/people', summary: 'Search the office holders, a page at a time' })
    .meta({ needs: 'directory.read' })
    .input(z.object({ ...personFilters, ...page }))
    .output(
      z.object({
        items: z.array(z.extend(PersonSchema, { version: Version, posts: z.array(PostSchema) })),
        next: Next,
        organisations: z.array(OrganisationSchema),
      }),
    )
    .errors(cursorError),
  peopleFile: endpoint
    .route({ method: 'GET', path: '/people/file', summary: 'The same list as CSV or XLSX' })
    .meta({ needs: 'directory.read' })
    .input(z.object({ ...personFilters, ...tableFileInput }))
    .output(z.file()),
  person: endpoint
    .route({ method: 'GET', path: '/people/{id}', summary: 'Read an office holder; a merged one leads to the kept' })
    .meta({ needs: 'directory.read' })
    .input(z.object({ id: Uuid }))
    .output(PersonPage)
    .errors(missing),
  registerPerson: endpoint
    .route({ method: 'POST', path: '/people', summary: 'Register an office holder', successStatus: 201 })
    .meta({ needs: 'directory.write' })
    .input(z.object({ names: NamesSchema, aliases: z.optional(Aliases), post: z.optional(PostInput) }))
    .output(PersonSchema)
    .errors(postErrors),
  changePerson: endpoint
    .route({ method: 'POST', path: '/people/{id}/changes', summary: 'Change the names of an office holder' })
    .meta({ needs: 'directory.write' })
    .input(z.object({ ...At, names: z.optional(NamesSchema), aliases: z.optional(Aliases) }))
    .output(z.object(At))
    .errors({ ...change, 'already-merged': { status: 409 } }),
  addPost: endpoint
    .route({ method: 'POST', path: '/people/{id}/posts', summary: 'Give somebody a post', successStatus: 201 })
    .meta({ needs: 'directory.write' })
    .input(z.object({ id: Uuid, post: PostInput }))
    .output(z.object({ id: Uuid }))
    .errors({ ...change, ...postErrors, 'already-merged': { status: 409 } }),
  changePost: endpoint
    .route({ method: 'POST', path: '/posts/{id}/changes', summary: 'Change a post; null takes out what was wrong' })
    .meta({ needs: 'directory.write' })
    .input(z.object({ ...At, post: z.nullable(PostInput) }))
    .output(z.object({ id: Uuid }))
    .errors({ ...change, ...postErrors }),
  duplicatePeople: endpoint
    .route({ method: 'GET', path: '/people/duplicates', summary: 'Office holders who may be one and the same' })
    .meta({ needs: 'directory.read' })
    .input(z.object({ of: z.optional(Uuid) }))
    .output(
      z.object({ items: z.array(DuplicateSchema), people: z.array(z.extend(PersonSchema, { version: Version })) }),
    ),
  mergePerson: endpoint
    .route({ method: 'POST', path: '/people/{id}/merge', summary: 'Lead an office holder to the one that they are' })
    .meta({ needs: 'directory.write' })
    .input(Merge)
    .output(MergeResult)
    .errors(merging),
  undoMergePerson: endpoint
    .route({ method: 'POST', path: '/people/{id}/merge/undo', summary: 'Take a merge back' })
    .meta({ needs: 'directory.write' })
    .input(z.object(At))
    .output(z.object({ id: Uuid }))
    .errors(undoing),
};

const partnerships = {
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

export const directoryContract = {
  session: endpoint
    .route({ method: 'GET', path: '/session', summary: 'Who I am, where, and what I may do' })
    .meta({ needs: 'session.read' })
    .output(
      z.object({
        person: Uuid,
        organisation: Uuid,
        /** Null for another system's token. */
        role: z.nullable(z.enum(roles)),
        may: z.array(z.string()),
        memberships: z.array(
          z.object({
            organisation: Uuid,
            names: NamesSchema,
            role: z.enum(roles),
            endsAt: z.nullable(z.iso.datetime()),
          }),
        ),
      }),
    ),
  ...organisations,
  ...people,
  ...partnerships,
};
