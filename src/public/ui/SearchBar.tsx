import type { ReactNode } from 'react';
import { Icon, statusKeys } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, homePath } from '../address.ts';
import type { Search } from '../search.ts';

/** Looks for promises by words and by how they stand; a plain form, and what was typed stays in it. */
export function SearchBar({ search }: { search: Search }): ReactNode {
  const { locale, t } = useLanguage();
  return (
    <search>
      <form className="search" action={addressOf(locale, homePath)}>
        <input
          type="search"
          name="q"
          maxLength={200}
          aria-label={t('public.search.label')}
          placeholder={t('public.search.words')}
          defaultValue={search.text}
        />
        <select name="status" aria-label={t('public.search.status')} defaultValue={search.status ?? ''}>
          <option value="">{t('public.search.any_status')}</option>
          {statusKeys.map((key) => (
            <option key={key} value={key}>
              {key === 'not_reported' ? t('public.status.silent') : t(`public.status.${key}`)}
            </option>
          ))}
        </select>
        {search.organisation !== null && <input type="hidden" name="organisation" value={search.organisation} />}
        <button type="submit" className="btn primary">
          <Icon name="search" />
          {t('action.search')}
        </button>
      </form>
    </search>
  );
}
