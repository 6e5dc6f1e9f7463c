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
  const offers = offersFor(useReader(referral));
  const [open, setOpen] = useState<Transition | null>(null);
  const isOpenStill = offers.some(({ act, why }) => act === open?.act && why === null);
  const formOf = (line: Transition, isGone: boolean) => (
    <ActForm
      key={line.act}
      {...{ referral, line, isGone }}
      done={() => {
        setOpen(null);
        told(t(`referrals.did.${line.act}`));
      }}
      close={() => setOpen(null)}
    />
  );
  const mayAct = useCan(referralsContract.actOnReferral);
  if (!mayAct || (offers.length === 0 && open === null)) return null;
  return (
    <Card level={2} title={t('referrals.ui.now')}>
      <div className="stack">
        {open && !isOpenStill && formOf(open, true)}
        {offers.map((offer, at) =>
          isOpenStill && offer.act === open?.act ? (
            formOf(offer.line, false)
          ) : (
            <Offered key={offer.act} {...{ referral, offer, isFirst: at === 0 }} open={() => setOpen(offer.line)} />
          ),
        )}
      </div>
    </Card>
  );
}

type OfferedProps = { referral: Referral; offer: Offer; isFirst: boolean; open: () => void };

function Offered({ referral, offer, isFirst, open }: OfferedProps) {
  const words = useWords();
  return (
    <Action
      id={`act-${offer.act}`}
      tone={toneOf(offer, isFirst)}
      unavailable={offer.why !== null}
      onClick={open}
      effect={effectOf(offer, referral, words)}
    >
      {words.t(`referrals.act.${offer.act}`)}
    </Action>
  );
}

/** Who, and what it does; or why not. */
function effectOf({ act, line, why }: Offer, { parties }: Pick<Referral, 'parties'>, words: Words): string {
  const { t } = words;
  if (why !== null) return reasonOf(why, words);
  const mine = line.by.find((party) => parties.includes(party)) ?? 'sender';
  return `${t(`referrals.you.${mine}`)} ${t(`referrals.act.${act}_effect`)}`;
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
