import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
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
import {
  Aliases,
  DuplicateSchema,
  OrganisationSchema,
  PersonPage,
  PersonSchema,
  PostInput,
  PostSchema,
  Uuid,
  Version,
} from './schemas.ts';

const postErrors = {
  'organisation-unknown': { status: 422 },
  'ends-before-it-begins': { status: 422 },
  'seen-outside-the-term': { status: 422 },
} as const;
const personFilters = { q: Words, organisation: z.optional(Uuid), sort: Sort };

export const people = {
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
