import { type Day, whenIn } from '../../../modules/missions/day/day.ts';
import type { Envelope } from '../../../modules/missions/day/operation.ts';
import { useWorkplace } from '../context.tsx';
import { useT } from '../language.tsx';
import { clockText } from '../view/day.ts';

/** Who said it, when, and on which device. */
export function Authors({ from, day }: { from: Envelope; day: Day }) {
  const t = useT();
  const { store } = useWorkplace();
  const member = store.members.find(({ id }) => id === from.device);
  const device = member ? `${member.letter} ${member.label}`.trim() : t('day.device.unknown');
  return <p className="hint">{t('day.said', { by: from.by, at: clockText(whenIn(day, from)), device })}</p>;
}
