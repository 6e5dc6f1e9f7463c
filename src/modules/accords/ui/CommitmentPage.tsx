import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { DemoBadge, KeyValue, StrengthLadder, strengthKeys } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { Coming } from '../../../web/kit/Coming.tsx';
import { later } from '../../../web/kit/later.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Why } from '../../../web/kit/Why.tsx';
import { Answers } from './Answers.tsx';
import { accordsApi } from './client.ts';
import { CommitmentActions } from './CommitmentActions.tsx';
import { Parties } from './CommitmentRow.tsx';
import { Corrections } from './Corrections.tsx';
import { Deliveries } from './Deliveries.tsx';
import { Differences } from './Differences.tsx';
import { Disputes } from './Disputes.tsx';
import { Grounds } from './Grounds.tsx';
import { History } from './History.tsx';
import { Publication } from './Publication.tsx';
import { Parts, Related } from './Related.tsx';
import { Requests } from './Requests.tsx';
import { Standing } from './Standing.tsx';
import { perText } from '../per.ts';
import type { Commitment, ViewProps } from './types.ts';
import { useWords } from './useWords.ts';
import { Verdicts } from './Verdicts.tsx';

const ThenAndNow = later(['directory_places'], () => import('../../directory/ui/ThenAndNow.tsx'), 'ThenAndNow');

/** /app/commitments/{id}: what was promised, what was delivered, how we know, and who must act. */
export function CommitmentPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(accordsApi.commitment.queryOptions({ input: { id } }));
  return (
    <Loaded query={query}>
      {(commitment) => <CommitmentView key={id} commitment={commitment} reload={() => void query.refetch()} />}
    </Loaded>
  );
}

export function CommitmentView({ commitment, reload }: ViewProps) {
  const words = useWords();
  const { t, locale } = words;
  const { partnership } = commitment;
  const crumbs = [
    { href: '/app/partnerships', label: t('web.nav.partnerships') },
    { href: `/app/partnerships/${partnership.slug}`, label: nameIn(locale, partnership.names) },
  ];
  return (
    <>
      <PageHead
        title={words.text(commitment.title).text}
        crumbs={crumbs}
        lead={<Parties row={commitment} organisations={commitment.organisations} />}
        actions={commitment.isDemo ? <DemoBadge label={t('accords.ui.demo')} /> : undefined}
      />
      <Standing commitment={commitment} />
      <Strength commitment={commitment} />
      <div className="cols side">
        <Told commitment={commitment} />
        <aside className="stack" aria-label={t('accords.ui.aside')}>
          <Requests commitment={commitment} />
          <Publication commitment={commitment} reload={reload} />
          <CommitmentActions commitment={commitment} reload={reload} />
          <Related commitment={commitment} />
          <Facts commitment={commitment} />
        </aside>
      </div>
    </>
  );
}

/** What it rests on, what was done, and what everybody says of it. */
function Told({ commitment }: { commitment: Commitment }) {
  return (
    <div className="stack-l">
      <Proofs commitment={commitment} />
      <Parts commitment={commitment} />
      <Differences commitment={commitment} />
      <Deliveries commitment={commitment} />
      <Disputes commitment={commitment} />
      <Verdicts commitment={commitment} />
      <Answers commitment={commitment} />
      <Corrections commitment={commitment} />
      <Why subject="commitment" id={commitment.id} />
      <History commitment={commitment} />
    </div>
  );
}

function Strength({ commitment: { strength } }: { commitment: Commitment }) {
  const { t } = useWords();
  const labels = Object.fromEntries(strengthKeys.map((key) => [key, t(`accords.ui.strength.${key}`)])) as Record<
    (typeof strengthKeys)[number],
    string
  >;
  return (
    <section className="stack-s">
      <h2>{t('accords.ui.strength.title')}</h2>
      {strength ? (
        <StrengthLadder
          strength={strength}
          words={labels}
          label={t('accords.ui.strength.step', { word: labels[strength], step: strengthKeys.indexOf(strength) + 1 })}
        />
      ) : (
        <p className="quiet">{t('accords.ui.strength.unknown')}</p>
      )}
    </section>
  );
}

/** What the promise rests on. What a delivery rests on stands with the delivery. */
function Proofs({ commitment: { grounds, isOwn, deliveries } }: { commitment: Commitment }) {
  const { t } = useWords();
  if (grounds.length === 0 && deliveries.length > 0) return null;
  return (
    <section className="stack">
      <h2>{t('accords.ui.proof.title')}</h2>
      {grounds.length > 0 ? (
        <Grounds grounds={grounds} isOwn={isOwn} open={grounds.length < 3} />
      ) : (
        <p className="quiet">{t('accords.ui.proof.none')}</p>
      )}
    </section>
  );
}

/** As the source words it, and in which region it lay when the promise was made, and in which it lies now. */
function Where({ commitment: { place, placeKey, statedOn } }: { commitment: Commitment }) {
  const { t } = useWords();
  if (placeKey === null) return place ?? t('accords.ui.not_stated');
  return (
    <>
      {place}
      {place !== null && <br />}
      <small className="quiet">
        <Coming>
          <ThenAndNow place={placeKey} on={statedOn} />
        </Coming>
      </small>
    </>
  );
}

function Facts({ commitment }: { commitment: Commitment }) {
  const { t, text, unit, formats } = useWords();
  const { kind, condition, conditionState, conditionOn, beneficiaries, statedOn, term, per } = commitment;
  const conditionText = () => {
    const state = t(`accords.ui.condition.${conditionState ?? 'unknown'}`);
    return conditionOn === null ? state : `${state}, ${formats.edtf(conditionOn, 'short')}`;
  };
  const facts = [
    {
      label: t('accords.ui.fact.kind'),
      value: [t(`accords.ui.kind.${kind}`), unit(commitment), per && perText(t, per)].filter(Boolean).join(', '),
    },
    { label: t('accords.ui.fact.term'), value: term === null ? t('accords.ui.not_stated') : formats.edtf(term) },
    {
      label: t('accords.ui.fact.stated_on'),
      value: statedOn === null ? t('accords.ui.not_stated') : formats.edtf(statedOn),
    },
    {
      label: t('accords.ui.fact.condition'),
      value: condition === null ? t('accords.ui.none_stated') : text(condition).text,
      badge: conditionState === null ? undefined : conditionText(),
    },
    {
      label: t('accords.ui.fact.beneficiaries'),
      value: beneficiaries === null ? t('accords.ui.not_stated') : text(beneficiaries).text,
    },
    { label: t('accords.ui.fact.place'), value: <Where commitment={commitment} /> },
  ];
  return (
    <section className="card stack">
      <h2 className="minor">{t('accords.ui.fact.title')}</h2>
      <KeyValue facts={facts} />
    </section>
  );
}
