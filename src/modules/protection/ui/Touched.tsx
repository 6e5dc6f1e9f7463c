import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, SelectField, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { auditApi } from '../../audit/ui/client.ts';
import { type Incident, protectionApi } from './client.ts';
import { momentOf, typedOf } from './moments.ts';

/** The people whose data an incident touches, by their numbers, and how to find them among the accesses. */
export function Touched({ incident }: { incident: Incident }) {
  const { t } = useLanguage();
  const { people, peopleWhenLetGo, state } = incident;
  return (
    <section className="stack">
      <h2>{t('protection.ui.incident.people')}</h2>
      {peopleWhenLetGo !== null && <p>{t('protection.ui.incident.people_gone', { count: String(peopleWhenLetGo) })}</p>}
      {people.length === 0 && peopleWhenLetGo === null && <p>{t('protection.ui.incident.people_none')}</p>}
      {people.length > 0 && (
        <details className="card">
          <summary>{t('protection.ui.incident.people_count', { count: people.length })}</summary>
          <ul className="stack-s">
            {people.map(({ id, subject, foundBy }) => (
              <li key={id}>
                {subject === 'patient' ? <a href={`/app/patients/${id}`}>{id}</a> : id} ·{' '}
                {t(`protection.ui.incident.found_by.${foundBy}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {state !== 'closed' && <Search incident={incident} />}
    </section>
  );
}

function Search({ incident: { id, beganAt, foundAt, endedAt } }: { incident: Incident }) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState({ person: '', from: typedOf(beganAt), until: typedOf(endedAt ?? foundAt) });
  const { send, isSending, error } = useSend(protectionApi.findAffected.call);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const person = typed.person === '' ? null : typed.person;
    send({ id, person, from: momentOf(typed.from) ?? '', until: momentOf(typed.until) ?? '' });
  };
  const moment = (name: 'from' | 'until', label: string) => (
    <TextField
      id={`touched-${name}`}
      label={label}
      type="datetime-local"
      required
      value={typed[name]}
      onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
    />
  );
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('protection.ui.incident.find')}>
      <h3>{t('protection.ui.incident.find')}</h3>
      <p className="quiet">{t('protection.ui.incident.find_text')}</p>
      <ErrorNote error={error} typed />
      {moment('from', t('protection.ui.from'))}
      {moment('until', t('protection.ui.until'))}
      <Opener person={typed.person} set={(person) => setTyped({ ...typed, person })} />
      <p>
        <Button type="submit" unavailable={isSending}>
          {t('protection.ui.incident.find')}
        </Button>
      </p>
    </form>
  );
}

/** Whose accesses: anybody's, or those of one of the organisation's own people. */
function Opener({ person, set }: { person: string; set: (person: string) => void }) {
  const { t } = useLanguage();
  const { data: people = [] } = useQuery(auditApi.auditPeople.queryOptions({}));
  return (
    <SelectField
      id="touched-person"
      label={t('protection.ui.incident.by_person')}
      options={[{ value: '', label: t('web.list.any') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
      value={person}
      onChange={(event) => set(event.target.value)}
    />
  );
}
