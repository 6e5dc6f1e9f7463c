import type { ReactNode } from 'react';
import {
  Breadcrumb,
  StatusChip,
  type StatusKey,
  StrengthLadder,
  statusKeys,
  strengthKeys,
} from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { aboutPath, addressOf, homePath } from '../address.ts';
import type { Ask } from '../pages.ts';
import { Document } from './Document.tsx';
import { Legend } from './Legend.tsx';
import { Demo } from './parts.tsx';

const remarks = ['proof', 'distinct', 'capacity', 'dates', 'demo', 'data'] as const;

/** How to read the figures: statuses, strength, proof, demonstration, files. */
export function AboutPage({ ask }: { ask: Ask }): ReactNode {
  const { locale, t } = useLanguage();
  const title = t('public.about.title');
  return (
    <Document {...{ ask, title, path: aboutPath, section: 'about' }} description={t('public.about.lead')}>
      <div className="band">
        <div className="wrap pad-end">
          <Breadcrumb
            label={t('public.crumb')}
            items={[{ href: addressOf(locale, homePath), label: t('public.nav.promises') }, { label: title }]}
          />
          <div className="stack">
            <h1>{title}</h1>
            <p className="lead">{t('public.about.lead')}</p>
          </div>
        </div>
      </div>
      <div className="wrap section stack-l">
        <Statuses />
        <Strengths />
        {remarks.map((key) => (
          <section className="stack-s" id={key} key={key}>
            <h2>{t(`public.about.${key}`)}</h2>
            {key === 'demo' && <Demo />}
            <p>{t(`public.about.${key}.text`)}</p>
          </section>
        ))}
      </div>
    </Document>
  );
}

function Statuses(): ReactNode {
  const { t } = useLanguage();
  const word = (key: StatusKey) => (key === 'not_reported' ? t('public.status.silent') : t(`public.status.${key}`));
  return (
    <section className="stack" id="status">
      <h2>{t('public.about.status')}</h2>
      <Legend />
      <dl className="kv explained">
        {statusKeys.map((key) => [
          <dt key={`${key} chip`}>
            <StatusChip status={key} label={word(key)} />
          </dt>,
          <dd key={key}>{t(`public.about.status.${key}`)}</dd>,
        ])}
      </dl>
    </section>
  );
}

function Strengths(): ReactNode {
  const { t } = useLanguage();
  const words = Object.fromEntries(strengthKeys.map((key) => [key, t(`public.strength.${key}`)])) as Record<
    (typeof strengthKeys)[number],
    string
  >;
  return (
    <section className="stack" id="strength">
      <h2>{t('public.strength.title')}</h2>
      <StrengthLadder strength="signed" words={words} label={t('public.about.strength.label')} />
      <p>{t('public.about.strength.text')}</p>
    </section>
  );
}
