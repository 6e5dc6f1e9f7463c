import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { DemoBadge, KeyValue, LinkButton, LocalisedRemarks, LocalisedTextView } from '../../../design/index.ts';
import { useLocalised } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { History } from '../../../web/kit/History.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { Why } from '../../../web/kit/Why.tsx';
import { Grounds } from '../../accords/ui/Grounds.tsx';
import { Articles } from './Articles.tsx';
import { instrumentsApi } from './client.ts';
import { Commitments } from './Commitments.tsx';
import { Documents } from './Documents.tsx';
import { happenings } from './happenings.ts';
import { Lifecycle } from './Lifecycle.tsx';
import { Publication } from './Publication.tsx';
import { Retraction } from './Retraction.tsx';
import { Steps } from './Steps.tsx';
import type { Instrument, ViewProps } from './types.ts';
import { useWords } from './useWords.ts';
import { Versions } from './Versions.tsx';

/** /app/instruments/{id}: what it is, where it stands, how we know, and who must act. */
export function InstrumentPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(instrumentsApi.instrument.queryOptions({ input: { id } }));
  return (
    <Loaded query={query}>
      {(instrument) => <InstrumentView key={id} instrument={instrument} reload={() => void query.refetch()} />}
    </Loaded>
  );
}

export function InstrumentView({ instrument, reload }: ViewProps) {
  const { t, locale, text, names } = useWords();
  const localised = useLocalised();
  const mayWrite = useMay('instruments.write') && instrument.isOwn;
  const { partnership, title, organisations } = instrument;
  const crumbs = [
    { href: '/app/instruments', label: t('web.nav.instruments') },
    { href: `/app/partnerships/${partnership.slug}`, label: nameIn(locale, partnership.names) },
  ];
  return (
    <>
      <PageHead
        title={text(title).text}
        kicker={t(`instruments.ui.kind.${instrument.kind}`)}
        crumbs={crumbs}
        lead={names(instrument.parties, organisations).join(' · ')}
        actions={
          <>
            {instrument.isDemo && <DemoBadge label={t('instruments.ui.demo')} />}
            {mayWrite && <LinkButton href={`/app/instruments/${instrument.id}/edit`}>{t('action.edit')}</LinkButton>}
          </>
        }
      />
      <LocalisedRemarks text={title} {...localised} />
      <Lifecycle instrument={instrument} reload={reload} />
      <div className="cols side">
        <Main instrument={instrument} reload={reload} />
        <aside className="stack" aria-label={t('instruments.ui.facts')}>
          <Publication instrument={instrument} reload={reload} />
          <Facts instrument={instrument} />
          <Signatories instrument={instrument} />
          {mayWrite && instrument.visibility === 'own_side' && <Retraction instrument={instrument} reload={reload} />}
        </aside>
      </div>
    </>
  );
}

function Main({ instrument, reload }: ViewProps) {
  const { t } = useWords();
  const { grounds, steps, events, organisations } = instrument;
  const others = grounds.filter(({ claim }) => steps.every((step) => step.claim !== claim));
  const words = ({ subject, action }: { subject: string; action: string }) => {
    const found = happenings.find((each) => each === `${subject}.${action}`);
    return t(found ? `instruments.ui.event.${found}` : 'instruments.ui.event.other');
  };
  return (
    <div className="stack-l">
      <Steps instrument={instrument} reload={reload} />
      <Versions instrument={instrument} />
      <Articles instrument={instrument} reload={reload} />
      <Commitments instrument={instrument} />
      <Documents instrument={instrument} reload={reload} />
      {others.length > 0 && (
        <section className="stack">
          <h2>{t('instruments.ui.grounds')}</h2>
          <Grounds grounds={others} isOwn={others.every(({ isOwn }) => isOwn)} untold />
        </section>
      )}
      <Why subject="instrument" id={instrument.id} />
      <History events={events} organisations={organisations} words={words} />
    </div>
  );
}

/** What it is to the instrument above, in words or as a link, and which stand below it. */
function Around({ instrument: { parent, children } }: { instrument: Instrument }) {
  const { t, text } = useWords();
  return (
    <>
      {parent && (
        <p>
          {t(`instruments.ui.relation.${parent.relation}`)}:{' '}
          {parent.id ? (
            <a href={`/app/instruments/${parent.id}`}>{text(parent.title).text}</a>
          ) : (
            text(parent.title).text
          )}
        </p>
      )}
      {children.length > 0 && (
        <ul className="stack-s">
          {children.map(({ id, title, relation }) => (
            <li key={id}>
              {t(`instruments.ui.below.${relation}`)}: <a href={`/app/instruments/${id}`}>{text(title).text}</a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Facts({ instrument }: { instrument: Instrument }) {
  const { t, formats } = useWords();
  const { kind, binding, covers, languages } = instrument;
  const notStated = t('instruments.ui.not_stated');
  const named = languages.map((language) => t(`language.${language}` as 'language.kk'));
  const facts = [
    { label: t('instruments.ui.by.kind'), value: t(`instruments.ui.kind.${kind}`) },
    { label: t('instruments.ui.by.binding'), value: t(`instruments.ui.binding.${binding}`) },
    { label: t('instruments.ui.by.period'), value: covers === null ? notStated : formats.edtf(covers) },
    { label: t('instruments.ui.languages'), value: named.length === 0 ? notStated : formats.list(named) },
  ];
  return (
    <section className="card stack">
      <h2 className="minor">{t('instruments.ui.facts')}</h2>
      <KeyValue facts={facts} />
      <Around instrument={instrument} />
    </section>
  );
}

/** Who signed, for whom, and what they were then. */
function Signatories({ instrument: { signatories, organisations } }: { instrument: Instrument }) {
  const { t, locale, names, formats } = useWords();
  const localised = useLocalised();
  if (signatories.length === 0) return null;
  return (
    <section className="card stack">
      <h2 className="minor">{t('instruments.ui.signatories')}</h2>
      <ul className="plain stack-s">
        {signatories.map(({ id, person, name, personNames, post, organisation, signed }) => {
          const called = nameIn(locale, name ?? personNames ?? {});
          return (
            <li key={id}>
              {called !== '' && <b>{person ? <a href={`/app/people/${person}`}>{called}</a> : called}</b>}
              {post && <LocalisedTextView as="span" isBrief text={post} {...localised} />}
              <p className="quiet">
                {names([organisation], organisations).join('')}
                {signed && `, ${formats.edtf(signed)}`}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
