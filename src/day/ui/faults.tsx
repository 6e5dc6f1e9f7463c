import type { DayFault } from '../index.ts';
import { useT } from './language.tsx';

/** Why something could not be done, what was kept, and what to do. */
export function FaultText({ fault }: { fault: DayFault }) {
  const t = useT();
  const seconds = Math.ceil((fault.waitMs ?? 0) / 1000);
  if (fault.reason === 'wait') return <span>{t('day.fault.wait', { seconds })}</span>;
  if (fault.reason === 'full') return <span>{t('day.fault.full', { count: fault.notStored })}</span>;
  return <span>{t(`day.fault.${fault.reason}`)}</span>;
}
