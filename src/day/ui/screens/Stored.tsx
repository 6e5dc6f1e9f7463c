import { useEffect, useMemo, useState } from 'react';
import { Button, Card, Note } from '../../../design/index.ts';
import { isReadable } from '../../../modules/missions/day/readable.ts';
import { keepStorage, room } from '../../index.ts';
import { useWorkplace } from '../context.tsx';
import { useT } from '../language.tsx';
import { useSafety } from '../Safety.tsx';

/** What is only here, and whether it is also in no file and not with the server. */
export function Safe() {
  const t = useT();
  const report = useSafety();
  if (!report) return null;
  const count = report.unsafe + report.unsafePhotos;
  const { operations, photos, asides } = report.onlyHere;
  const left = operations + photos + asides;
  return (
    <Note tone={count > 0 ? 'warn' : 'info'}>
      <b>{count > 0 ? t('day.safety.only_here', { count }) : t('day.safety.all_safe')}</b>
      {left > 0 && <p>{t('day.safety.left', { count: left })}</p>}
    </Note>
  );
}

/** Operations of a newer application: kept and handed on, though this one cannot show them. */
function useUnread(): number {
  const { store, day } = useWorkplace();
  return useMemo(() => {
    const all = day && [...store.lines.values()].flat().flatMap(({ operations }) => operations);
    return all.filter((operation) => 'body' in operation && !isReadable(operation)).length;
  }, [store, day]);
}

const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);

/** Whether the browser may take the day away when it needs room, and how much room there is. */
export function Stored() {
  const t = useT();
  const unread = useUnread();
  const [isKept, setKept] = useState<boolean | null>(null);
  const [space, setSpace] = useState<{ used: number; quota: number } | null>(null);
  const ask = () => void keepStorage().then(setKept);
  useEffect(() => {
    void navigator.storage?.persisted?.().then(setKept);
    void room().then(setSpace);
  }, []);
  return (
    <Card level={2} title={t('day.storage.title')}>
      <div className="stack">
        <output>{isKept === null ? '' : t(isKept ? 'day.storage.kept' : 'day.storage.may_go')}</output>
        {isKept === false && <Button onClick={ask}>{t('day.storage.ask')}</Button>}
        {space && (
          <p className="quiet">
            {t('day.storage.space', { used: megabytes(space.used), quota: megabytes(space.quota) })}
          </p>
        )}
        {unread > 0 && (
          <Note tone="warn">
            <p>{t('day.storage.unread', { count: unread })}</p>
          </Note>
        )}
      </div>
    </Card>
  );
}
