import { type ComponentType, lazy } from 'react';
import { needTexts, type Part } from '../../platform/i18n/catalogue.ts';

/**
 * A part of a page that may come after the rest, as a file of its own with its texts; show it inside `Suspense`.
 *
 * @param parts the modules whose texts it says; a test compares them with what its files say
 */
export const later = <Module extends Record<string, unknown>, Name extends keyof Module & string>(
  parts: readonly Part[],
  load: () => Promise<Module>,
  name: Name,
) =>
  lazy(async () => {
    const [module] = await Promise.all([load(), needTexts(parts)]);
    return { default: module[name] as Module[Name] extends ComponentType<infer Props> ? ComponentType<Props> : never };
  });
