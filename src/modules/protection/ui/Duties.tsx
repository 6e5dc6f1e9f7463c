import { type FormEvent, useState } from 'react';
import { Badge, type BadgeTone, Button, Note, SelectField, Table, TextArea, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { countryName } from '../../../platform/place/countryName.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { told } from '../duty.ts';
import { type Incident, protectionApi } from './client.ts';
import { momentOf, zone } from './moments.ts';
import { FormEnd } from './FormEnd.tsx';

const tones = { in_time: 'good', late: 'warn', running: 'info', overdue: 'bad', now: 'bad' } as const;
type Duty = Incident['duties'][number];

/** Whom the law says to tell, by when, how that stands, and who was told. */
export function Duties({ incident }: { incident: Incident }) {
  const { t, locale, formats } = useLanguage();
  const { duties, unknownCountries } = incident;
  return (
    <section className="stack">
      <h2>{t('protection.ui.incident.duties')}</h2>
      {unknownCountries.length > 0 && (
        <Note tone="warn">
          <p>
            {t('protection.ui.incident.unknown_countries', {
              countries: formats.list(unknownCountries.map((country) => countryName(locale, country))),
            })}
          </p>
        </Note>
      )}
      {duties.length === 0 ? (
        <p>{t('protection.ui.incident.no_duties')}</p>
      ) : (
        <ul className="plain stack">
          {duties.map((duty) => (
            <li key={`${duty.country} ${duty.told}`}>
              <DutyCard duty={duty} />
            </li>
          ))}
        </ul>
      )}
      <p className="hint">{t('protection.ui.incident.duties_text')}</p>
      <Notices incident={incident} />
    </section>
  );
}

function DutyCard({ duty: { country, told: whom, due, standing, law, source, checked } }: { duty: Duty }) {
  const { t, locale, formats } = useLanguage();
  return (
    <div className="card stack-s">
      <p>
        <b>
          {countryName(locale, country)}: {t(`protection.ui.incident.told.${whom}`)}
        </b>{' '}
        ·{' '}
        {due
          ? t('protection.ui.incident.due', { when: formats.moment(new Date(due), zone) })
          : t('protection.ui.incident.at_once')}{' '}
        <Badge tone={tones[standing] as BadgeTone}>{t(`protection.ui.incident.standing.${standing}`)}</Badge>
      </p>
      <p className="quiet">
        {law} · <a href={source}>{t('protection.ui.incident.source')}</a>,{' '}
        {t('protection.ui.incident.checked', { day: formats.edtf(checked) })}
      </p>
    </div>
  );
}

function Notices({ incident: { id, notices, countries } }: { incident: Incident }) {
  const { t, locale, formats } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="stack">
      {notices.length > 0 && (
        <Table
          id="notices"
          caption={t('protection.ui.incident.notices')}
          columns={[
            { key: 'at', label: t('protection.ui.incident.told_at') },
            { key: 'whom', label: t('protection.ui.incident.whom') },
            { key: 'how', label: t('protection.ui.incident.how') },
          ]}
          rows={notices.map((notice) => ({
            key: notice.id,
            cells: [
              formats.moment(new Date(notice.at), zone),
              `${countryName(locale, notice.country)}: ${t(`protection.ui.incident.told.${notice.told}`)}`,
              notice.how,
            ],
          }))}
        />
      )}
      {isOpen ? (
        <NoticeForm id={id} countries={countries} close={() => setOpen(false)} />
      ) : (
        <p>
          <Button onClick={() => setOpen(true)}>{t('protection.ui.incident.record_notice')}</Button>
        </p>
      )}
    </div>
  );
}

type NoticeTyped = { country: string; told: (typeof told)[number]; at: string; how: string };
type FormProps = { id: string; countries: readonly string[]; close: () => void };

function NoticeForm({ id, countries, close }: FormProps) {
  const { t } = useLanguage();
  const empty: NoticeTyped = { country: countries[0] ?? 'KZ', told: 'authority', at: '', how: '' };
  const { values, set, clear } = useDraft<NoticeTyped>(`notice.${id}`, empty);
  const { send, isSending, error } = useSend(protectionApi.recordNotice.call, () => {
    clear();
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ ...values, id, at: momentOf(values.at) ?? '' });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('protection.ui.incident.record_notice')}>
      <ErrorNote error={error} typed />
      <NoticeFields values={values} set={set} countries={countries} />
      <FormEnd isSending={isSending} close={close} />
    </form>
  );
}

type FieldsProps = {
  values: NoticeTyped;
  set: (changed: Partial<NoticeTyped>) => void;
  countries: readonly string[];
};

function NoticeFields({ values, set, countries }: FieldsProps) {
  const { t, locale } = useLanguage();
  return (
    <>
      <SelectField
        id="notice-country"
        label={t('protection.column.to_country')}
        value={values.country}
        options={countries.map((value) => ({ value, label: countryName(locale, value) }))}
        onChange={(event) => set({ country: event.target.value })}
      />
      <SelectField
        id="notice-whom"
        label={t('protection.ui.incident.whom')}
        value={values.told}
        options={told.map((value) => ({ value, label: t(`protection.ui.incident.told.${value}`) }))}
        onChange={(event) => set({ told: event.target.value as NoticeTyped['told'] })}
      />
      <TextField
        id="notice-at"
        label={t('protection.ui.incident.told_at')}
        type="datetime-local"
        required
        value={values.at}
        onChange={(event) => set({ at: event.target.value })}
      />
      <TextArea
        id="notice-how"
        label={t('protection.ui.incident.how')}
        required
        minLength={3}
        maxLength={2000}
        rows={3}
        value={values.how}
        onChange={(event) => set({ how: event.target.value })}
      />
    </>
  );
}
