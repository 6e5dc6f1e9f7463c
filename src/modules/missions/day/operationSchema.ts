import * as z from 'zod/mini';

/**
 * What the server takes for an operation: strict in what stands around it; what it says inside, a newer application may say in ways that
 * this one does not know (`isReadable` asks for that).
 */
const uuid = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));
/** No text with signs that a database cannot keep as they are. */
const name = z.string().check(
  z.minLength(1),
  z.maxLength(200),
  z.refine((text) => text.isWellFormed() && !text.includes('\0')),
);
const moment = z.int().check(z.minimum(-8.64e15), z.maximum(8.64e15));

export const CarriedSchema = z.strictObject({
  id: uuid,
  mission: uuid,
  device: uuid,
  sequence: z.int().check(z.minimum(1), z.maximum(2_147_483_647)),
  // As far as every device counts on: one with a clock gone wild must not take the others with it.
  lamport: z.int().check(z.minimum(1), z.maximum(2 ** 40)),
  at: moment,
  offset: z.nullable(moment),
  by: name,
  version: z.int().check(z.minimum(1), z.maximum(32_767)),
  body: z.looseObject({
    kind: z.string().check(z.regex(/^[a-z]+(\.[a-z_]+)?$/), z.maxLength(60)),
    visit: z.nullable(uuid),
  }),
});
