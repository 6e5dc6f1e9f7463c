import type { ReactNode } from 'react';
import { Badge, Disagreement, EmptyState, Proof } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { type CommitmentData, type Entry, standingOf } from '../commitment.ts';
import type { Ground } from '../data.ts';
import { CountedFrom } from '../missions/CountedFrom.tsx';
import { amountText, dateSaid, differing, targetText } from '../figures.ts';
import { Demo, Grounds, onceEach, useEvidence } from './parts.tsx';
import { useDisputes } from './Voices.tsx';

type Remark = (ground: Ground) => ReactNode;

/** How a claim stands beside the others: stated, confirmed, disputed; and who disputes it. */
function useRemark(data: CommitmentData): Remark {
  const { t } = useLanguage();
  const disputed = useDisputes(data);
  return (ground) => {
    const standing = standingOf(ground, data);
    const tone = standing === 'confirmed' ? 'leaf' : standing === 'disputed' ? 'sun' : undefined;
    return (
      <>
        <p>
          <Badge {...(tone && { tone })}>{t(`public.claim.${standing}`)}</Badge>
        </p>
        {disputed(ground.claimId)}
      </>
    );
  };
}

/** What each figure of a commitment rests on. */
export function Proofs({ data }: { data: CommitmentData }): ReactNode {
  const { t, formats } = useLanguage();
  const { commitment, grounds, deliveries } = data;
  const own = (part: Ground['part']) => grounds.filter((it) => it.deliveryId === null && it.part === part);
  const target = targetText(formats, commitment);
  const remark = useRemark(data);
  const statements = [...own('statement'), ...own('condition')];
  return (
    <section className="stack" aria-labelledby="h-proof">
      <h2 id="h-proof">{t('public.proofs.title')}</h2>
      {grounds.length === 0 && <EmptyState title={t('public.proofs.none')} text={t('public.proofs.none_text')} />}
      {target !== null && (
        <Part title={t('public.proofs.amount', { amount: target })} grounds={own('target')} remark={remark} />
      )}
      {statements.length > 0 && (
        <Proof title={t('public.proofs.statement')} open>
          <Grounds grounds={statements} remark={remark} />
        </Proof>
      )}
      {deliveries.map((delivery) => (
        <Delivered key={delivery.id} {...{ delivery, data, remark }} />
      ))}
      <Equivalents grounds={own('equivalent')} remark={remark} />
    </section>
  );
}

/** One figure: its quotes, or where they state different figures, those side by side. */
type PartProps = {
  title: string;
  grounds: readonly Ground[];
  remark: Remark;
  /** What the sides say of their claims, where they have agreed on a figure. */
  settled?: string | undefined;
};

function Part({ title, grounds, remark, settled }: PartProps): ReactNode {
  const { t, formats } = useLanguage();
  if (grounds.length === 0) return null;
  const stated = differing(formats, onceEach(grounds));
  if (stated.length < 2)
    return (
      <Proof title={title} open>
        <Grounds {...{ grounds, remark }} />
      </Proof>
    );
  return (
    <Proof title={t('public.proofs.disagree', { title })} open>
      <Disputed {...{ stated, remark, settled }} />
    </Proof>
  );
}

type DisputedProps = Pick<PartProps, 'remark' | 'settled'> & {
  stated: readonly { text: string; grounds: Ground[] }[];
};

function Disputed({ stated, remark, settled }: DisputedProps): ReactNode {
  const { t } = useLanguage();
  const evidence = useEvidence();
  const claims = stated.flatMap(({ text, grounds }) =>
    grounds.map((ground) => {
      const { quote, facts } = evidence(ground);
      const source = (
        <>
          {facts[0]?.value} · {facts[1]?.value} {ground.isDemo && <Demo />}
          {remark(ground)}
        </>
      );
      return { value: text, quote, source };
    }),
  );
  return <Disagreement claims={claims} note={settled ?? t('public.proofs.both_stand')} />;
}

type DeliveredProps = { delivery: Entry; data: CommitmentData; remark: Remark };

function Delivered({ delivery, data, remark }: DeliveredProps): ReactNode {
  const { t, formats } = useLanguage();
  const { commitment, grounds, corrections } = data;
  const { id, amount, comparator, period, place, isFromRecords } = delivery;
  const said =
    commitment.kind === 'act' ? t('public.act.done') : amountText(formats, amount, { ...commitment, comparator });
  const of = [said, period === null ? null : dateSaid(formats, period), place]
    .filter((part) => part !== null)
    .join(', ');
  const title = t('public.proofs.delivered', { amount: of });
  // What the sides agreed on rests on what each of them had stated before.
  const settled = corrections.filter(({ cause, replacementId }) => cause === 'settled' && replacementId === id);
  const entries = [id, ...settled.map(({ deliveryId }) => deliveryId)];
  const own = grounds.filter(({ deliveryId }) => deliveryId !== null && entries.includes(deliveryId));
  const agreed = settled.length > 0 ? `${t('public.agreed_figure')}: ${said}` : undefined;
  if (own.length > 0) return <Part {...{ title, grounds: own, remark }} settled={agreed} />;
  return (
    <Proof title={title}>
      {delivery.counted && <CountedFrom id={id} counted={delivery.counted} />}
      <p>{t(isFromRecords ? 'public.proofs.from_records' : 'public.proofs.no_quote')}</p>
    </Proof>
  );
}

/** An equivalent is what a source says: never a rate, and never part of a total. */
function Equivalents({ grounds, remark }: { grounds: readonly Ground[]; remark: Remark }): ReactNode {
  const { t, formats } = useLanguage();
  if (grounds.length === 0) return null;
  const stated = differing(formats, onceEach(grounds));
  const [only] = stated;
  const title =
    stated.length > 1
      ? t('public.proofs.disagree', { title: t('public.proofs.equivalents') })
      : t('public.proofs.equivalent', { amount: only?.text ?? '' });
  return (
    <Proof title={title} open>
      <p className="quiet">{t('public.proofs.equivalent_text')}</p>
      {stated.length > 1 ? <Disputed {...{ stated, remark }} /> : <Grounds {...{ grounds, remark }} />}
    </Proof>
  );
}
