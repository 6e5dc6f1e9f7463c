import type { ReactNode } from 'react';
import { Button } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';

type Props<T> = {
  /** What the group is, read before its fields. */
  title: string;
  items: readonly T[];
  set: (items: T[]) => void;
  /** What one more begins with, and the words of its button. */
  added: () => T;
  add: string;
  /** The name of one group of fields, by its number from 1. */
  legend: (number: number) => string;
  fewest?: number;
  most: number;
  children: (item: T, change: (changed: Partial<T>) => void, at: number) => ReactNode;
};

/** Several of one kind, each a group of fields that can be taken out again. */
export function Lines<T extends object>(props: Props<T>) {
  const { title, items, set, added, add, legend, fewest = 0, most, children } = props;
  const t = useT();
  const changeAt = (at: number) => (changed: Partial<T>) =>
    set(items.map((item, index) => (index === at ? { ...item, ...changed } : item)));
  return (
    <section className="stack" aria-label={title}>
      <h2 className="minor">{title}</h2>
      {items.map((item, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line has no name of its own until it is typed
        <fieldset key={at} className="stack-s">
          <legend>{legend(at + 1)}</legend>
          {children(item, changeAt(at), at)}
          {items.length > fewest && (
            <p>
              <Button small onClick={() => set(items.filter((_item, index) => index !== at))}>
                {t('patients.ui.remove')}
              </Button>
            </p>
          )}
        </fieldset>
      ))}
      {items.length < most && (
        <p>
          <Button small onClick={() => set([...items, added()])}>
            {add}
          </Button>
        </p>
      )}
    </section>
  );
}
