import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button, Card, EmptyState } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { BreakGlass } from './BreakGlass.tsx';
import { patientsApi } from './client.ts';
import { Line } from './fields.tsx';
import { IdentifierFields } from './IdentifierFields.tsx';
import { PatientList } from './PatientList.tsx';
import { noIdentifier } from './typed.ts';

type Asked = Parameters<typeof patientsApi.searchPatients.call>[0];
type Answer = Awaited<ReturnType<typeof patientsApi.searchPatients.call>>;
type FormProps = { ask: (input: Asked) => void; isAsking: boolean; error: Error | null };

/** Finds by one exact number, or by name with birth date. What is asked goes in the body: no address and no history keeps it. */
export function SearchForm() {
  const { t } = useLanguage();
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: (input: Asked) => patientsApi.searchPatients.call(input),
  });
  const form: FormProps = { ask: mutate, isAsking: isPending, error };
  return (
    <Card level={2} title={t('patients.ui.search')}>
      <p className="hint">{t('patients.ui.search_hint')}</p>
      <div className="stack">
        <ByNumber {...form} />
        <ByName {...form} />
      </div>
      <ErrorNote error={error} typed />
      <output>{data && <Found {...data} />}</output>
    </Card>
  );
}

type FrameProps = { title: string; submit: () => void; isAsking: boolean; children: ReactNode };

function Frame({ title, submit, isAsking, children }: FrameProps) {
  const { t } = useLanguage();
  const press = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <form className="stack-s" aria-label={title} onSubmit={press} autoComplete="off">
      <h3>{title}</h3>
      {children}
      <p>
        <Button type="submit" unavailable={isAsking}>
          {t('action.search')}
        </Button>
      </p>
    </form>
  );
}

function ByNumber({ ask, isAsking, error }: FormProps) {
  const { t } = useLanguage();
  const [identifier, setIdentifier] = useState(noIdentifier);
  return (
    <Frame title={t('patients.ui.search.identifier')} submit={() => ask({ identifier })} isAsking={isAsking}>
      <IdentifierFields
        id="search"
        value={identifier}
        set={setIdentifier}
        fault={(field) => faultAt(error, `/identifier/${field}`)}
      />
    </Frame>
  );
}

const nobody = { family: '', given: '', birthDate: '' };
const labels = {
  family: 'patients.ui.family',
  given: 'patients.ui.given',
  birthDate: 'patients.ui.birth_date',
} as const;

function ByName({ ask, isAsking, error }: FormProps) {
  const { t } = useLanguage();
  const [named, setNamed] = useState(nobody);
  return (
    <Frame title={t('patients.ui.search.named')} submit={() => ask({ named })} isAsking={isAsking}>
      <div className="fgrid">
        {(['family', 'given', 'birthDate'] as const).map((field) => (
          <Line
            key={field}
            id={`search-${field}`}
            label={t(labels[field])}
            hint={field === 'birthDate' ? t('patients.ui.birth_date_hint') : undefined}
            error={faultAt(error, `/named/${field}`)}
            value={named[field]}
            set={(text) => setNamed({ ...named, [field]: text })}
          />
        ))}
      </div>
    </Frame>
  );
}

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
