import { History } from '../../../../web/kit/History.tsx';
import type { Planned } from '../client.ts';
import { happeningText } from './happenings.ts';
import { useWords } from './useWords.ts';

const last = 5;

/** What happened with a mission, folded: the last few, and behind them the rest. */
export function Happened({ mission: { events, organisations } }: { mission: Planned }) {
  const words = useWords();
  const newest = events.toSorted((one, other) => (one.at < other.at ? 1 : -1));
  const [recent, earlier] = [newest.slice(0, last), newest.slice(last)];
  if (recent.length === 0) return null;
  const shown = (some: typeof events) => (
    <History events={some} organisations={organisations} words={(event) => happeningText(event, words)} />
  );
  return (
    <details className="card">
      <summary>{words.t('missions.plan.happened', { count: events.length })}</summary>
      <div className="stack">
        {shown(recent)}
        {earlier.length > 0 && (
          <details>
            <summary>{words.t('missions.plan.earlier', { count: earlier.length })}</summary>
            {shown(earlier)}
          </details>
        )}
      </div>
    </details>
  );
}
