import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Card, LinkButton, Note, SelectField, Table } from '../../../design/index.ts';
import { localeTable, locales } from '../../../platform/i18n/locales.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { useDownload } from '../../../web/kit/useDownload.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { erasureAskers } from '../erasure.ts';
import { patientsApi } from './client.ts';
import { organisationName } from './names.ts';
import type { Erasure, Page } from './types.ts';

/** What a person may ask for: who looked, all that is held, and that it be erased. */
export function Persons({ page }: { page: Page }) {
  return (
    <>
      <Accesses page={page} />
      {page.identity && <Held page={page} />}
      <Erasures page={page} />
    </>
  );
}

function Files({ address, name, label }: { address: string; name: string; label: (language: string) => string }) {
  const { start, error } = useDownload();
  return (
    <>
      <div className="row">
        {locales.map((locale) => {
          const href = `${address}?format=html&locale=${locale}`;
          return (
            <LinkButton key={locale} small href={href} onClick={(event) => start(event, href, `${name}.html`)}>
              {label(localeTable[locale].ownName)}
            </LinkButton>
          );
        })}
      </div>
      <ErrorNote error={error} />
    </>
  );
}

/** Words of access records; one that came later stands as it is. */
const kinds = ['read', 'searched', 'exported'] as const;
const purposes = ['care', 'administration', 'request_of_the_person', 'quality', 'law', 'break_glass'] as const;
const roles = ['viewer', 'officer', 'coordinator', 'administrator'] as const;

function Accesses({ page }: { page: Page }) {
  const { t } = useLanguage();
  const [isAsked, setAsked] = useState(false);
  const address = `/api/patients/${page.id}/accesses/file`;
  return (
    <Card level={2} title={t('patients.access.title')}>
      {isAsked ? (
        <AccessTable page={page} />
      ) : (
        <p>
          <Button onClick={() => setAsked(true)}>{t('patients.ui.accesses.show')}</Button>
        </p>
      )}
      <Files
        address={address}
        name={`accesses-${page.id}`}
        label={(language) => t('patients.ui.accesses.print', { language })}
      />
    </Card>
  );
}

function useAccessWords() {
  const { t } = useLanguage();
  return {
    kind: (word: string) => {
      const known = kinds.find((each) => each === word);
      return known ? t(`patients.access.kind.${known}`) : word;
    },
    purpose: (word: string) => {
      const known = purposes.find((each) => each === word);
      return known ? t(`patients.access.purpose.${known}`) : word;
    },
    role: (word: string | null) => {
      const known = roles.find((each) => each === word);
      return known ? t(`patients.access.role.${known}`) : '';
    },
  };
}

function AccessTable({ page }: { page: Page }) {
  const { t, locale, formats } = useLanguage();
  const words = useAccessWords();
  const query = useQuery(patientsApi.accessesOfPatient.queryOptions({ input: { id: page.id } }));
  const columns = (['when', 'organisation', 'role', 'what', 'why'] as const).map((key) => ({
    key,
    label: t(`patients.access.${key}`),
  }));
  const why = (purpose: string, reason: string | null) => [words.purpose(purpose), reason].filter(Boolean).join(': ');
  return (
    <Loaded query={query}>
      {({ items, organisations }) => (
        <Table
          id="accesses"
          caption={t('patients.access.title')}
          captionHidden
          columns={columns}
          rows={items.map(({ id, at, organisation, role, kind, purpose, reason }) => ({
            key: id,
            cells: [
              formats.moment(new Date(at), 'Asia/Almaty'),
              organisationName(locale, organisations, organisation),
              words.role(role),
              words.kind(kind),
              purpose === 'break_glass' ? <b key="why">{why(purpose, reason)}</b> : why(purpose, reason),
            ],
          }))}
        />
      )}
    </Loaded>
  );
}

function Held({ page }: { page: Page }) {
  const { t } = useLanguage();
  const { start, error } = useDownload();
  const address = `/api/patients/${page.id}/held`;
  const json = `${address}?format=json`;
  return (
    <Card level={2} title={t('patients.ui.held')}>
      <p className="hint">{t('patients.ui.held_hint')}</p>
      <Files
        address={address}
        name={`held-${page.id}`}
        label={(language) => t('patients.ui.held.html', { language })}
      />
      <p>
        <LinkButton small href={json} onClick={(event) => start(event, json, `held-${page.id}.json`)}>
          {t('patients.ui.held.json')}
        </LinkButton>
      </p>
      <ErrorNote error={error} />
    </Card>
  );
}

function Erasures({ page }: { page: Page }) {
  const { t, formats } = useLanguage();
  const isOpen = page.erasures.some(({ decision }) => decision === null);
  return (
    <Card level={2} title={t('patients.ui.erasure')}>
      <p className="hint">{t('patients.ui.erasure_hint')}</p>
      <ul className="plain stack">
        {page.erasures.map((erasure) => (
          <li key={erasure.id} className="stack-s">
            <p>
              {formats.moment(new Date(erasure.requestedAt), 'Asia/Almaty')}:{' '}
              {t(`patients.ui.erasure.asked_by.${erasure.askedBy}`)},{' '}
              {t(`patients.ui.erasure.${erasure.decision ?? 'open'}`)}
            </p>
            {erasure.decision === null && <Decide erasure={erasure} />}
          </li>
        ))}
      </ul>
      {page.identity && !isOpen && <Ask page={page} />}
    </Card>
  );
}

function Ask({ page }: { page: Page }) {
  const { t } = useLanguage();
  const [askedBy, setAskedBy] = useState<(typeof erasureAskers)[number]>('patient');
  const { send, isSending, error } = useSend(patientsApi.askErasure.call);
  const press = (event: FormEvent) => {
    event.preventDefault();
    send({ id: page.id, askedBy });
  };
  return (
    <form className="stack" onSubmit={press} aria-label={t('patients.ui.erasure.ask')}>
      <SelectField
        id="erasure-asked-by"
        label={t('patients.ui.erasure.asked_by')}
        options={erasureAskers.map((asker) => ({ value: asker, label: t(`patients.ui.erasure.asked_by.${asker}`) }))}
        value={askedBy}
        onChange={({ target }) => setAskedBy(erasureAskers.find((each) => each === target.value) ?? 'patient')}
      />
      <ErrorNote error={error} />
      <p>
        <Button type="submit" tone="danger" unavailable={isSending}>
          {t('patients.ui.erasure.ask')}
        </Button>
      </p>
    </form>
  );
}

function Decide({ erasure }: { erasure: Erasure }) {
  const { t, formats } = useLanguage();
  const { send, isSending, error } = useSend(patientsApi.decideErasure.call);
  const decide = (decision: 'approved' | 'refused') => send({ id: erasure.id, decision, ground: null });
  return (
    <>
      {erasure.kept.map(({ why, until }) => (
        <Note key={why} tone="warn">
          {t('patients.ui.erasure.kept', { why, until: until ? formats.edtf(until) : t('patients.ui.no_end') })}
        </Note>
      ))}
      {erasure.isMine && <p className="hint">{t('patients.ui.erasure.mine')}</p>}
      <ErrorNote error={error} />
      <div className="row">
        <Button
          tone="danger"
          unavailable={isSending || erasure.isMine || erasure.kept.length > 0}
          onClick={() => decide('approved')}
        >
          {t('patients.ui.erasure.approve')}
        </Button>
        <Button unavailable={isSending} onClick={() => decide('refused')}>
          {t('patients.ui.erasure.refuse')}
        </Button>
      </div>
    </>
  );
}
