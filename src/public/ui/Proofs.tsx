import type { ReactNode } from 'react';
import { Disagreement, EmptyState, Proof } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import type { CommitmentData, Delivery, Ground } from '../data.ts';
import { amountText, dateSaid, differing, targetText } from '../figures.ts';
import { Demo, Grounds, onceEach, useEvidence } from './parts.tsx';

/** What each figure of a commitment rests on. */
export function Proofs({ data }: { data: CommitmentData }): ReactNode {
  const { t, formats } = useLanguage();
  const { commitment, grounds, deliveries } = data;
  const own = (part: Ground['part']) => grounds.filter((it) => it.deliveryId === null && it.part === part);
  const target = targetText(formats, commitment);
  const statements = own('statement');
  return (
    <section className="stack" aria-labelledby="h-proof">
      <h2 id="h-proof">{t('public.proofs.title')}</h2>
      {grounds.length === 0 && <EmptyState title={t('public.proofs.none')} text={t('public.proofs.none_text')} />}
      {target !== null && <Part title={t('public.proofs.amount', { amount: target })} grounds={own('target')} />}
      {statements.length > 0 && (
        <Proof title={t('public.proofs.statement')} open>
          <Grounds grounds={statements} />
        </Proof>
      )}
      {deliveries.map((delivery) => (
        <Delivered key={delivery.id} {...{ delivery, data }} />
      ))}
      <Equivalents grounds={own('equivalent')} />
    </section>
  );
}

/** One figure: its quotes, or where they state different figures, those side by side. */
function Part({ title, grounds }: { title: string; grounds: readonly Ground[] }): ReactNode {
  const { t, formats } = useLanguage();
  if (grounds.length === 0) return null;
  const stated = differing(formats, onceEach(grounds));
  if (stated.length < 2)
    return (
      <Proof title={title} open>
        <Grounds grounds={grounds} />
      </Proof>
    );
  return (
    <Proof title={t('public.proofs.disagree', { title })} open>
      <Disputed stated={stated} />
    </Proof>
  );
}

function Disputed({ stated }: { stated: readonly { text: string; grounds: Ground[] }[] }): ReactNode {
  const { t } = useLanguage();
  const evidence = useEvidence();
  const claims = stated.flatMap(({ text, grounds }) =>
    grounds.map((ground) => {
      const { quote, facts } = evidence(ground);
      const source = (
        <>
          {facts[0]?.value} · {facts[1]?.value} {ground.isDemo && <Demo />}
        </>
      );
      return { value: text, quote, source };
    }),
  );
  return <Disagreement claims={claims} note={t('public.proofs.both_stand')} />;
}

function Delivered({ delivery, data }: { delivery: Delivery; data: CommitmentData }): ReactNode {
  const { t, formats } = useLanguage();
  const { commitment, grounds } = data;
  const { id, amount, comparator, period, place, isFromRecords } = delivery;
  const said =
    commitment.kind === 'act' ? t('public.act.done') : amountText(formats, amount, { ...commitment, comparator });
  const of = [said, period === null ? null : dateSaid(formats, period), place]
    .filter((part) => part !== null)
    .join(', ');
  const title = t('public.proofs.delivered', { amount: of });
  const own = grounds.filter(({ deliveryId }) => deliveryId === id);
  if (own.length > 0) return <Part {...{ title, grounds: own }} />;
  return (
    <Proof title={title}>
      <p>{t(isFromRecords ? 'public.proofs.from_records' : 'public.proofs.no_quote')}</p>
    </Proof>
  );
}

/** An equivalent is what a source says: never a rate, and never part of a total. */
function Equivalents({ grounds }: { grounds: readonly Ground[] }): ReactNode {
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
      {stated.length > 1 ? <Disputed stated={stated} /> : <Grounds grounds={grounds} />}
    </Proof>
  );
}
