import * as z from 'zod/mini';
import { localeTable } from './locales.ts';
import { readable } from './readable.ts';
import { nameTags, translators } from './shown.ts';

// What only shows texts imports shown.ts, and so loads no schemas.
export { type LocalisedText, type Names, nameIn, textIn } from './shown.ts';

type Tag = keyof typeof localeTable;
const tags = Object.keys(localeTable) as [Tag, ...Tag[]];

const hasOne = z.refine<object>((versions) => Object.keys(versions).length > 0);
const Line = z.string().check(readable(), z.minLength(1), z.maxLength(500));
export const NamesSchema = z.partialRecord(z.enum(nameTags), Line).check(hasOne);
export const LocalisedTextSchema = z
  .partialRecord(z.enum(tags), z.object({ text: Line, by: z.enum(translators) }))
  .check(hasOne);
