import { Badge, DemoBadge, Party } from '../../../design/index.ts';
import { isEnded } from '../referral.ts';
import { RowBar } from './RowBar.tsx';
import type { ReferralRow } from './types.ts';
import { useQuota } from './useQuotas.ts';
import { type Organisations, useWords, type Words } from './useWords.ts';

/** A referral in a list: which, from whom to whom, how far it has come, whose turn it is and by when. */
export function Row({ row, organisations }: { row: ReferralRow; organisations: Organisations }) {
  const words = useWords();
  const { t, organisation, name } = words;
  const { id, number, sender, receiver, quota, stage, priority, isLate, isDemo } = row;
  const found = useQuota(quota);
  return (
    <article className="promise">
      <div>
        <h2 className="what">
          <a href={`/app/referrals/${id}`}>
            {number}
            {found && ` · ${name(found.names)}`}
          </a>
        </h2>
        <p className="meta">
          <Party
            from={organisation(sender, organisations)}
            to={organisation(receiver, organisations)}
            arrowLabel={t('referrals.ui.to')}
          />
        </p>
      </div>
      <div>
        <RowBar stage={stage} />
        <p className="meta">{turnIn(row, words)}</p>
      </div>
      <div className="row">
        <Badge tone={isEnded(stage) ? 'plain' : 'sky'}>{t(`referrals.stage.${stage}`)}</Badge>
        {isLate && <Badge tone="clay">{t('referrals.late')}</Badge>}
        {priority === 'urgent' && <Badge tone="sun">{t('referrals.priority.urgent')}</Badge>}
        {isDemo && <DemoBadge label={t('referrals.demo_badge')} />}
      </div>
    </article>
  );
}

/** Whose turn it is and by when, in a sentence; of what has ended, since when. */
function turnIn({ turn, parties, dueAt, stage }: ReferralRow, { t, formats, day }: Words): string {
  if (isEnded(stage)) return t('referrals.list.over');
  const by = dueAt === null ? null : day(dueAt);
  if (turn.some((party) => parties.includes(party)))
    return by === null ? t('referrals.list.our_turn') : t('referrals.list.our_turn_by', { day: by });
  const who = formats.list(
    turn.map((party) => t(`referrals.party.${party}`)),
    'or',
  );
  if (who === '') return '';
  return by === null ? t('referrals.ui.turn', { who }) : t('referrals.ui.turn_by', { who, day: by });
}
