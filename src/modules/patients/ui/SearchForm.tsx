import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Card, EmptyState, Note, SelectField, TextArea, TextField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { identifierSystems } from '../identifier.ts';
import { patientsApi } from './client.ts';
import { PatientList } from './PatientList.tsx';
import { noIdentifier, withSystem } from './typed.ts';

const nobody = { family: '', given: '', birthDate: '' };

/** Finds by one exact number, or by name with birth date. What is asked goes in the body: no address and no history keeps it. */
export function SearchForm() {
  const { t } = useLanguage();
  const [identifier, setIdentifier] = useState(noIdentifier);
  const [named, setNamed] = useState(nobody);
  const search = useMutation({
    mutationFn: (input: Parameters<typeof patientsApi.searchPatients.call>[0]) =>
      patientsApi.searchPatients.call(input),
  });
  const ask = (event: FormEvent, input: Parameters<typeof patientsApi.searchPatients.call>[0]) => {
    event.preventDefault();
    search.mutate(input);
  };
  return (
    <Card level={2} title={t('patients.ui.search')}>
      <p className="hint">{t('patients.ui.search_hint')}</p>
      <div className="cols half">
        <form
          className="stack"
          aria-label={t('patients.ui.search.identifier')}
          onSubmit={(event) => ask(event, { identifier })}
        >
          <h3>{t('patients.ui.search.identifier')}</h3>
          <SelectField
            id="search-system"
            label={t('patients.ui.system')}
            options={identifierSystems.map((system) => ({ value: system, label: t(`patients.ui.system.${system}`) }))}
            value={identifier.system}
            onChange={({ target }) => {
              const system = identifierSystems.find((each) => each === target.value);
              if (system) setIdentifier(withSystem(identifier, system));
            }}
          />
          <TextField
            id="search-country"
            label={t('patients.ui.country')}
            hint={t('patients.ui.country_hint')}
            error={faultAt(search.error, '/identifier/country')}
            autoComplete="off"
            maxLength={2}
            value={identifier.country}
            onChange={({ target }) => setIdentifier({ ...identifier, country: target.value.toUpperCase() })}
          />
          <TextField
            id="search-value"
            label={t('patients.ui.value')}
            error={faultAt(search.error, '/identifier/value')}
            autoComplete="off"
            maxLength={40}
            value={identifier.value}
            onChange={({ target }) => setIdentifier({ ...identifier, value: target.value })}
          />
          <Button type="submit" tone="primary" unavailable={search.isPending}>
            {t('action.search')}
          </Button>
        </form>
        <form className="stack" aria-label={t('patients.ui.search.named')} onSubmit={(event) => ask(event, { named })}>
          <h3>{t('patients.ui.search.named')}</h3>
          {(['family', 'given'] as const).map((part) => (
            <TextField
              key={part}
              id={`search-${part}`}
              label={t(`patients.ui.${part}`)}
              error={faultAt(search.error, `/named/${part}`)}
              autoComplete="off"
              dir="auto"
              maxLength={100}
              value={named[part]}
              onChange={({ target }) => setNamed({ ...named, [part]: target.value })}
            />
          ))}
          <TextField
            id="search-birth-date"
            label={t('patients.ui.birth_date')}
            hint={t('patients.ui.birth_date_hint')}
            error={faultAt(search.error, '/named/birthDate')}
            autoComplete="off"
            maxLength={20}
            value={named.birthDate}
            onChange={({ target }) => setNamed({ ...named, birthDate: target.value })}
          />
          <Button type="submit" unavailable={search.isPending}>
            {t('action.search')}
          </Button>
        </form>
      </div>
      <ErrorNote error={search.error} typed />
      <output>{search.data && <Found {...search.data} />}</output>
    </Card>
  );
}

type Answer = Awaited<ReturnType<typeof patientsApi.searchPatients.call>>;

function Found({ items, elsewhere }: Answer) {
  const { t } = useLanguage();
  if (items.length === 0 && elsewhere.length === 0)
    return <EmptyState title={t('patients.ui.search.none')} text={t('patients.ui.search.none_text')} />;
  return (
    <div className="stack">
      <PatientList items={items} />
      {elsewhere.map((id) => (
        <BreakGlass key={id} id={id} />
      ))}
    </div>
  );
}

/** A record of others: what to do, and the way in where waiting is dangerous. */
function BreakGlass({ id }: { id: string }) {
  const { t } = useLanguage();
  const [reason, setReason] = useState('');
  const { send, isSending, error } = useSend(patientsApi.breakGlass.call, () => {
    globalThis.location.assign(`/app/patients/${id}`);
  });
  const press = (event: FormEvent) => {
    event.preventDefault();
    send({ id, reason });
  };
  return (
    <form className="stack" onSubmit={press} aria-label={t('patients.ui.search.elsewhere')}>
      <Note tone="warn">
        <p>
          <b>{t('patients.ui.search.elsewhere')}</b>
        </p>
        <p>{t('patients.ui.search.elsewhere_text')}</p>
      </Note>
      <TextArea
        id={`glass-${id}`}
        label={t('patients.ui.glass.reason')}
        hint={t('patients.ui.glass.reason_hint')}
        error={faultAt(error, '/reason')}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <ErrorNote error={error} typed />
      <p>
        <Button type="submit" tone="danger" unavailable={isSending}>
          {t('patients.ui.glass.break')}
        </Button>
      </p>
    </form>
  );
}
