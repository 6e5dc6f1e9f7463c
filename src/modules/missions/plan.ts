import type { localeTable } from '../../platform/i18n/locales.ts';

/** What a mission is planned from. Pure: no clock, no database, no HTTP. */

/** A language in which a mission is announced and its tickets are written. */
export type MissionLanguage = keyof typeof localeTable;
