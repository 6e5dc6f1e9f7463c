import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, EmptyState } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameTagFacts } from '../../../platform/i18n/shown.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { consentPurposes } from '../consent.ts';
import { patientsApi } from './client.ts';
import { ConsentFields } from './ConsentFields.tsx';
import { consentTyped, newestTexts, nothingGiven, type TypedConsent } from './consentTyped.ts';
import { Choice } from './fields.tsx';
import { nameFor } from './names.ts';
import type { ConsentText, Page } from './types.ts';

/** /app/patients/{id}/consent: what the patient is asked, large and in their language, and what they said. Made for a tablet. */
export function ConsentPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQuery(patientsApi.patient.queryOptions({ input: { id } }));
  const texts = useQuery(patientsApi.consentTexts.queryOptions());
  return (
    <Loaded query={page}>
      {(patient) => <Loaded query={texts}>{(all) => <Asking page={patient} texts={all} />}</Loaded>}
    </Loaded>
  );
}

function Asking({ page, texts }: { page: Page; texts: readonly ConsentText[] }) {
  const { t } = useLanguage();
  const router = useRouter();
  const [typed, setTyped] = useState<TypedConsent>(() => nothingGiven(page));
  const offered = newestTexts(texts, typed.purpose);
  const text = offered.find(({ language }) => language === typed.language) ?? offered[0];
  const home = `/app/patients/${page.id}`;
  const { send, isSending, error } = useSend(patientsApi.giveConsent.call, () => router.history.push(home));
  const press = (event: FormEvent) => {
    event.preventDefault();
    if (text) send(consentTyped(page.id, typed, text.id));
  };
  const set = (changed: Partial<TypedConsent>) => setTyped({ ...typed, ...changed });
  return (
    <form className="stack-l" onSubmit={press} aria-label={t('patients.ui.consent.give')} autoComplete="off">
      <Head page={page} home={home} />
      <What typed={typed} set={set} offered={offered} language={text?.language} />
      {text ? <Wording text={text} /> : <NoText />}
      <ConsentFields page={page} typed={typed} set={set} fault={(field) => faultAt(error, field)} />
      <ErrorNote error={error} typed />
      <p>
        <Button type="submit" tone="primary" unavailable={isSending || !text}>
          {t(isSending ? 'phrase.saving' : 'patients.ui.consent.give')}
        </Button>
      </p>
    </form>
  );
}

function Head({ page, home }: { page: Page; home: string }) {
  const { t, locale } = useLanguage();
  const name = page.identity ? nameFor(locale, page.identity.names).text : '';
  const crumbs = [
    { href: '/app/patients', label: t('patients.ui.title') },
    { href: home, label: name },
  ];
  return <PageHead title={t('patients.ui.consent.title')} lead={name} crumbs={crumbs} />;
}

function NoText() {
  const { t } = useLanguage();
  const action = <a href="/app/patients/texts">{t('patients.ui.texts')}</a>;
  return (
    <EmptyState level={2} title={t('patients.ui.texts.none')} text={t('patients.ui.consent.no_text')} action={action} />
  );
}

type WhatProps = {
  typed: TypedConsent;
  set: (changed: Partial<TypedConsent>) => void;
  offered: readonly ConsentText[];
  language: string | undefined;
};

/** For what, and in which language. */
function What({ typed, set, offered, language }: WhatProps) {
  const { t } = useLanguage();
  return (
    <div className="fgrid">
      <Choice
        id="purpose"
        label={t('patients.ui.purpose')}
        options={consentPurposes.map((purpose) => ({ value: purpose, label: t(`patients.ui.purpose.${purpose}`) }))}
        value={typed.purpose}
        set={(purpose) => set({ purpose })}
      />
      <Choice<string>
        id="language"
        label={t('patients.ui.consent.language')}
        options={offered.map((text) => ({ value: text.language, label: nameTagFacts(text.language).ownName }))}
        value={language ?? ''}
        set={(chosen) => set({ language: chosen })}
      />
    </div>
  );
}

const sizes = ['1.25rem', '1.75rem', '2.25rem'] as const;

function Wording({ text }: { text: ConsentText }) {
  const { t, formats } = useLanguage();
  const [size, setSize] = useState(0);
  const { tag: lang, dir } = nameTagFacts(text.language);
  const when = formats.moment(new Date(text.approvedAt), 'Asia/Almaty', 'medium');
  return (
    <section className="card stack" aria-label={t('patients.ui.text')}>
      <div className="row between">
        <p className="hint">{t('patients.ui.consent.read')}</p>
        <Button onClick={() => setSize((size + 1) % sizes.length)}>{t('patients.ui.consent.larger')}</Button>
      </div>
      <div {...{ lang, dir }} style={{ fontSize: sizes[size], lineHeight: 1.5 }}>
        <h2 style={{ fontSize: 'inherit' }}>{text.title}</h2>
        {text.wording.split(/\n{2,}/).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <p className="quiet">{t('patients.ui.consent.version', { n: text.version, when })}</p>
    </section>
  );
}
