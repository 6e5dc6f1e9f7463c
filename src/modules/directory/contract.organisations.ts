import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import {
  applyErrors,
  ImportAppliedSchema,
  importApplyInput,
  importErrors,
  importFileInput,
  ImportPreviewSchema,
  tableFileInput,
} from '../../platform/table/schemas.ts';
import {
  At,
  Merge,
  MergeResult,
  Next,
  Sort,
  Words,
  change,
  cursorError,
  merging,
  missing,
  page,
  undoing,
} from './contract.shared.ts';
import { organisationKinds } from './organisation.ts';
import {
  Country,
  DuplicateSchema,
  OrganisationChange,
  OrganisationInput,
  OrganisationPage,
  OrganisationRow,
  OrganisationSchema,
  Uuid,
} from './schemas.ts';

const organisationErrors = {
  'place-in-another-country': { status: 422 },
  'place-unknown': { status: 422 },
  'parent-unknown': { status: 422 },
  'parent-below': { status: 422 },
} as const;
const organisationFilters = {
  q: Words,
  kind: z.optional(z.enum(organisationKinds)),
  country: z.optional(Country),
  sort: Sort,
};

export const organisations = {
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
