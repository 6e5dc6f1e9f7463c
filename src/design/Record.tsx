import type { ReactNode } from 'react';
import { StatusChip } from './Badges.tsx';
import type { StatusKey } from './keys.ts';
import { classes } from './keys.ts';

export type LifecycleStep = {
  key: string;
  label: string;
  /** Under the name: when, as far as it is known. */
  note?: string | undefined;
};
export type LifecycleBarProps = {
  steps: readonly LifecycleStep[];
  /** Key of the step where the record stands. */
  current: string;
  /** Read aloud before the steps. */
  label: string;
  /** Step, next state, who must act, by when. */
  sentence: ReactNode;
  /** The steps that the record is known to have been at; left out, all before the current one. The others are drawn hollow. */
  reached?: readonly string[] | undefined;
  /** What may be done next: buttons, one for each move of the transition table. */
  actions?: ReactNode;
};

/** Where a record stands, what comes next and who must act. On a phone only the step where it stands is named. */
export function LifecycleBar({ steps, current, label, sentence, reached, actions }: LifecycleBarProps) {
  const at = steps.findIndex(({ key }) => key === current);
  const wasAt = (key: string, index: number) => index < at && (reached === undefined || reached.includes(key));
  return (
    <div className="stack-s">
      <ol className="life" aria-label={label}>
        {steps.map(({ key, label: word, note }, index) => (
          <li
            key={key}
            className={classes(
              wasAt(key, index) && 'done',
              index < at && !wasAt(key, index) && 'leap',
              index === at && 'now',
            )}
            aria-current={index === at ? 'step' : undefined}
          >
            <span>{word}</span>
            {note !== undefined && <small>{note}</small>}
          </li>
        ))}
      </ol>
      <p>{sentence}</p>
      {actions !== undefined && <div className="row">{actions}</div>}
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
