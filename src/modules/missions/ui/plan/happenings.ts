import type { Happening } from '../../../../platform/happening.ts';
import type { Words } from './useWords.ts';

const parts = ['venue', 'room', 'session', 'clinician', 'equipment', 'interpreter', 'check'] as const;
const whole = ['record', 'change', 'announce', 'start', 'close', 'reopen', 'cancel', 'share'] as const;
const planned = ['plan', 'replan', 'takeOut'] as const;

/** What happened to a mission, in a few words; what has none of its own is told as a change. */
export function happeningText({ action, fields }: Pick<Happening, 'action' | 'fields'>, { t }: Words): string {
  const [done, part] = [planned.find((each) => each === action), parts.find((each) => each === fields[0])];
  if (done && part) return `${t(`missions.event.${done}`)}: ${t(`missions.part.${part}`)}`;
  return t(`missions.event.${whole.find((each) => each === action) ?? 'other'}`);
}
