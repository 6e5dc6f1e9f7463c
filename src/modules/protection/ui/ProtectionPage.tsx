import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, EmptyState, KeyValue, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { countryName } from '../../../platform/place/countryName.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { retainedKinds } from '../retention.ts';
import { type Protection, protectionApi } from './client.ts';
import { PageForm } from './PageForm.tsx';
import { RetentionForm } from './RetentionForm.tsx';

/** /app/admin/protection: who answers for personal data, on what grounds they are held, and for how long. */
export function ProtectionPage() {
  const { t } = useLanguage();
  const query = useQuery(protectionApi.protection.queryOptions());
  return (
    <>
      <PageHead
        title={t('protection.ui.title')}
        lead={t('protection.ui.lead')}
        crumbs={[{ href: '/app/admin', label: t('web.nav.admin') }]}
      />
      <Loaded query={query}>
        {(protection) => (
          <>
            <Responsible protection={protection} />
            <Installation protection={protection} />
            <Kept protection={protection} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Responsible({ protection: { page } }: { protection: Protection }) {
  const { t } = useLanguage();
  const may = useMay('protection.manage');
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <PageForm page={page} close={() => setOpen(false)} />;
  const edit = may && <Button onClick={() => setOpen(true)}>{t('protection.ui.edit')}</Button>;
  if (!page)
    return <EmptyState level={2} title={t('protection.ui.none')} text={t('protection.ui.none_text')} action={edit} />;
  return <Shown page={page} edit={edit} />;
}

function Shown({ page, edit }: { page: NonNullable<Protection['page']>; edit: React.ReactNode }) {
  const { t, locale } = useLanguage();
  const facts = [
    { label: t('protection.ui.officer'), value: page.officer },
    { label: t('protection.ui.officer_contact'), value: page.officerContact },
    { label: t('protection.ui.hosting_country'), value: countryName(locale, page.hostingCountry) },
  ];
  return (
    <section className="card stack">
      <KeyValue facts={facts} />
      <Table
        id="grounds"
        caption={t('protection.ui.grounds')}
        columns={[
          { key: 'purpose', label: t('protection.ui.purpose') },
          { key: 'ground', label: t('protection.ui.ground') },
          { key: 'law', label: t('protection.ui.law') },
        ]}
        rows={page.grounds.map(({ purpose, ground, law }) => ({
          key: `${purpose} ${ground} ${law}`,
          cells: [purpose, t(`protection.ui.ground.${ground}`), law],
        }))}
      />
      <p>{edit}</p>
    </section>
  );
}

/** What the operator of the installation answers for, beside the organisation. */
function Installation({ protection: { installation } }: { protection: Protection }) {
  const { t, locale } = useLanguage();
  if (!installation) return null;
  const facts = [
    { label: t('protection.ui.officer'), value: installation.officer },
    { label: t('protection.ui.hosting_country'), value: countryName(locale, installation.hostingCountry) },
    { label: t('protection.ui.grounds'), value: installation.grounds },
  ];
  return (
    <section className="card stack">
      <h2 className="minor">{t('protection.ui.installation')}</h2>
      <KeyValue facts={facts} />
    </section>
  );
}

function Kept({ protection: { retention, runs } }: { protection: Protection }) {
  const { t } = useLanguage();
  const may = useMay('protection.manage');
  return (
    <section className="stack">
      <h2>{t('protection.ui.retention')}</h2>
      <p className="quiet">{t('protection.ui.retention_text')}</p>
      <ul className="plain stack">
        {retention.map((rule) => (
          <li key={rule.kind} className="card stack-s">
            <h3>{t(`protection.ui.kept.${rule.kind}`)}</h3>
            <p>
              {t('protection.ui.days', { days: rule.days })} · {rule.law ?? t('protection.ui.usual')}
            </p>
            {may && <RetentionForm rule={rule} />}
          </li>
        ))}
      </ul>
      <Runs runs={runs} />
    </section>
  );
}

/** What the job let go lately. */
function Runs({ runs }: Pick<Protection, 'runs'>) {
  const { t, formats } = useLanguage();
  if (runs.length === 0) return null;
  const nameOf = (kind: string) => {
    const known = retainedKinds.find((each) => each === kind);
    return known ? t(`protection.ui.kept.${known}`) : kind;
  };
  return (
    <>
      <h3>{t('protection.ui.runs')}</h3>
      <ul className="stack-s">
        {runs.map(({ kind, at, gone }) => (
          <li key={`${kind} ${at}`}>
            {formats.moment(new Date(at), 'Asia/Almaty')} ·{' '}
            {t('protection.ui.run', { kind: nameOf(kind), gone: String(gone) })}
          </li>
        ))}
      </ul>
    </>
  );
}
