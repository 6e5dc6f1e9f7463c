import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, DemoBadge, EmptyState, Table, Toast } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { directoryApi } from './client.ts';
import { RegisterForm } from './RegisterForm.tsx';
import type { Organisation } from './SideFields.tsx';

/** /app/organisations: everybody who can be seated in a partnership. */
export function OrganisationsPage() {
  const { t } = useLanguage();
  const may = useMay('directory.write');
  const query = useQuery(directoryApi.organisations.queryOptions());
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const registered = () => {
    setOpen(false);
    setDone(t('directory.ui.register.done'));
  };
  return (
    <>
      <PageHead
        title={t('web.nav.organisations')}
        lead={t('directory.ui.organisations.lead')}
        actions={
          may && !isOpen ? <Button onClick={() => setOpen(true)}>{t('directory.ui.register.title')}</Button> : undefined
        }
      />
      {isOpen && <RegisterForm done={registered} close={() => setOpen(false)} />}
      <Loaded query={query}>
        {(organisations) =>
          organisations.length === 0 ? (
            <EmptyState level={2} title={t('phrase.no_results')} text={t('directory.ui.organisations.none')} />
          ) : (
            <section className="card">
              <Organisations organisations={organisations} />
            </section>
          )
        }
      </Loaded>
      <Toast message={done} />
    </>
  );
}

function Organisations({ organisations }: { organisations: readonly Organisation[] }) {
  const { t, locale } = useLanguage();
  return (
    <Table
      id="organisations"
      caption={t('web.nav.organisations')}
      captionHidden
      columns={[
        { key: 'name', label: t('directory.ui.name') },
        { key: 'kind', label: t('directory.ui.kind') },
        { key: 'country', label: t('directory.ui.country') },
        { key: 'place', label: t('directory.ui.place') },
      ]}
      rows={organisations.map(({ id, names, kind, country, place, isDemo }) => ({
        key: id,
        cells: [
          <>
            {nameIn(locale, names)} {isDemo && <DemoBadge label={t('directory.ui.demo')} />}
          </>,
          t(`directory.ui.kind.${kind}`),
          country,
          place ?? '–',
        ],
      }))}
    />
  );
}
