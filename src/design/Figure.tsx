import type { ReactNode } from 'react';

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

/** A number of the ledger and what it counts; pressing it opens its proof, without a script. */
export function Figure({ value, label, proof, proofLabel, href }: FigureProps) {
  const number = <span className="fig">{value}</span>;
  const words = <span className="fig-l">{label}</span>;
  if (proof !== undefined) {
    return (
      <details className="figure">
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
    <div className="figure">
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

/** Figures side by side: two in a row on a phone, four on a desk; an opened proof takes the whole row below them. */
export function Figures({ children }: { children: ReactNode }) {
  return <div className="figs">{children}</div>;
}
