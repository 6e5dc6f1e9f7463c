import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema, NamesSchema } from '../../platform/i18n/localised.ts';
import { locales } from '../../platform/i18n/locales.ts';
import { kinds } from './found.ts';

/** A text with the places of the words that were found, in UTF-16 units. */
const Marked = z.object({ text: z.string(), marks: z.array(z.object({ start: z.int(), end: z.int() })) });
const Item = z.object({
  kind: z.enum(kinds),
  id: z.uuid(),
  /** In the reader's language, or the first that there is. */
  title: z.extend(Marked, { language: z.string() }),
  texts: LocalisedTextSchema,
  /** Where it was found in the text and not in the title. */
  snippet: z.nullable(Marked),
  partnership: z.nullable(z.object({ id: z.uuid(), slug: z.string(), names: NamesSchema })),
  isDemo: z.boolean(),
});

export const searchContract = {
  search: endpoint
    .route({
      method: 'GET',
      path: '/search',
      summary: 'Find partnerships, people, promises and documents by their words',
    })
    .meta({ needs: 'search.read' })
    .input(
      z.object({
        q: z.string().check(z.maxLength(200)),
        /** One kind, page by page; without it, the first few of each. */
        kind: z.optional(z.enum(kinds)),
        cursor: z.optional(z.string().check(z.regex(/^\d{1,3}$/))),
        locale: z.optional(z.enum(locales)),
      }),
    )
    .output(
      z.object({
        groups: z.array(
          z.object({
            kind: z.enum(kinds),
            items: z.array(Item),
            /** How many there are; of very many only the first some hundred are counted. */
            count: z.int(),
            isMore: z.boolean(),
            next: z.nullable(z.string()),
          }),
        ),
        /** Nothing had the words themselves; these have words that resemble them. */
        isSpelt: z.boolean(),
      }),
    ),
};
