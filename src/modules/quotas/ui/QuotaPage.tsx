import { Fragment, type ReactNode, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Action, Badge, DemoBadge, LinkButton, Note } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { History } from '../../../web/kit/History.tsx';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useCan } from '../../../web/kit/useCan.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { counts as referralsContract } from '../../referrals/contract.counts.ts';
import { referralsApi } from '../../referrals/ui/client.ts';
import { quotasContract } from '../contract.ts';
import type { QuotaPage as Shown } from '../schemas.ts';
import { quotasApi } from './client.ts';
import { Decisions } from './Decisions.tsx';
import { Ledger } from './Ledger.tsx';
import { tones } from './QuotasPage.tsx';
import { Seats } from './Seats.tsx';
import { useWords } from './useWords.ts';

/** /app/quotas/{id}: what a quota is, where it stands, its ledger and the decisions about it. */
export function QuotaPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(quotasApi.quota.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(quota) => <Found quota={quota} />}</Loaded>;
}

function Found({ quota }: { quota: Shown }) {
  const { t, name, organisation, locale } = useWords();
  const { id, year, diseaseGroup, centre, organisations, state, isDemo } = quota;
  return (
    <>
      <PageHead
        title={`${name(diseaseGroup.names)}, ${year}`}
        lead={organisation(centre, organisations)}
        crumbs={[{ href: '/app/quotas', label: t('quotas.ui.title') }]}
        actions={
          <ListTools
            name={`quota-${year}`}
            addressOf={(format) => `/api/quotas/${id}/ledger/file?format=${format}&locale=${locale}`}
          />
        }
      />
      <p className="row">
        <Badge tone={tones[state]}>{t(`quotas.state.${state}`)}</Badge>
        {isDemo && <DemoBadge label={t('quotas.ui.demo')} />}
      </p>
      <div className="cols side">
        <div className="stack-l">
          <Facts quota={quota} />
          <Decisions quota={quota} />
          <Ledger quota={quota} ledger={quota.ledger} />
          <Happened quota={quota} />
        </div>
        <aside className="stack">
          <Account quota={quota} />
          <Acts quota={quota} />
          <Count quota={quota} />
        </aside>
      </div>
    </>
  );
}

function Account({ quota }: { quota: Shown }) {
  const { t } = useWords();
  const { currency, year } = quota;
  return (
    <section className="card stack">
      <h2 className="minor">
        {currency === null
          ? t('quotas.box.seats', { year: String(year) })
          : t('quotas.box.money', { year: String(year), currency })}
      </h2>
      <Seats quota={quota} />
    </section>
  );
}

/** What it is given for, by whom and to whom. */
function Facts({ quota }: { quota: Shown }) {
  const { t, text, organisation, region, amount } = useWords();
  const { owner, beneficiary, organisations, priorityRule, instrument, instrumentTitle, provision } = quota;
  const { commitment, commitmentTitle } = quota;
  const order = priorityRule.order.map((each) => t(`quotas.priority.${each}`)).join(' → ');
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('quotas.ui.owner'), organisation(owner, organisations)],
    [t('quotas.ui.beneficiary'), `${organisation(beneficiary, organisations)}, ${region(quota.region)}`],
    [t(quota.currency === null ? 'quotas.ui.amount' : 'quotas.ui.amount_money'), amount(quota.amount, quota.currency)],
    [
      t('quotas.ui.instrument'),
      instrument && instrumentTitle ? (
        <a href={`/app/instruments/${instrument}`}>{text(instrumentTitle)}</a>
      ) : (
        t('quotas.ui.no_instrument')
      ),
    ],
    ...(provision ? [[t('quotas.ui.provision'), text(provision)] as const] : []),
    [t('quotas.ui.rule'), `${text(priorityRule.words)} (${order})`],
    [t('quotas.ui.days'), String(quota.reservationDays)],
  ];
  return (
    <dl className="kv card">
      {facts.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
      {commitment && commitmentTitle && (
        <>
          <dt>{t('quotas.ui.commitment')}</dt>
          <dd>
            <a href={`/app/commitments/${commitment}`}>{text(commitmentTitle)}</a>
          </dd>
        </>
      )}
    </dl>
  );
}

/** What whoever gives it can do now: change it, open it, close it when its year is over. */
function Acts({ quota: { id, version, state, isOwn, year, today } }: { quota: Shown }) {
  const { t } = useWords();
  const opening = useSend(quotasApi.openQuota.call);
  const closing = useSend(quotasApi.closeQuota.call);
  const [mayChange, mayOpen, mayClose] = [
    useCan(quotasContract.changeQuota),
    useCan(quotasContract.openQuota),
    useCan(quotasContract.closeQuota),
  ];
  if (!isOwn || state === 'closed') return null;
  const isOver = Number(today.slice(0, 4)) > year;
  return (
    <section className="card stack">
      {mayChange && <LinkButton href={`/app/quotas/${id}/change`}>{t('quotas.ui.change')}</LinkButton>}
      {mayOpen && state === 'draft' && (
        <Action
          id="quota-open"
          tone="primary"
          unavailable={opening.isSending}
          effect={t('quotas.act.open_hint')}
          onClick={() => opening.send({ id, version })}
        >
          {t('quotas.act.open')}
        </Action>
      )}
      {mayClose && state === 'open' && (
        <Action
          id="quota-close"
          tone="danger"
          unavailable={closing.isSending || !isOver}
          effect={isOver ? t('quotas.act.close_hint') : t('quotas.act.close_later')}
          onClick={() => closing.send({ id, version })}
        >
          {t('quotas.act.close')}
        </Action>
      )}
      <ErrorNote error={opening.error ?? closing.error} />
    </section>
  );
}

/** People treated are counted for the promise by themselves; whoever gives the quota may also ask for it now. */
function Count({ quota: { id, commitment, isOwn } }: { quota: Shown }) {
  const { t } = useWords();
  const [begun, say] = useState<number | null>(null);
  const counting = useSend(referralsApi.countQuota.call, (counted) =>
    say(counted.reduce((sum, { encounters }) => sum + encounters, 0)),
  );
  const may = useCan(referralsContract.countQuota);
  if (!may || !isOwn || commitment === null) return null;
  return (
    <section className="card stack">
      <Action
        id="quota-count"
        unavailable={counting.isSending}
        effect={t('quotas.ui.count_hint')}
        onClick={() => counting.send({ id })}
      >
        {t('quotas.ui.count')}
      </Action>
      {begun !== null && <Note>{t('quotas.ui.counted', { count: begun })}</Note>}
      <ErrorNote error={counting.error} />
    </section>
  );
}

const events = [
  'record',
  'change',
  'open',
  'close',
  'propose',
  'decide',
  'signDecision',
  'reserveSeat',
  'confirmSeat',
  'consumeSeat',
  'releaseSeat',
  'expireSeat',
] as const;

function Happened({ quota }: { quota: Shown }) {
  const { t } = useWords();
  const known = [...quota.organisations, ...quota.ledger.organisations];
  return (
    <History
      events={quota.events.slice(0, 20)}
      organisations={known}
      words={({ action }) => t(`quotas.event.${events.find((each) => each === action) ?? 'other'}`)}
    />
  );
}
