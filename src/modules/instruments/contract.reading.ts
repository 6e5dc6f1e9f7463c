import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
import { missing } from './contract.shared.ts';
import { bindings, instrumentKinds, instrumentStates } from './instrument.ts';
import { sorts } from './list.ts';
import { Edtf, InstrumentDetail, InstrumentRow, Organisations, Slug, Uuid, VersionText } from './schemas.ts';

/** One value or several: `state=signed` and `state[]=signed&state[]=in_force`. */
const manyOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.union([
    z.array(z.enum(values)).check(z.maxLength(20)),
    z.pipe(
      z.enum(values),
      z.transform((one) => [one]),
    ),
  ]);
const filters = {
  /** The slug of a partnership; without it, all in which the acting organisation takes part. */
  partnership: z.optional(Slug),
  kind: z.optional(manyOf(instrumentKinds)),
  state: z.optional(manyOf(instrumentStates)),
  binding: z.optional(z.enum(bindings)),
  party: z.optional(Uuid),
  /** Those made for a time that touches this one (EDTF). */
  period: z.optional(Edtf),
  /** Words of a title, in any of its languages. */
  q: z.optional(z.string().check(z.maxLength(200))),
  sort: z.optional(z.enum(sorts.flatMap((sort) => [sort, `-${sort}`] as const))),
};
const Counts = z.partialRecord(z.enum(instrumentStates), z.int());

export const reading = {
  instruments: endpoint
    .route({ method: 'GET', path: '/instruments', summary: 'List the instruments of my partnerships' })
    .meta({ needs: 'instruments.read' })
    .input(
      z.object({
        ...filters,
        cursor: z.optional(z.string().check(z.maxLength(1200))),
        limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
      }),
    )
    .output(z.object({ items: z.array(InstrumentRow), organisations: Organisations, next: z.nullable(z.string()) }))
    .errors({ 'cursor-invalid': { status: 400 } }),
  instrumentCounts: endpoint
    .route({ method: 'GET', path: '/instruments/counts', summary: 'Count by state what the other filters leave' })
    .meta({ needs: 'instruments.read' })
    .input(z.object(filters))
    .output(z.object({ real: Counts, demo: Counts })),
  instrumentsFile: endpoint
    .route({ method: 'GET', path: '/instruments/file', summary: 'The same list as CSV or XLSX' })
    .meta({ needs: 'instruments.read' })
    .input(z.object({ ...filters, ...tableFileInput }))
    .output(z.file()),
  instrumentsWaiting: endpoint
    .route({
      method: 'GET',
      path: '/instruments/waiting',
      summary: 'What ends soon, has outlived its years, or is silent',
    })
    .meta({ needs: 'instruments.read' })
    .output(
      z.object({
        endingSoon: z.array(InstrumentRow),
        pastTheirYears: z.array(InstrumentRow),
        silentDrafts: z.array(InstrumentRow),
      }),
    ),
  instrument: endpoint
    .route({ method: 'GET', path: '/instruments/{id}', summary: 'Read an instrument with all that belongs to it' })
    .meta({ needs: 'instruments.read' })
    .input(z.object({ id: Uuid }))
    .output(InstrumentDetail)
    .errors(missing),
  version: endpoint
    .route({ method: 'GET', path: '/instruments/versions/{id}', summary: 'Read a version of a draft' })
    .meta({ needs: 'instruments.read' })
    .input(z.object({ id: Uuid }))
    .output(VersionText)
    .errors(missing),
};
