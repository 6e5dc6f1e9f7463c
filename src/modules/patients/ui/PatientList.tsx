import { DemoBadge } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameFor } from './names.ts';
import type { Row } from './types.ts';

/** Patients one a line: enough to tell people apart, and the way to the record. */
export function PatientList({ items, aside }: { items: readonly Row[]; aside?: (row: Row) => React.ReactNode }) {
  const { t, locale, formats } = useLanguage();
  return (
    <ul className="plain stack-s">
      {items.map((row) => {
        const { text, ...writing } = nameFor(locale, row.names);
        return (
          <li key={row.id} className="row between">
            <span>
              <a href={`/app/patients/${row.id}`} {...writing}>
                {text}
              </a>{' '}
              <span className="quiet">
                {row.birthDate && formats.edtf(row.birthDate, 'medium')}
                {row.sex !== 'unknown' && ` · ${t(`patients.ui.sex.${row.sex}`)}`}
              </span>{' '}
              {row.isDemo && <DemoBadge label={t('patients.ui.demo')} />}
            </span>
            {aside?.(row)}
          </li>
        );
      })}
    </ul>
  );
}
