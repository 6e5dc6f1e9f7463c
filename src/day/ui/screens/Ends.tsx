import { Note } from '../../../design/index.ts';
import type { EndKind } from '../../../modules/missions/day/operation.ts';
import type { Visit } from '../../../modules/missions/day/visit.ts';
import { useWorkplace } from '../context.tsx';
import { useT } from '../language.tsx';
import { TwoPresses } from '../parts.tsx';
import { Authors } from './Authors.tsx';

/** What ended this visit, and that it can be taken back. */
export function Ends({ visit }: { visit: Visit }) {
  const t = useT();
  const { day, act } = useWorkplace();
  const { end } = visit;
  if (!end) return null;
  const over = visit.ends.map(({ id }) => id);
  return (
    <Note tone="stop">
      <b>{t(`day.end.${end.body.how}`)}</b>
      <Authors from={end} day={day} />
      <TwoPresses
        label={t('day.end.take_back')}
        sure={t('day.end.take_back.sure')}
        onSure={() => void act([{ kind: 'visit.resumed', visit: visit.id, over }])}
      />
    </Note>
  );
}

type Ending = { visit: Visit; kinds: readonly Exclude<EndKind, 'cancelled'>[] };

/** Death and emergency: two presses, wherever the person is on the screen. */
export function EndButtons({ visit, kinds }: Ending) {
  const t = useT();
  const { act } = useWorkplace();
  return kinds.map((how) => (
    <TwoPresses
      key={how}
      label={t(`day.end.${how}.button`)}
      sure={t(`day.end.${how}.sure`)}
      onSure={() => void act([{ kind: 'visit.ended', visit: visit.id, how }])}
    />
  ));
}

/** What cannot wait until somebody has found the page of the person. */
export const gravest = ['emergency', 'died'] as const;
