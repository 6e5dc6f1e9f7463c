import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { StudyPage, StudyRow } from './schemas.ts';
import { dateWays, fileRefusals, findings, mostAtOnce, mostSlices } from './study.ts';

const Id = z.object({ id: z.uuid() });
const At = z.extend(Id, { version: z.int().check(z.minimum(1)) });
const missing = { 'not-found': { status: 404 } } as const;
const ours = { ...missing, 'not-yours-to-change': { status: 403 }, stale: { status: 409 } } as const;
const reading = { needs: 'patients.read', opens: 'clinical' } as const;
const writing = { needs: 'patients.write' } as const;

const Taken = z.object({
  /** Slices that are there now and were not before. */
  taken: z.int(),
  /** Those that were there already. */
  known: z.int(),
  refused: z.array(
    z.object({
      /** The file, as it is called in the archive; empty where it is the whole. */
      name: z.string(),
      why: z.enum(fileRefusals),
      /** The transfer syntax or the kind of object, where that is the reason. */
      detail: z.nullable(z.string()),
    }),
  ),
});
export type Taken = z.infer<typeof Taken>;

export const imagesContract = {
  studies: endpoint
    .route({ method: 'GET', path: '/images/studies', summary: 'List the image studies of a patient, or of a record' })
    .meta(reading)
    .input(z.object({ patient: z.uuid(), subject: z.optional(z.uuid()) }))
    .output(z.array(StudyRow)),
  study: endpoint
    .route({ method: 'GET', path: '/images/studies/{id}', summary: 'Read an image study with its series and slices' })
    .meta(reading)
    .input(Id)
    .output(StudyPage)
    .errors(missing),
  frames: endpoint
    .route({
      method: 'GET',
      path: '/images/series/{id}/frames',
      summary: 'Open the pictures of a run of slices, packed one after the other',
    })
    .meta(reading)
    .input(
      z.object({
        id: z.uuid(),
        from: z.coerce.number().check(z.int(), z.minimum(0), z.maximum(mostSlices)),
        count: z.coerce.number().check(z.int(), z.minimum(1), z.maximum(mostAtOnce)),
      }),
    )
    .output(z.file())
    .errors(missing),
  picture: endpoint
    .route({ method: 'GET', path: '/images/slices/{id}/picture', summary: 'Open a slice as a plain picture (PNG)' })
    .meta(reading)
    .input(
      z.extend(Id, {
        centre: z.optional(z.coerce.number().check(z.minimum(-100_000), z.maximum(100_000))),
        width: z.optional(z.coerce.number().check(z.minimum(1), z.maximum(200_000))),
      }),
    )
    .output(z.file())
    .errors(missing),
  copy: endpoint
    .route({
      method: 'GET',
      path: '/images/slices/{id}/copy',
      summary: 'Save the copy of a slice without names, as a DICOM file',
    })
    .meta(reading)
    .input(Id)
    .output(z.file())
    .errors(missing),
  original: endpoint
    .route({
      method: 'GET',
      path: '/images/slices/{id}/original',
      summary: 'Save a slice as it was brought, with all its tags: for the organisation that brought it',
    })
    .meta(reading)
    .input(Id)
    .output(z.file())
    .errors(missing),
  beginStudy: endpoint
    .route({
      method: 'POST',
      path: '/images/studies',
      summary: 'Begin an image study of a patient',
      successStatus: 201,
    })
    .meta(writing)
    .input(z.object({ patient: z.uuid(), subject: z.optional(z.uuid()), dates: z.enum(dateWays) }))
    .output(At)
    .errors(missing),
  addFile: endpoint
    .route({
      method: 'POST',
      path: '/images/studies/{id}/files',
      summary: 'Add a DICOM file, or an archive (zip) of them, to a study that is being received',
    })
    .meta(writing)
    .input(z.extend(Id, { file: z.file() }))
    .output(Taken)
    .errors({
      ...missing,
      'not-yours-to-change': { status: 403 },
      'study-closed': { status: 409 },
      'file-too-large': { status: 413 },
    }),
  closeStudy: endpoint
    .route({
      method: 'POST',
      path: '/images/studies/{id}/closing',
      summary: 'Put the slices of a study in order, and show it to those who take part in the care',
    })
    .meta(writing)
    .input(At)
    .output(At)
    .errors({ ...ours, 'study-closed': { status: 409 }, 'study-empty': { status: 422 } }),
  withdrawStudy: endpoint
    .route({
      method: 'POST',
      path: '/images/studies/{id}/withdrawal',
      summary: 'Withdraw a study that was brought by mistake: nobody else sees it again',
    })
    .meta(writing)
    .input(At)
    .output(At)
    .errors(ours),
  lookedAt: endpoint
    .route({
      method: 'POST',
      path: '/images/studies/{id}/looks',
      summary: 'Say of slices whether names are drawn in them: those without are shown to others',
    })
    .meta(writing)
    .input(z.extend(Id, { slices: z.array(z.uuid()).check(z.minLength(1), z.maxLength(500)), found: z.enum(findings) }))
    .output(z.object({ changed: z.int() }))
    .errors({ ...missing, 'not-yours-to-change': { status: 403 } }),
};
