import * as z from 'zod/mini';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { endpoint } from '../../platform/endpoint.ts';

export const ConceptSchema = z.object({ code: z.string(), parent: z.nullable(z.string()), names: NamesSchema });

/** Classifications that are loaded here. */
export const codesContract = {
  codeSystems: endpoint
    .route({
      method: 'GET',
      path: '/codes',
      summary: 'The code systems that are loaded, with their version and source',
    })
    .meta({ needs: 'directory.read' })
    .output(
      z.array(
        z.object({
          id: z.string(),
          url: z.string(),
          version: z.string(),
          names: NamesSchema,
          source: z.string(),
          /** A code that is not in it does not exist. */
          isWhole: z.boolean(),
          loadedAt: z.iso.datetime(),
          codes: z.int(),
        }),
      ),
    ),
  concepts: endpoint
    .route({
      method: 'GET',
      path: '/codes/{system}',
      summary: 'Find codes by how they begin or by words of any language',
    })
    .meta({ needs: 'directory.read' })
    .input(
      z.object({
        system: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/)),
        q: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
      }),
    )
    .output(z.array(ConceptSchema)),
};
