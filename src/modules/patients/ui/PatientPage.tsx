import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { Button, DemoBadge, LinkButton, Note, Toast } from '../../../design/index.ts';
import type { Happening } from '../../../platform/happening.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { Coming } from '../../../web/kit/Coming.tsx';
import { later } from '../../../web/kit/later.ts';
import { History } from '../../../web/kit/History.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { Why } from '../../../web/kit/Why.tsx';
import { Care } from './Care.tsx';
import { patientsApi } from './client.ts';
import { Consents } from './Consents.tsx';
import { IdentityCard } from './IdentityCard.tsx';
import { Duplicates, MergedRecords } from './Merging.tsx';
import { nameFor, organisationName } from './names.ts';
import { Persons } from './Persons.tsx';
import type { Page } from './types.ts';

const EditIdentity = later(['directory_places', 'patients'], () => import('./EditIdentity.tsx'), 'EditIdentity');

/** /app/patients/{id}: who it is, what was allowed to whom, who looked. A merged record has the page of the kept one. */
export function PatientPage() {
  const { id = '' } = useParams({ strict: false });
  const router = useRouter();
  const query = useQuery(patientsApi.patient.queryOptions({ input: { id } }));
  const shown = query.data?.id;
  useEffect(() => {
    if (shown !== undefined && shown !== id) router.history.replace(`/app/patients/${shown}`);
  }, [shown, id, router]);
  return <Loaded query={query}>{(page) => <Patient key={page.id} page={page} />}</Loaded>;
}

const actions = [
  ...(['register', 'change', 'merge', 'absorb', 'undoMerge', 'release', 'giveConsent', 'withdrawConsent'] as const),
  ...(['supersedeConsent', 'keepEvidence', 'shareCare', 'endCare', 'askErasure', 'approveErasure'] as const),
  ...(['refuseErasure', 'erase', 'breakGlass', 'reviewGlass', 'signConsent'] as const),
];

function useEventWords(): (event: Happening) => string {
  const { t } = useLanguage();
  return ({ action }) => t(`patients.event.${actions.find((each) => each === action) ?? 'change'}`);
}

/** Who it is, or that it is no longer said; and what can be done with the record. */
function Head({ page, actions: buttons }: { page: Page; actions: ReactNode }) {
  const { t, locale } = useLanguage();
  return (
    <PageHead
      title={page.identity ? nameFor(locale, page.identity.names).text : t('patients.ui.erased')}
      kicker={`${t('patients.ui.custodian')}: ${organisationName(locale, page.organisations, page.custodian)}`}
      crumbs={[{ href: '/app/patients', label: t('patients.ui.title') }]}
      actions={
        <>
          {page.isDemo && <DemoBadge label={t('patients.ui.demo')} />}
          {buttons}
        </>
      }
    />
  );
}

function Notices({ page }: { page: Page }) {
  const { t, formats } = useLanguage();
  const moment = (at: string) => formats.moment(new Date(at), 'Asia/Almaty');
  return (
    <>
      {page.glassUntil && <Note tone="warn">{t('patients.ui.glass.until', { when: moment(page.glassUntil) })}</Note>}
      {page.erasedAt && <Note>{t('patients.ui.erased_text', { when: moment(page.erasedAt) })}</Note>}
    </>
  );
}

function Patient({ page }: { page: Page }) {
  const { t } = useLanguage();
  const words = useEventWords();
  const mayWrite = useMay('patients.write') && page.isOurs && page.identity !== null;
  const mayCoordinate = useMay('patients.coordinate') && page.isOurs;
  const [isEditing, setEditing] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const saved = () => {
    setEditing(false);
    setDone(t('phrase.saved'));
  };
  const buttons = mayWrite && !isEditing && (
    <>
      <Button onClick={() => setEditing(true)}>{t('patients.ui.edit')}</Button>
      <LinkButton href={`/app/patients/${page.id}/consent`} tone="primary">
        {t('patients.ui.consent.give')}
      </LinkButton>
    </>
  );
  return (
    <div className="stack-l">
      <Head page={page} actions={buttons} />
      <Toast message={done} />
      {page.identity && <ToOthers page={page} />}
      <Notices page={page} />
      <Coming>{isEditing && <EditIdentity page={page} saved={saved} close={() => setEditing(false)} />}</Coming>
      {!isEditing && <IdentityCard page={page} />}
      <MergedRecords page={page} mayUndo={mayCoordinate} />
      {mayCoordinate && page.identity && <Duplicates page={page} />}
      <Consents page={page} mayWrite={mayWrite} told={setDone} />
      <Care page={page} mayWrite={mayWrite} />
      {mayCoordinate && <Persons page={page} />}
      <Why subject="patient" id={page.id} />
      <History events={page.events} organisations={page.organisations} words={words} />
    </div>
  );
}

/** What else there is of the patient: images, and the way to a referral. */
function ToOthers({ page }: { page: Page }) {
  const { t } = useLanguage();
  const mayRefer = useMay('referrals.write') && page.isOurs;
  return (
    <p className="row">
      <LinkButton href={`/app/patients/${page.id}/images`}>{t('patients.ui.images')}</LinkButton>
      {mayRefer && <LinkButton href={`/app/referrals/new?patient=${page.id}`}>{t('patients.ui.refer')}</LinkButton>}
    </p>
  );
}
