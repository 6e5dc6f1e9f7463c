import type { ReactNode } from 'react';
import { classes } from './keys.ts';

export type CardProps = {
  title?: ReactNode;
  /** Level of the title in the page's outline. */
  level?: 2 | 3 | 4;
  /** At the end of the title's line: a link, a count. */
  aside?: ReactNode;
  children: ReactNode;
};

/** A group of things about one subject. */
export function Card({ title, level = 3, aside, children }: CardProps) {
  const Title = `h${level}` as const;
  return (
    <section className="card">
      {title !== undefined && (
        <div className="card-head between">
          <Title className={level === 2 ? 'minor' : undefined}>{title}</Title>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** A remark: `info` explains, `warn` asks to look, `stop` says what failed, what was kept and what to do. */
export function Note({ tone = 'info', children }: { tone?: 'info' | 'warn' | 'stop'; children: ReactNode }) {
  return (
    <div className={classes('note stack-s', tone !== 'info' && tone)} role={tone === 'stop' ? 'alert' : undefined}>
      {children}
    </div>
  );
}

/** Nothing here yet: what would be here, and what to do next. */
export function EmptyState({
  title,
  text,
  action,
  level = 3,
}: {
  title: string;
  text: ReactNode;
  action?: ReactNode;
  level?: 2 | 3 | 4;
}) {
  const Title = `h${level}` as const;
  return (
    <div className="empty stack-s">
      <Title>{title}</Title>
      <p className="quiet">{text}</p>
      {action !== undefined && <p>{action}</p>}
    </div>
  );
}

export type Column = {
  key: string;
  label: ReactNode;
  numeric?: boolean;
  sorted?: 'ascending' | 'descending' | undefined;
};

export type TableProps = {
  /** Unique on the page: names the scroll container. */
  id: string;
  caption: ReactNode;
  captionHidden?: boolean;
  columns: readonly Column[];
  /** Cells in the order of the columns; the first names the row. */
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
  total?: readonly ReactNode[] | undefined;
};

/** A table with its caption, in a container that scrolls by itself and can be reached by keyboard. */
export function Table({ id, caption, captionHidden = false, columns, rows, total }: TableProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="scroll" aria-labelledby={`${id}-caption`} tabIndex={0}>
      <table>
        <caption id={`${id}-caption`} className={captionHidden ? 'sr' : undefined}>
          {caption}
        </caption>
        <thead>
          <tr>
            {columns.map(({ key, label, numeric = false, sorted }) => (
              <th key={key} scope="col" className={numeric ? 'num' : undefined} aria-sort={sorted}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <Row key={key} columns={columns} cells={cells} />
          ))}
        </tbody>
        {total && (
          <tfoot>
            <Row columns={columns} cells={total} />
          </tfoot>
        )}
      </table>
    </section>
  );
}

function Row({ columns, cells }: { columns: readonly Column[]; cells: readonly ReactNode[] }) {
  return (
    <tr>
      {columns.map(({ key, numeric = false }, index) => {
        const className = numeric ? 'num' : undefined;
        if (index > 0)
          return (
            <td key={key} className={className}>
              {cells[index]}
            </td>
          );
        return (
          <th key={key} scope="row" className={className}>
            {cells[index]}
          </th>
        );
      })}
    </tr>
  );
}

/** How far long work has come; `text` says it in words (“7 of 19 claims reviewed”). */
export function Progress({ label, value, max, text }: { label: string; value: number; max: number; text: ReactNode }) {
  return (
    <div className="stack-s">
      <p>{text}</p>
      <progress className="prog" aria-label={label} value={value} max={max} />
    </div>
  );
}
