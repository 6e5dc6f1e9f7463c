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
import { Slug } from './contract.errors.ts';

/** Commitments and deliveries as files, and out of a ministry's spreadsheet. */
export const importing = {
  previewCommitments: endpoint
    .route({
      method: 'POST',
      path: '/commitments/imports/preview',
      summary: 'See what a spreadsheet of commitments would do; nothing is written',
    })
    .meta({ needs: 'accords.write' })
    .input(z.object(importFileInput))
    .output(ImportPreviewSchema)
    .errors(importErrors),
  importCommitments: endpoint
    .route({
      method: 'POST',
      path: '/commitments/imports',
      summary: 'Enter the commitments of a spreadsheet as previewed; the file becomes the document they rest on',
      successStatus: 201,
    })
    .meta({ needs: 'accords.write' })
    .input(z.object(importApplyInput))
    .output(ImportAppliedSchema)
    .errors({ ...applyErrors, 'document-official-use': { status: 422 } }),
  deliveriesFile: endpoint
    .route({ method: 'GET', path: '/deliveries/file', summary: 'The deliveries that count, as CSV or XLSX' })
    .meta({ needs: 'accords.read' })
    .input(z.object({ partnership: z.optional(Slug), ...tableFileInput }))
    .output(z.file())
    .errors({ 'not-found': { status: 404 } }),
  previewDeliveries: endpoint
    .route({
      method: 'POST',
      path: '/deliveries/imports/preview',
      summary: 'See what a spreadsheet of deliveries would do; nothing is written',
    })
    .meta({ needs: 'accords.write' })
    .input(z.object(importFileInput))
    .output(ImportPreviewSchema)
    .errors(importErrors),
  importDeliveries: endpoint
    .route({
      method: 'POST',
      path: '/deliveries/imports',
      summary: 'Enter the deliveries of a spreadsheet as previewed',
      successStatus: 201,
    })
    .meta({ needs: 'accords.write' })
    .input(z.object(importApplyInput))
    .output(ImportAppliedSchema)
    .errors({ ...applyErrors, 'document-official-use': { status: 422 } }),
};
