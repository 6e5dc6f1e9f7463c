import * as z from 'zod/mini';
import { readable } from '../../platform/i18n/readable.ts';
import { endpoint } from '../../platform/endpoint.ts';
import { oldestInDays, ratePaths } from '../../platform/money/convert.ts';
import { isCurrency } from '../../platform/money/currencies.ts';
import { isDay } from '../../platform/time/calendar.ts';
import {
  applyErrors,
  ImportAppliedSchema,
  importApplyInput,
  importErrors,
  importFileInput,
  ImportPreviewSchema,
  tableFileInput,
} from '../../platform/table/schemas.ts';
import { sorts } from './rate.ts';

const Currency = z.string().check(z.refine(isCurrency));
/** `YYYY-MM-DD` */
const Day = z.string().check(z.refine(isDay));
const Source = z.string().check(readable(), z.minLength(1), z.maxLength(200));
const Decimal = z.string();

const RateRow = z.object({
  id: z.uuid(),
  base: z.string(),
  quote: z.string(),
  day: Day,
  /** One unit of `base` is so much of `quote`: a plain decimal. */
  rate: Decimal,
  source: z.string(),
  isDemo: z.boolean(),
  version: z.int(),
  /** Brought by the acting organisation, which may correct it. */
  isOwn: z.boolean(),
});
const Step = z.object({
  base: z.string(),
  quote: z.string(),
  day: Day,
  rate: Decimal,
  source: z.string(),
  isDemo: z.boolean(),
});

const filters = {
  /** Rates of this currency, on either side. */
  currency: z.optional(Currency),
  from: z.optional(Day),
  until: z.optional(Day),
  source: z.optional(Source),
  sort: z.optional(z.enum(sorts)),
};

export const ratesContract = {
  rates: endpoint
    .route({ method: 'GET', path: '/rates', summary: 'List the rates of currencies with their days and sources' })
    .meta({ needs: 'rates.read' })
    .input(
      z.object({
        ...filters,
        cursor: z.optional(z.string().check(z.maxLength(300))),
        limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
      }),
    )
    .output(z.object({ items: z.array(RateRow), next: z.nullable(z.string()) }))
    .errors({ 'cursor-invalid': { status: 400 } }),
  rateCounts: endpoint
    .route({
      method: 'GET',
      path: '/rates/counts',
      summary: 'Count the rates that the filters leave, and name their sources',
    })
    .meta({ needs: 'rates.read' })
    .input(z.object(filters))
    .output(z.object({ real: z.int(), demo: z.int(), sources: z.array(z.string()) })),
  ratesFile: endpoint
    .route({ method: 'GET', path: '/rates/file', summary: 'The same list as CSV or XLSX' })
    .meta({ needs: 'rates.read' })
    .input(z.object({ ...filters, ...tableFileInput }))
    .output(z.file()),
  convert: endpoint
    .route({ method: 'GET', path: '/rates/conversion', summary: 'Convert an amount by the rate of a day' })
    .meta({ needs: 'rates.read' })
    .input(
      z.object({
        /** A plain decimal, with at most the digits of its currency. */
        amount: z.string().check(z.maxLength(40)),
        currency: Currency,
        to: Currency,
        /** The rate of this day, or the last before it, at most some days old; without it, of today. */
        on: z.optional(Day),
        source: z.optional(Source),
      }),
    )
    .output(
      z.object({
        amount: Decimal,
        currency: z.string(),
        path: z.enum(ratePaths),
        /** The day of the rate; of two rates the earlier. */
        day: z.nullable(Day),
        /** The rates used, in their order; `isInverse`: from `quote` to `base`. */
        steps: z.array(z.extend(Step, { isInverse: z.boolean() })),
        /** What other sources say of the same day. They were not used. */
        others: z.array(Step),
        isDemo: z.boolean(),
      }),
    )
    .errors({ 'amount-invalid': { status: 422 }, 'no-rate': { status: 422 } })
    .errors({ 'rate-too-old': { status: 422, message: `older than ${oldestInDays} days` } }),
  previewRates: endpoint
    .route({
      method: 'POST',
      path: '/rates/imports/preview',
      summary: 'See what a file of rates would do; nothing is written',
    })
    .meta({ needs: 'rates.write' })
    .input(z.object(importFileInput))
    .output(ImportPreviewSchema)
    .errors(importErrors),
  importRates: endpoint
    .route({
      method: 'POST',
      path: '/rates/imports',
      summary: 'Enter the rates of a file as previewed',
      successStatus: 201,
    })
    .meta({ needs: 'rates.write' })
    .input(z.object(importApplyInput))
    .output(ImportAppliedSchema)
    .errors(applyErrors),
};
