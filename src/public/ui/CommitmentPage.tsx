import type { ReactNode } from 'react';
import {
  Breadcrumb,
  Card,
  type Fact,
  KeyValue,
  LocalisedRemarks,
  Party,
  PromiseBar,
  StatusChip,
  type StrengthKey,
  StrengthLadder,
  strengthKeys,
  Timeline,
} from '../../design/index.ts';
import { useLanguage, useLocalised } from '../../platform/i18n/react.ts';
import { addressOf, commitmentPath, dataAddress, homePath, partnershipPath } from '../address.ts';
import type { CommitmentData } from '../commitment.ts';
import { amountText, barOf, deliveredText, named, said, targetText } from '../figures.ts';
import type { Ask } from '../pages.ts';
import { Confirmations } from './Confirmations.tsx';
import { Document } from './Document.tsx';
import { Parties } from './listing.tsx';
import { DateText, Demo, Said, TakeTheData, usePrecision, useStatusLabel, useTerm } from './parts.tsx';
import { OtherCurrencies } from './OtherCurrencies.tsx';
import { Proofs } from './Proofs.tsx';
import { Beneficiaries, Parts, useCondition, useDuration, usePlaceFact, useRelations } from './Relations.tsx';
import { useStatusSentence } from './sentence.ts';
import { useTimeline } from './timeline.ts';
import { Answers, Corrections, Differences } from './Voices.tsx';

/** One promise: who owes whom what, how it stands, and what that rests on. */
export function CommitmentPage({ ask, data }: { ask: Ask; data: CommitmentData }): ReactNode {
  const { locale } = useLanguage();
  const { commitment } = data;
  const path = commitmentPath(commitment.id);
  const title = said(locale, commitment.title).text;
  const isDemo = [commitment, ...data.deliveries, ...data.grounds].some((it) => it.isDemo);
  return (
    <Document {...{ ask, path, title, isDemo, hasData: true }} description={title}>
      <Top data={data} today={ask.today} />
      <div className="wrap section cols side">
        <div className="stack-l">
          {commitment.strength !== null && <Ladder strength={commitment.strength} />}
          <Proofs data={data} />
          <Differences data={data} />
          <Answers data={data} />
          <Confirmations data={data} />
          <Parts data={data} />
          <Corrections data={data} />
          <Story data={data} />
        </div>
        <Aside data={data} />
      </div>
    </Document>
  );
}

function Top({ data: { commitment, organisations }, today }: { data: CommitmentData; today: string }): ReactNode {
  const { locale, t } = useLanguage();
  const [from, to] = [commitment.debtors, commitment.creditors].map((ids) =>
    ids.some((id) => organisations.some((it) => it.id === id)) ? (
      <Parties key={ids.join()} ids={ids} organisations={organisations} />
    ) : undefined,
  );
  const { slug, names } = commitment.partnership;
  return (
    <div className="band">
      <div className="wrap pad-end">
        <Breadcrumb
          label={t('public.crumb')}
          items={[
            { href: addressOf(locale, homePath), label: t('public.nav.promises') },
            { href: addressOf(locale, partnershipPath(slug)), label: named(locale, names) },
            { label: t('public.crumb.commitment') },
          ]}
        />
        <div className="stack">
          <h1>
            <Said text={commitment.title} />
          </h1>
          <LocalisedRemarks text={commitment.title} {...useLocalised()} />
          <p className="lead">
            {from && to ? <Party {...{ from, to }} arrowLabel={t('public.party.to')} /> : (from ?? to)}
          </p>
          <Standing {...{ commitment, today }} />
        </div>
      </div>
    </div>
  );
}

function Standing({ commitment, today }: { commitment: CommitmentData['commitment']; today: string }): ReactNode {
  const { t, formats } = useLanguage();
  const statusLabel = useStatusLabel();
  const sentence = useStatusSentence();
  const target = targetText(formats, commitment);
  const delivered = deliveredText(formats, commitment);
  const bar = barOf(commitment);
  const term = useTerm()(commitment.term);
  const says = commitment.kind === 'act' ? t(bar.kind === 'act' && bar.done ? 'public.act.done' : 'public.act') : null;
  const recorded = says ?? t('public.recorded', { delivered: delivered ?? amountText(formats, 0n, commitment) });
  return (
    <div className="stack-s standing">
      <div className="row between">
        <span className="fig">{target ?? delivered ?? says ?? t('public.no_number')}</span>
        <span className="row">
          <StatusChip status={commitment.status} label={statusLabel(commitment)} />
          {commitment.isDemo && <Demo />}
        </span>
      </div>
      <PromiseBar content={bar} big label={`${recorded}; ${target === null ? '' : `${target}; `}${term}`} />
      <div className="row between quiet">
        <span>{target === null ? '' : recorded}</span>
        <span>{term}</span>
      </div>
      <p>{sentence(commitment, today)}</p>
    </div>
  );
}

function Ladder({ strength }: { strength: StrengthKey }): ReactNode {
  const { t } = useLanguage();
  const words = Object.fromEntries(strengthKeys.map((key) => [key, t(`public.strength.${key}`)])) as Record<
    StrengthKey,
    string
  >;
  const step = strengthKeys.indexOf(strength) + 1;
  return (
    <section className="stack-s" aria-labelledby="h-strength">
      <h2 id="h-strength">{t('public.strength.title')}</h2>
      <StrengthLadder {...{ strength, words }} label={t('public.strength.label', { word: words[strength], step })} />
    </section>
  );
}

function Story({ data }: { data: CommitmentData }): ReactNode {
  const { t } = useLanguage();
  const entries = useTimeline({ ...data, rows: [data.commitment] });
  const last = { key: 'after', when: t('public.timeline.after'), title: t('public.timeline.nothing') };
  return (
    <section className="stack" aria-labelledby="h-timeline">
      <h2 id="h-timeline">{t('public.timeline.title')}</h2>
      <Timeline entries={[...entries, { ...last, kind: 'silence' }]} />
    </section>
  );
}

function Aside({ data }: { data: CommitmentData }): ReactNode {
  const { locale, t } = useLanguage();
  const { commitment } = data;
  const duration = useDuration();
  const precisionOf = usePrecision();
  const { term, kind, measure, statedOn, per } = commitment;
  const path = commitmentPath(commitment.id);
  const facts: Fact[] = [
    { label: t('public.kind'), value: t(`public.kind.${kind}`) },
    ...(measure ? [{ label: t('public.measure'), value: named(locale, measure.names) }] : []),
    term === null
      ? { label: t('public.term.label'), value: t('public.not_stated') }
      : { label: t('public.term.label'), value: <DateText edtf={term} />, badge: precisionOf(term) },
    ...(per === null ? [] : [{ label: t('public.per'), value: duration('per', per) }]),
    ...useCondition(data),
    ...usePlaceFact(data),
    ...useRelations(data),
    ...(statedOn === null ? [] : [{ label: t('public.stated'), value: <DateText edtf={statedOn} /> }]),
  ];
  return (
    <aside className="stack" aria-label={t('public.glance')}>
      <Card title={t('public.glance')} level={2}>
        <KeyValue facts={facts} />
      </Card>
      <Beneficiaries data={data} />
      <OtherCurrencies data={data} />
      <Card title={t('public.take')} level={2}>
        <TakeTheData csv={dataAddress(locale, path, { as: 'csv' })} json={dataAddress(locale, path, { as: 'json' })} />
      </Card>
    </aside>
  );
}
