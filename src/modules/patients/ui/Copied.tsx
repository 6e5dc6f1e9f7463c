import { Note } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { organisationName } from './names.ts';
import type { Copied, Organisations } from './types.ts';

const known = ['read', 'exported'] as const;

/** What a receiver has seen already and nobody can call back. */
export function CopiedList({ items, organisations }: { items: Copied; organisations: Organisations }) {
  const { t, locale, formats } = useLanguage();
  return (
    <Note tone="warn">
      <p>
        <b>{t('patients.ui.copied')}</b>
      </p>
      {items.length === 0 ? (
        <p>{t('patients.ui.copied.none')}</p>
      ) : (
        <>
          <p>{t('patients.ui.copied_hint')}</p>
          <ul>
            {items.map(({ organisation, what, count, lastAt }) => (
              <li key={`${organisation} ${what}`}>
                {organisationName(locale, organisations, organisation)}:{' '}
                {t(`patients.ui.copied.${known.find((each) => each === what) ?? 'other'}`)},{' '}
                {t('patients.ui.times', { n: count })}
                {lastAt && `, ${formats.moment(new Date(lastAt), 'Asia/Almaty')}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </Note>
  );
}
