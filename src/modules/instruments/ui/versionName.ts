import { localeTable } from '../../../platform/i18n/locales.ts';
import type { Version } from './types.ts';
import type { Words } from './useWords.ts';

/** What a version is called: its number among the shared ones, or among the own side's. */
export function versionName({ number, ownNumber, language }: Version, { t }: Words): string {
  const tongue = language in localeTable ? t(`language.${language as keyof typeof localeTable}`) : language;
  const name =
    number === null
      ? t('instruments.ui.version.own', { number: ownNumber ?? 0 })
      : t('instruments.ui.version.shared', { number });
  return `${name} (${tongue})`;
}
