import { sha256 } from '../platform/hash.ts';
import type { Pages } from './pages.ts';

/** The address of the stylesheet names its content. */
export const stylesheetOf = (pages: Pages): string => `/site/${sha256(pages.stylesheet).slice(0, 16)}.css`;
