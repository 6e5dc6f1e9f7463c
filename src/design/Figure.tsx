import type { ReactNode } from 'react';
import { classes } from './keys.ts';

export type FigureProps = {
  /** The number as the reader writes it, unit included. */
  value: ReactNode;
  label: ReactNode;
  /** What opens when it is pressed: quotes, or what it was counted from. Without it the figure is plain text. */
  proof?: ReactNode;
  /** “Show the proof”; needed with `proof` or `href`. */
  proofLabel?: string | undefined;
  /** A page of its own for the proof, where it is too long to open here. */
  href?: string | undefined;
};

/** Characters that fit one column of `Figures`. */
const longest = 9;

/** A number of the ledger and what it counts; pressing it opens its proof, without a script. */
export function Figure({ value, label, proof, proofLabel, href }: FigureProps) {
  const className = classes('figure', typeof value === 'string' && value.length > longest && 'wide');
  const number = <span className="fig">{value}</span>;
  const words = <span className="fig-l">{label}</span>;
  if (proof !== undefined) {
    return (
      <details className={className}>
        <summary>
          {number}
          {words}
          <span className="fig-p">{proofLabel}</span>
        </summary>
        <div className="body stack-s">{proof}</div>
      </details>
    );
  }
  return (
    <div className={className}>
      {number}
      {words}
      {href !== undefined && (
        <a className="fig-p" href={href}>
          {proofLabel}
        </a>
      )}
    </div>
  );
}

/** Figures side by side: as many in a row as fit, two on a phone; an opened proof takes the whole row below them. */
export function Figures({ children }: { children: ReactNode }) {
  return <div className="figs">{children}</div>;
}
