import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Card, Note, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { CandidateList } from './CandidateList.tsx';
import { patientsApi } from './client.ts';
import { nameFor } from './names.ts';
import type { Candidate, Page } from './types.ts';

/** Records that may be this patient, looked for when somebody asks: each look is on record. */
export function Duplicates({ page }: { page: Page }) {
  const { t } = useLanguage();
  const [isAsked, setAsked] = useState(false);
  const query = useQuery({
    ...patientsApi.duplicatesOfPatient.queryOptions({ input: { id: page.id } }),
    enabled: isAsked,
  });
  return (
    <Card level={2} title={t('patients.ui.duplicates')}>
      {isAsked ? (
        <Loaded query={query}>{(items) => <Offered page={page} items={items} />}</Loaded>
      ) : (
        <Button onClick={() => setAsked(true)}>{t('patients.ui.duplicates.check')}</Button>
      )}
    </Card>
  );
}

function Offered({ page, items }: { page: Page; items: readonly Candidate[] }) {
  const { t } = useLanguage();
  const { send, isSending, error } = useSend(patientsApi.mergePatient.call);
  const offered = items.filter(({ mergedInto }) => mergedInto === null);
  if (offered.length === 0) return <p className="quiet">{t('patients.ui.duplicates.none')}</p>;
  return (
    <>
      <p className="hint">{t('patients.ui.merged_hint')}</p>
      <ErrorNote error={error} />
      <CandidateList
        items={offered}
        isBusy={isSending}
        action={t('patients.ui.merge.keep')}
        act={({ id, version }) => send({ id, version, into: page.id, intoVersion: page.version })}
      />
    </>
  );
}

/** What is merged into this record, what the records say differently, and the way back. */
export function MergedRecords({ page, mayUndo }: { page: Page; mayUndo: boolean }) {
  const { t, locale, formats } = useLanguage();
  const { send, isSending, error } = useSend(patientsApi.undoMergePatient.call);
  if (page.merged.length === 0) return null;
  return (
    <Card level={2} title={t('patients.ui.merged')}>
      <p className="hint">{t('patients.ui.merged_hint')}</p>
      <ErrorNote error={error} />
      <ul className="plain stack-s">
        {page.merged.map(({ id, version, at, identity }) => (
          <li key={id} className="row between">
            <span>
              {identity ? nameFor(locale, identity.names).text : t('patients.ui.erased')}{' '}
              <span className="quiet">{formats.moment(new Date(at), 'Asia/Almaty')}</span>
            </span>
            {mayUndo && (
              <Button small unavailable={isSending} onClick={() => send({ id, version })}>
                {t('patients.ui.merge.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Conflicts page={page} />
    </Card>
  );
}

function Conflicts({ page }: { page: Page }) {
  const { t } = useLanguage();
  if (page.conflicts.length === 0) return null;
  const rows = page.conflicts.flatMap(({ field, values }) =>
    values.map(({ patient, value }) => ({
      key: `${field} ${patient} ${value}`,
      cells: [
        t(`patients.ui.conflict.${field}`),
        value,
        t(patient === page.id ? 'patients.ui.conflict.this' : 'patients.ui.conflict.merged'),
      ],
    })),
  );
  return (
    <div className="stack">
      {page.conflicts.some(({ field }) => field === 'identifiers') && (
        <Note tone="warn">{t('patients.ui.conflicts.identifiers')}</Note>
      )}
      <Table
        id="conflicts"
        caption={t('patients.ui.conflicts')}
        columns={[
          { key: 'field', label: t('patients.ui.identity') },
          { key: 'value', label: t('patients.ui.value') },
          { key: 'source', label: t('patients.ui.by') },
        ]}
        rows={rows}
      />
    </div>
  );
}
