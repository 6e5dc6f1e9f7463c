import { DemoBadge } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameFor } from './names.ts';
import type { Row } from './types.ts';

/** A patient in a line: enough to tell people apart, and the way to the record. */
export function PatientLine({ row }: { row: Row }) {
  const { t, locale, formats } = useLanguage();
  const { text, ...writing } = nameFor(locale, row.names);
  return (
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
  );
}

export function PatientList({ items }: { items: readonly Row[] }) {
  return (
    <ul className="plain stack-s">
      {items.map((row) => (
        <li key={row.id}>
          <PatientLine row={row} />
        </li>
      ))}
    </ul>
  );
}
