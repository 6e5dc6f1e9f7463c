import { useCallback, useEffect, useState } from 'react';
import { LinkButton } from '../../design/index.ts';
import type { SafetyReport } from '../index.ts';
import { useWorkplace } from './context.tsx';
import { useT } from './language.tsx';
import { to } from './route.ts';
import { useIsOnline } from '../../platform/browser/useIsOnline.ts';

/** What is only on this device, asked again after each change. */
export function useSafety(): SafetyReport | null {
  const { store } = useWorkplace();
  const [report, setReport] = useState<SafetyReport | null>(null);
  const ask = useCallback(() => {
    if (store.stage === 'open') void store.safety().then(setReport);
  }, [store]);
  useEffect(() => {
    ask();
    return store.subscribe(({ kind }) => {
      if (kind !== 'stage') ask();
    });
  }, [store, ask]);
  return report;
}

/** The band that says how much would be lost with this device, and takes it out in a file. */
export function SafetyBand() {
  const t = useT();
  const report = useSafety();
  const isOnline = useIsOnline();
  const count = (report?.unsafe ?? 0) + (report?.unsafePhotos ?? 0);
  if (isOnline && count === 0) return null;
  return (
    <aside className="offline" aria-label={t('day.safety.title')}>
      <svg
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M5 12.5a10 10 0 0 1 4-2.4M15 10.2a10 10 0 0 1 4 2.3M8.5 16a5 5 0 0 1 7 0M12 19.5v.1" />
        {!isOnline && <path d="M3 3l18 18" />}
      </svg>
      <output>{t(isOnline ? 'day.safety.waits' : 'day.safety.offline', { count })}</output>
      <LinkButton small href={to('devices')}>
        {t('day.safety.export')}
      </LinkButton>
    </aside>
  );
}
