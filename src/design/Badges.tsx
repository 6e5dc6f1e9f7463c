import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import type { StatusKey } from './keys.ts';
import { classes } from './keys.ts';

/** A status: its shape, its word (`label`, with the date where the word needs one) and a tint. */
export function StatusChip({ status, label }: { status: StatusKey; label: ReactNode }) {
  return (
    <span className="st" data-s={status}>
      <Icon name={status} />
      {label}
    </span>
  );
}

export type BadgeTone = 'plain' | 'line' | 'sky' | 'sun' | 'leaf' | 'clay';

/** A short neutral remark: kind, precision, count. Not a status: for that there is `StatusChip`. */
export function Badge({ tone = 'plain', children }: { tone?: BadgeTone; children: ReactNode }) {
  return <span className={classes('badge', tone !== 'plain' && tone)}>{children}</span>;
}

/** Marks one row or record as demonstration, where real and invented ones meet. */
export function DemoBadge({ label }: { label: string }) {
  return <span className="badge demo-b">{label}</span>;
}

/** The striped band under the masthead of a page that shows demonstration data. */
export function DemoBand({ title, text, wide = false }: { title: string; text: ReactNode; wide?: boolean }) {
  return (
    <aside className="demo" aria-label={title}>
      <div className={classes('wrap', wide && 'wide')}>
        <p>
          <b>{title}</b> {text}
        </p>
      </div>
    </aside>
  );
}
