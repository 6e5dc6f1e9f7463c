import type { ReactNode } from 'react';
import { Badge, Card, type Fact, KeyValue, LifecycleBar, LocalisedRemarks, Proof, Table } from '../../design/index.ts';
import { useLanguage, useLocalised } from '../../platform/i18n/react.ts';
import { addressOf, instrumentPath, partnershipPath } from '../address.ts';
import { dateSaid, named, said } from '../figures.ts';
import type { Ask } from '../pages.ts';
import type { InstrumentData, InstrumentState, Step } from '../things.ts';
import { languageName } from './countries.ts';
import { InstrumentList, OrganisationLinks, OwnProof, Parties, PromiseList, Section } from './listing.tsx';
import { Called } from './MeetingPage.tsx';
import { LongText } from './PageTop.tsx';
import { RecordPage } from './RecordPage.tsx';
import { Demo, Grounds, Said, usePrecision } from './parts.tsx';

/** One instrument: where it stands and how it came there, its parties, its articles, what is promised under it. */
export function InstrumentPage({ ask, data }: { ask: Ask; data: InstrumentData }): ReactNode {
  const { locale, t } = useLanguage();
  const { instrument, children, promised, organisations, grounds } = data;
  const { slug, names } = instrument.partnership;
  const own = grounds.filter(({ instrumentId }) => instrumentId === instrument.id);
  const articleOf = new Map(promised.map(({ id, article }) => [id, article]));
  const article = (id: string): ReactNode => {
    const number = articleOf.get(id) ?? null;
    return number === null ? undefined : <> · {t('public.instrument.article', { number })}</>;
  };
  return (
    <RecordPage
      {...{ ask, path: instrumentPath(instrument.id), title: said(locale, instrument.title).text }}
      isDemo={instrument.isDemo}
      crumbs={[
        { href: addressOf(locale, partnershipPath(slug)), label: named(locale, names) },
        { label: t('public.instrument') },
      ]}
      heading={<Said text={instrument.title} />}
      top={<Top instrument={instrument} />}
      aside={<Aside data={data} />}
    >
      <Steps data={data} />
      <StepCorrections data={data} />
      <PromiseList
        {...{ id: 'commitments', title: t('public.instrument.commitments'), organisations, grounds }}
        rows={promised}
        metaOf={({ id }) => article(id)}
      />
      <Articles data={data} />
      <InstrumentList instruments={children} title={t('public.instrument.children')} />
      <OwnProof title={t('public.instrument.proof')} grounds={own} />
    </RecordPage>
  );
}

function Top({ instrument }: { instrument: InstrumentData['instrument'] }): ReactNode {
  const { t } = useLanguage();
  const localised = useLocalised();
  return (
    <>
      <LocalisedRemarks text={instrument.title} {...localised} />
      <p className="row">
        <span>{t(`public.instrument.kind.${instrument.kind}`)}</span>
        <span>{t(`public.instrument.binding.${instrument.binding}`)}</span>
        {instrument.isDemo && <Demo />}
      </p>
      <Standing instrument={instrument} />
    </>
  );
}

const usual: readonly InstrumentState[] = ['proposed', 'under_negotiation', 'initialled', 'signed', 'in_force'];

/** The usual way of an instrument, with the state that ended or interrupted it where there is one. */
function Standing({ instrument }: { instrument: InstrumentData['instrument'] }): ReactNode {
  const { t, formats } = useLanguage();
  const path = usual.includes(instrument.state) ? usual : [...usual, instrument.state];
  const { steps } = instrument;
  const last = steps.at(-1);
  const word = t(`public.instrument.state.${instrument.state}`);
  const sentence =
    last === undefined
      ? word
      : last.taken !== null
        ? t('public.instrument.stands_since', { state: word, date: dateSaid(formats, last.taken) })
        : t('public.instrument.stood_on', { state: word, date: dateSaid(formats, last.knownOn ?? '') });
  return (
    <LifecycleBar
      steps={path.map((key) => ({ key, label: t(`public.instrument.state.${key}`) }))}
      current={instrument.state}
      reached={steps.map(({ state }) => state)}
      label={t('public.instrument.life')}
      sentence={sentence}
    />
  );
}

/** When each step was taken, or on which day a source shows it; a missing day stays missing. */
function Steps({ data: { instrument, stepGrounds } }: { data: InstrumentData }): ReactNode {
  const { t } = useLanguage();
  const { steps } = instrument;
  if (steps.length === 0) return null;
  return (
    <Section id="steps" title={t('public.instrument.steps')}>
      <Table
        id="steps-table"
        caption={t('public.instrument.steps')}
        captionHidden
        columns={[
          { key: 'state', label: t('public.instrument.step') },
          { key: 'when', label: t('public.when') },
          { key: 'manner', label: t('public.instrument.manner') },
        ]}
        rows={steps.map((step) => ({
          key: step.id,
          cells: [
            t(`public.instrument.state.${step.state}`),
            <StepWhen key="when" step={step} />,
            step.manner === null ? t('public.not_stated') : <Said text={step.manner} />,
          ],
        }))}
      />
      {stepGrounds.length > 0 && (
        <Proof title={t('public.instrument.steps_proof')}>
          <Grounds grounds={stepGrounds} />
        </Proof>
      )}
    </Section>
  );
}

function StepWhen({ step: { taken, knownOn } }: { step: Step }): ReactNode {
  const { t, formats } = useLanguage();
  const precision = usePrecision();
  if (taken === null) return t('public.instrument.known_on', { date: dateSaid(formats, knownOn ?? '') });
  const word = precision(taken);
  return (
    <>
      {dateSaid(formats, taken)} {word !== undefined && <Badge>{word}</Badge>}
    </>
  );
}

/** A step that was told wrongly is never unwritten: what was said instead, and why. */
function StepCorrections({ data: { stepCorrections } }: { data: InstrumentData }): ReactNode {
  const { t, formats } = useLanguage();
  if (stepCorrections.length === 0) return null;
  return (
    <Section id="corrections" title={t('public.instrument.corrections')}>
      <ul className="plain stack-s">
        {stepCorrections.map(({ id, isVoid, state, taken, knownOn, reason }) => (
          <li key={id} className="claim stack-s">
            <p>
              {isVoid
                ? t('public.instrument.void')
                : `${t(`public.instrument.state.${state}`)}, ${dateSaid(formats, taken ?? knownOn ?? '')}`}
            </p>
            <LongText text={reason} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Articles({ data: { articles } }: { data: InstrumentData }): ReactNode {
  const { t } = useLanguage();
  if (articles.length === 0) return null;
  return (
    <Section id="articles" title={t('public.instrument.articles')}>
      {articles.map(({ id, number, title, wording }) => (
        <div key={id} className="stack-s">
          <h3>
            {t('public.instrument.article', { number })} {title !== null && <Said text={title} />}
          </h3>
          {wording !== null && <LongText text={wording} />}
        </div>
      ))}
    </Section>
  );
}

function Aside({ data }: { data: InstrumentData }): ReactNode {
  const { locale, t, formats } = useLanguage();
  const { instrument, organisations } = data;
  const { parties, covers, languages, parent, parentTitle, parentRelation } = instrument;
  const above =
    parent === null ? (
      parentTitle && <Said text={parentTitle} />
    ) : (
      <a href={addressOf(locale, instrumentPath(parent.id))}>
        <Said text={parent.title} />
      </a>
    );
  const words = languages.map((code) => languageName(locale, code));
  const facts: Fact[] = [
    ...(above && parentRelation ? [{ label: t(`public.instrument.relation.${parentRelation}`), value: above }] : []),
    ...(covers === null
      ? []
      : [{ label: t('public.instrument.covers'), value: <bdi>{dateSaid(formats, covers)}</bdi> }]),
    ...(words.length === 0 ? [] : [{ label: t('public.instrument.languages'), value: formats.list(words) }]),
  ];
  return (
    <>
      {parties.length > 0 && (
        <Card title={t('public.instrument.parties')} level={2}>
          <OrganisationLinks organisations={organisations.filter(({ id }) => parties.includes(id))} />
        </Card>
      )}
      {facts.length > 0 && (
        <Card title={t('public.glance')} level={2}>
          <KeyValue facts={facts} />
        </Card>
      )}
      <Signatories data={data} />
    </>
  );
}

function Signatories({ data: { signatories, organisations } }: { data: InstrumentData }): ReactNode {
  const { t, formats } = useLanguage();
  if (signatories.length === 0) return null;
  return (
    <Card title={t('public.instrument.signatories')} level={2}>
      <ul className="plain stack-s">
        {signatories.map(({ id, organisationId, name, post, signed }) => (
          <li key={id}>
            <b>
              <Called value={name} />
            </b>{' '}
            <Called value={post} />
            <br />
            <Parties ids={[organisationId]} organisations={organisations} />
            {signed !== null && <span className="quiet"> · {dateSaid(formats, signed)}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
