import { useState } from 'react';
import { Badge, Button, DemoBadge, EmptyState, TwoSided } from '../../../design/index.ts';
import { Coming } from '../../../web/kit/Coming.tsx';
import { later } from '../../../web/kit/later.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay, useSession } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { accordsApi } from './client.ts';
import { CountedFrom } from './Counted.tsx';
import { Grounds } from './Grounds.tsx';
import { ShownTo } from './ShownTo.tsx';
import type { Commitment, Delivery, Named } from './types.ts';
import { useWords, type Words } from './useWords.ts';

const CorrectForm = later(['accords', 'accords_words'], () => import('./CorrectForm.tsx'), 'CorrectForm');
const DeliveryForm = later(
  ['accords', 'accords_words', 'directory_places'],
  () => import('./DeliveryForm.tsx'),
  'DeliveryForm',
);

type Part = Delivery['mayConfirmAs'][number];
const parts = ['giver', 'receiver'] as const;

/** What was done, each with what both sides say of it. */
export function Deliveries({ commitment }: { commitment: Commitment }) {
  const { t } = useWords();
  const mayRecord = useMay('accords.write') && (commitment.ownPart !== null || commitment.isOwn);
  const [isOpen, setOpen] = useState(false);
  const { deliveries, organisations } = commitment;
  return (
    <section className="stack" aria-labelledby="deliveries">
      <div className="row between">
        <h2 id="deliveries">{t('accords.ui.deliveries.title')}</h2>
        {mayRecord && !isOpen && <Button onClick={() => setOpen(true)}>{t('accords.ui.deliveries.record')}</Button>}
      </div>
      <Coming>{isOpen && <DeliveryForm commitment={commitment} close={() => setOpen(false)} />}</Coming>
      {deliveries.length === 0 && !isOpen && (
        <EmptyState title={t('accords.ui.deliveries.none')} text={t('accords.ui.deliveries.none_text')} />
      )}
      {deliveries.map((delivery) => (
        <DeliveryCard key={delivery.id} delivery={delivery} commitment={commitment} organisations={organisations} />
      ))}
      {deliveries.length > 0 && <p className="hint">{t('accords.ui.deliveries.once')}</p>}
    </section>
  );
}

/** A link to a delivery opens the page at it; the page has its deliveries only after the browser has looked for it. */
const showIfAsked = (card: HTMLElement | null): void => {
  if (card && location.hash === `#${card.id}`) requestAnimationFrame(() => card.scrollIntoView());
};

type CardProps = { delivery: Delivery; commitment: Commitment; organisations: readonly Named[] };

function DeliveryCard({ delivery, commitment, organisations }: CardProps) {
  const words = useWords();
  return (
    <article className="card stack" ref={showIfAsked} id={`delivery-${delivery.id}`}>
      <DeliveryHead delivery={delivery} commitment={commitment} />
      <TwoSided
        level={4}
        sides={[
          sideOf('giver', { delivery, ids: commitment.debtors, organisations }, words),
          sideOf('receiver', { delivery, ids: commitment.creditors, organisations }, words),
        ]}
      />
      {delivery.counted && <CountedFrom delivery={delivery.id} counted={delivery.counted} />}
      {delivery.grounds.length > 0 && (
        <Grounds grounds={delivery.grounds} isOwn={delivery.isOwn} flat open={delivery.isAgreed} />
      )}
      <DeliveryActions delivery={delivery} />
      <Correcting delivery={delivery} commitment={commitment} />
    </article>
  );
}

function DeliveryHead({ delivery, commitment }: { delivery: Delivery; commitment: Commitment }) {
  const { t, formats, counted, amount } = useWords();
  const { period, place, reportedOn, isDemo, visibility, agreement } = delivery;
  const facts = [
    period === null ? null : formats.edtf(period),
    place,
    reportedOn === null ? null : t('accords.ui.deliveries.reported', { on: reportedOn }),
    delivery.isAgreed ? null : t(`accords.ui.deliveries.${delivery.isFromRecords ? 'counted' : 'stated'}`),
  ].filter((it) => it !== null);
  const figure = counted(amount(delivery.amount, delivery.comparator), commitment);
  return (
    <div className="row between">
      <div>
        <h3 className="fig m">{commitment.kind === 'act' ? t('accords.ui.act.done') : figure}</h3>
        <p className="quiet">{facts.join(' · ')}</p>
      </div>
      <div className="row">
        {agreement !== 'stated' && (
          <Badge tone={agreement === 'disputed' ? 'sun' : 'leaf'}>
            {/* To agree on a figure is not yet to confirm that it was done. */}
            {t(
              agreement === 'confirmed' && delivery.isAgreed
                ? 'accords.ui.deliveries.agreed'
                : `accords.ui.agreement.${agreement}`,
            )}
          </Badge>
        )}
        <ShownTo visibility={visibility} />
        {isDemo && <DemoBadge label={t('accords.ui.demo')} />}
      </div>
    </div>
  );
}

/** What others have seen is corrected, never taken back. */
function Correcting({ delivery, commitment }: { delivery: Delivery; commitment: Commitment }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const mayRetract = useMayRetract(delivery);
  const mayWrite = useMay('accords.write');
  const mayPublish = useMay('accords.publish');
  const mayCorrect = mayWrite && delivery.isOwn && !mayRetract && (mayPublish || delivery.visibility === 'own_side');
  if (!mayCorrect) return null;
  if (isOpen)
    return (
      <Coming>
        <CorrectForm delivery={delivery} commitment={commitment} close={() => setOpen(false)} />
      </Coming>
    );
  return (
    <p>
      <Button onClick={() => setOpen(true)}>{t('accords.ui.correction.open')}</Button>
    </p>
  );
}

/** Only what nobody else has seen or confirmed is simply taken back. */
function useMayRetract({ isOwn, visibility, confirmations }: Delivery): boolean {
  const { organisation } = useSession();
  const mayWrite = useMay('accords.write');
  const isConfirmedByOthers = confirmations.some((it) => it.organisation !== organisation);
  return mayWrite && isOwn && visibility === 'own_side' && !isConfirmedByOthers;
}

type Said = { delivery: Delivery; ids: readonly string[]; organisations: readonly Named[] };

function sideOf(part: Part, { delivery, ids, organisations }: Said, { t, names, formats }: Words) {
  const said = delivery.confirmations.filter((it) => it.as === part);
  const who = names(ids, organisations) || t('accords.ui.not_stated');
  const title = t(`accords.ui.side.${part}`, { who });
  if (said.length === 0) {
    const state = { status: 'not_started', label: t('accords.ui.side.silent') } as const;
    return { title, state, text: t('accords.ui.side.nothing') };
  }
  const state = { status: 'kept', label: t('accords.ui.side.confirmed') } as const;
  const signed = said
    .map(
      ({ organisation, at }) =>
        `${names([organisation], organisations)}, ${formats.moment(new Date(at), 'Asia/Almaty')}`,
    )
    .join('; ');
  return { title, state, text: t(`accords.ui.side.${part}_says`), signed };
}

/** What this organisation may do with a delivery now; nothing is shown that the server would refuse. */
function DeliveryActions({ delivery }: { delivery: Delivery }) {
  const { t } = useWords();
  const { organisation } = useSession();
  const mayConfirm = useMay('accords.confirm');
  const mayRetract = useMayRetract(delivery);
  const confirm = useSend(accordsApi.confirmDelivery.call);
  const takeBack = useSend(accordsApi.takeBackConfirmation.call);
  const retract = useSend(accordsApi.retractDelivery.call);
  const { id, version, confirmations, mayConfirmAs } = delivery;
  const own = parts.filter((part) => confirmations.some((it) => it.organisation === organisation && it.as === part));
  return (
    <div className="stack-s">
      <div className="row">
        {mayConfirm &&
          mayConfirmAs.map((as) => (
            <Button key={as} tone="primary" unavailable={confirm.isSending} onClick={() => confirm.send({ id, as })}>
              {t(`accords.ui.confirm.${as}`)}
            </Button>
          ))}
        {mayConfirm &&
          own.map((as) => (
            <Button key={as} unavailable={takeBack.isSending} onClick={() => takeBack.send({ id, as })}>
              {t('accords.ui.confirm.take_back')}
            </Button>
          ))}
        {mayRetract && (
          <Button tone="danger" unavailable={retract.isSending} onClick={() => retract.send({ id, version })}>
            {t('accords.ui.deliveries.retract')}
          </Button>
        )}
      </div>
      <ErrorNote error={confirm.error ?? takeBack.error ?? retract.error} />
    </div>
  );
}
