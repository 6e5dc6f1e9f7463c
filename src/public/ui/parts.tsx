import type { ReactNode } from 'react';
import {
  DemoBadge,
  directionOf,
  Evidence,
  type EvidenceProps,
  type Fact,
  PromiseRow,
  Proof,
  type StrengthKey,
  StrengthSteps,
} from '../../design/index.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { boundsOf, whyNotEdtf } from '../../platform/time/edtf.ts';
import { addressOf, commitmentPath } from '../address.ts';
import type { Ground, Organisation, Promised } from '../data.ts';
import { barOf, named, deliveredText, said, targetText } from '../figures.ts';

/** Zone of the installation's country: what has a moment is dated by its calendar. */
export const zone = 'Asia/Almaty';

/** A text of the ledger; in another language than the page's where there is no better version. */
export function Said({ text }: { text: LocalisedText }): ReactNode {
  const { locale } = useLanguage();
  const shown = said(locale, text);
  if (shown.language === locale) return shown.text;
  return (
    <span lang={shown.language} dir={directionOf(shown.language)}>
      {shown.text}
    </span>
  );
}

/** Names of these organisations, joined; one that is not public has no name here. */
export function partyNames(locale: Locale, organisations: readonly Organisation[], ids: readonly string[]): string {
  const found = ids.flatMap((id) => organisations.filter((organisation) => organisation.id === id));
  return found.map(({ names }) => named(locale, names)).join(' · ');
}

/** An EDTF text as far as it is known; what is no date is shown as it stands. */
export function DateText({ edtf }: { edtf: string }): ReactNode {
  const { formats } = useLanguage();
  if (whyNotEdtf(edtf) !== null) return edtf;
  const { first, precision, yearless } = boundsOf(edtf);
  const text = formats.edtf(edtf);
  return precision === 'day' && !yearless && first === edtf ? <time dateTime={edtf}>{text}</time> : text;
}

/** How exactly a date is known, in a word. */
export function usePrecision(): (edtf: string) => string | undefined {
  const { t } = useLanguage();
  return (edtf) => {
    if (whyNotEdtf(edtf) !== null) return undefined;
    const { precision, yearless } = boundsOf(edtf);
    return yearless ? t('public.precision.yearless') : t(`public.precision.${precision}`);
  };
}

/** Status in a word; `not_reported` says since when. */
export function useStatusLabel(): (row: Pick<Promised, 'status' | 'reportedOn'>) => string {
  const { t } = useLanguage();
  return ({ status, reportedOn }) => {
    if (status !== 'not_reported') return t(`public.status.${status}`);
    return reportedOn === null ? t('public.status.silent') : t('public.status.not_reported', { since: reportedOn });
  };
}

const webAddress = /^https?:\/\//;

/** A quote with its citation, ready to show. */
export function useEvidence(): (ground: Ground) => EvidenceProps {
  const { t } = useLanguage();
  const precisionOf = usePrecision();
  return (ground) => {
    const { sentence, quote, quoteOffset, language, publisher, publishedOn, sha256, address } = ground;
    const published: Fact =
      publishedOn === null
        ? { label: t('public.proof.published'), value: t('public.proof.unknown') }
        : {
            label: t('public.proof.published'),
            value: <DateText edtf={publishedOn} />,
            badge: precisionOf(publishedOn),
          };
    const source = publisher === null ? ground.title : `${ground.title} – ${publisher}`;
    const hash = <code title={sha256}>{sha256.slice(0, 12)}…</code>;
    return {
      quote: { text: sentence, lang: language, marks: [{ start: quoteOffset, end: quoteOffset + quote.length }] },
      facts: [
        { label: t('public.proof.source'), value: <bdi>{source}</bdi> },
        published,
        { label: t('public.proof.kept'), value: hash },
      ],
      ...(address !== null && webAddress.test(address) && { link: { href: address, label: t('public.proof.open') } }),
    };
  };
}

/** Each quote once, however many figures rest on it. */
export const onceEach = (grounds: readonly Ground[]): Ground[] => [
  ...new Map(grounds.map((ground) => [ground.claimId, ground])).values(),
];

type GroundsProps = {
  grounds: readonly Ground[];
  /** What else is said of a quote, under it. */
  remark?: ((ground: Ground) => ReactNode) | undefined;
};

export function Grounds({ grounds, remark }: GroundsProps): ReactNode {
  const evidence = useEvidence();
  return onceEach(grounds).map((ground) => (
    <div className="stack-s" key={ground.claimId}>
      <Evidence {...evidence(ground)} />
      {ground.isDemo && <Demo />}
      {remark?.(ground)}
    </div>
  ));
}

export function Demo(): ReactNode {
  const { t } = useLanguage();
  return <DemoBadge label={t('public.demo.badge')} />;
}

export function Strength({ strength }: { strength: StrengthKey }): ReactNode {
  const { t } = useLanguage();
  return <StrengthSteps strength={strength} word={t(`public.strength.${strength}`)} />;
}

/** By when; a term that is no date is shown as it stands. */
export function useTerm(): (term: string | null) => string {
  const { t } = useLanguage();
  return (term) => {
    if (term === null) return t('public.term.none');
    return whyNotEdtf(term) === null ? t('public.term', { term }) : `${t('public.term.label')}: ${term}`;
  };
}

/** What a row says under its bar: delivered of promised, and by when. */
export function AmountLine({ row }: { row: Promised }): ReactNode {
  const { t, formats } = useLanguage();
  const target = targetText(formats, row);
  const delivered = deliveredText(formats, row);
  const term = useTerm()(row.term);
  if (row.kind === 'act') {
    const act = row.deliveries > 0 ? t('public.act.done') : t('public.act');
    return `${act} · ${term}`;
  }
  if (target === null) return delivered === null ? `${t('public.no_number')} · ${term}` : <b>{delivered}</b>;
  return (
    <>
      <b>{delivered ?? formats.number(0)}</b> / {target} · {term}
    </>
  );
}

type RowProps = {
  row: Promised;
  organisations: readonly Organisation[];
  grounds: readonly Ground[];
  level?: 2 | 3 | 4;
  /** More than the parties, under the title. */
  meta?: ReactNode;
};

/** One promise in a list, with its first quote folded below it. */
export function PromisedRow({ row, organisations, grounds, level = 3, meta }: RowProps): ReactNode {
  const { locale } = useLanguage();
  const statusLabel = useStatusLabel();
  const href = addressOf(locale, commitmentPath(row.id));
  const own = grounds.filter(({ commitmentId }) => commitmentId === row.id);
  const remarks = (
    <>
      {row.strength !== null && <Strength strength={row.strength} />}
      {row.isDemo && <Demo />}
    </>
  );
  return (
    <PromiseRow
      {...{ href, level, remarks, status: row.status, statusLabel: statusLabel(row), bar: barOf(row) }}
      title={<Said text={row.title} />}
      meta={<Meta {...{ row, organisations, meta }} />}
      amount={<AmountLine row={row} />}
      tentative={row.strength !== null && tentative.has(row.strength)}
      {...(own.length > 0 && { proof: <FirstProof {...{ own, href }} /> })}
    />
  );
}

/** Who owes whom, and on which condition. */
function Meta({ row, organisations, meta }: Pick<RowProps, 'row' | 'organisations' | 'meta'>): ReactNode {
  const { locale, t } = useLanguage();
  const parties = [row.debtors, row.creditors].map((ids) => partyNames(locale, organisations, ids));
  return (
    <>
      {parties.filter(Boolean).join(' → ')}
      {row.condition && (
        <>
          {' · '}
          {t('public.condition')}: <Said text={row.condition} />
        </>
      )}
      {meta}
    </>
  );
}

function FirstProof({ own, href }: { own: readonly Ground[]; href: string }): ReactNode {
  const { t } = useLanguage();
  const first = own.find(({ part }) => part === 'target' || part === 'statement') ?? own[0];
  return (
    <Proof flat title={t('public.proof')}>
      {first && <Grounds grounds={[first]} />}
      {own.length > 1 && (
        <p>
          <a href={href}>{t('public.proof.all')}</a>
        </p>
      )}
    </Proof>
  );
}

/** Not agreed yet: drawn dashed. */
const tentative: ReadonlySet<StrengthKey> = new Set(['discussed', 'proposed', 'considered', 'agreed_to_consider']);

/** CSV and JSON of this page. */
export function TakeTheData({ csv, json }: { csv: string; json: string }): ReactNode {
  const { t } = useLanguage();
  return (
    <p className="row">
      <a className="btn s" href={csv} download="">
        {t('action.download_csv')}
      </a>
      <a className="btn s" href={json}>
        JSON
      </a>
    </p>
  );
}
