import type { ReactNode } from 'react';
import { StatusChip } from './Badges.tsx';
import type { StatusKey } from './keys.ts';
import { classes } from './keys.ts';

export type LifecycleBarProps = {
  steps: readonly { key: string; label: string }[];
  /** Key of the step where the record stands. */
  current: string;
  /** Read aloud before the steps. */
  label: string;
  /** Step, next state, who must act, by when. */
  sentence: ReactNode;
};

/** Where a record stands, what comes next and who must act. */
export function LifecycleBar({ steps, current, label, sentence }: LifecycleBarProps) {
  const at = steps.findIndex(({ key }) => key === current);
  return (
    <div className="stack-s">
      <ol className="life" aria-label={label}>
        {steps.map(({ key, label: word }, index) => (
          <li
            key={key}
            className={classes(index < at && 'done', index === at && 'now')}
            aria-current={index === at ? 'step' : undefined}
          >
            <span>{word}</span>
          </li>
        ))}
      </ol>
      <p>{sentence}</p>
    </div>
  );
}

export type SideStatement = {
  /** “Giver: Japan”. */
  title: ReactNode;
  state?: { status: StatusKey; label: string } | undefined;
  text: ReactNode;
  /** Who signed, and when. */
  signed?: ReactNode;
};

/** What each side says: giver or sender first, receiver second; a silent side says that nothing is confirmed yet. */
export function TwoSided({ sides, level = 3 }: { sides: readonly [SideStatement, SideStatement]; level?: 3 | 4 }) {
  const Title = `h${level}` as const;
  return (
    <div className="two-sided">
      {sides.map(({ title, state, text, signed }, index) => (
        <div className="stack-s" key={index === 0 ? 'giver' : 'receiver'}>
          <Title>{title}</Title>
          {state && (
            <p>
              <StatusChip {...state} />
            </p>
          )}
          <p>{text}</p>
          {signed !== undefined && <p className="src">{signed}</p>}
        </div>
      ))}
    </div>
  );
}

export type TimelineEntry = {
  key: string;
  /** The date in words: “Published 3 January 2026”, “Date not stated”. */
  when: string;
  /** ISO date, where one is known. */
  date?: string | undefined;
  title: ReactNode;
  text?: ReactNode;
  href?: string | undefined;
  /** `fact` was said or happened, `act` was signed or delivered, `silence`: nothing is known. */
  kind?: 'fact' | 'act' | 'silence';
};

const timelineClass = { fact: undefined, act: 'sig', silence: 'gap' } as const;

/** Meetings, instruments, deliveries and silences on one axis, oldest first. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="tl">
      {entries.map(({ key, when, date, title, text, href, kind = 'fact' }) => (
        <li key={key} className={timelineClass[kind]}>
          {date === undefined ? (
            <span className="when">{when}</span>
          ) : (
            <time className="when" dateTime={date}>
              {when}
            </time>
          )}
          <b>{href === undefined ? title : <a href={href}>{title}</a>}</b> {text}
        </li>
      ))}
    </ol>
  );
}
