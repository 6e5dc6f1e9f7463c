import { lazyRouteComponent } from '@tanstack/react-router';
import { needTexts, type Part } from '../platform/i18n/catalogue.ts';

/**
 * A page as a file of its own, fetched with its texts when somebody goes there.
 *
 * @param parts the modules whose texts it says; a test compares them with what the page's files say
 */
export const page = <Module extends Record<string, unknown>, Name extends keyof Module & string>(
  parts: readonly Part[],
  load: () => Promise<Module>,
  name: Name,
) =>
  lazyRouteComponent(async () => {
    const [module] = await Promise.all([load(), needTexts(parts)]);
    return module;
  }, name);
