import { useState } from 'react';
import { Action, Card } from '../../../design/index.ts';
import { useCan } from '../../../web/kit/useCan.ts';
import { referralsContract } from '../contract.ts';
import type { Transition } from '../transitions.ts';
import { ActForm } from './ActForm.tsx';
import { type Offer, offersFor, toneOf, type Why } from './possible.ts';
import type { Referral } from './types.ts';
import { useReader } from './useReader.ts';
import { useWords, type Words } from './useWords.ts';

type Props = { referral: Referral; told: (message: string) => void };

/** What can happen now: a button for each way of the transition table, with who does it and what it does, or why it cannot be done yet. */
export function Acts({ referral, told }: Props) {
  const { t } = useWords();
  const isHeld = referral.isStopPending;
  const offers = offersFor(useReader(referral));
  const [open, setOpen] = useState<Transition | null>(null);
  const isOpenStill = offers.some(({ act, why }) => act === open?.act && why === null);
  const isShown = ({ act }: Offer) => isOpenStill || act !== open?.act;
  const formOf = (line: Transition, isGone: boolean) => (
    <ActForm
      key={line.act}
      {...{ referral, line, isGone }}
      done={() => {
        // Who is quick has opened the next form by now.
        setOpen((now) => (now?.act === line.act ? null : now));
        told(t(`referrals.did.${line.act}`));
      }}
      close={() => setOpen(null)}
    />
  );
  if (!useCan(referralsContract.actOnReferral) || (offers.length === 0 && open === null)) return null;
  return (
    <Card level={2} title={t('referrals.ui.now')}>
      <div className="stack">
        <Yours parties={referral.parties} />
        {[
          ...(open && !isOpenStill ? [formOf(open, true)] : []),
          ...offers
            .filter(isShown)
            .map((offer, at) =>
              isOpenStill && offer.act === open?.act ? (
                formOf(offer.line, false)
              ) : (
                <Offered key={offer.act} {...{ offer, isFirst: at === 0, isHeld }} open={() => setOpen(offer.line)} />
              ),
            ),
        ]}
      </div>
    </Card>
  );
}

/** What the reader's organisation is in it, said once. */
function Yours({ parties }: Pick<Referral, 'parties'>) {
  const { t } = useWords();
  if (parties.length === 0) return null;
  return <p className="hint">{parties.map((party) => t(`referrals.you.${party}`)).join(' ')}</p>;
}

type OfferedProps = { offer: Offer; isFirst: boolean; isHeld: boolean; open: () => void };

function Offered({ offer, isFirst, isHeld, open }: OfferedProps) {
  const words = useWords();
  return (
    <Action
      id={`act-${offer.act}`}
      tone={toneOf(offer, { isFirst, isStopPending: isHeld })}
      unavailable={offer.why !== null}
      onClick={open}
      effect={offer.why === null ? words.t(`referrals.act.${offer.act}_effect`) : reasonOf(offer.why, words)}
    >
      {words.t(`referrals.act.${offer.act}`)}
    </Action>
  );
}

function reasonOf(why: Why, { t, formats }: Words): string {
  if (why.is === 'others')
    return t('referrals.why.others', {
      who: formats.list(
        why.by.map((party) => t(`referrals.party.${party}`)),
        'or',
      ),
    });
  if (why.is === 'later') return t('referrals.why.later', { stage: t(`referrals.stage.${why.stage}`) });
  return t(`referrals.why.${why.is}`);
}
