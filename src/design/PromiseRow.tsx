import type { ReactNode } from 'react';
import { StatusChip } from './Badges.tsx';
import { Icon } from './Icon.tsx';
import type { StatusKey } from './keys.ts';
import type { BarContent } from './PromiseBar.tsx';
import { PromiseBar } from './PromiseBar.tsx';

export type PartyProps = {
  /** Who owes (or the first of two who owe each other). */
  from: ReactNode;
  /** To whom. */
  to: ReactNode;
  /** What the arrow says aloud: “to”, or “and” when it is mutual. */
  arrowLabel: string;
  mutual?: boolean;
};

/** Who owes whom: an arrow for one who owes the other (turned round in right-to-left text), two heads when it is mutual. */
export function Party({ from, to, arrowLabel, mutual = false }: PartyProps) {
  return (
    <span className="party">
      <span>{from}</span>
      <Icon name={mutual ? 'both' : 'arrow'} label={arrowLabel} className="arrow" />
      <span>{to}</span>
    </span>
  );
}

export type PromiseRowProps = {
  title: ReactNode;
  href?: string | undefined;
  /** One line under the title: the object in a few words, the parties, a condition. */
  meta?: ReactNode;
  bar: BarContent;
  tentative?: boolean;
  /** The bar in words: delivered, promised, term. */
  amount: ReactNode;
  status: StatusKey;
  statusLabel: ReactNode;
  /** Strength, demonstration badge and the like, under the status. */
  remarks?: ReactNode;
  /** A `Proof`, at full width below the row. */
  proof?: ReactNode;
  /** Level of the title in the page's outline. */
  level?: 2 | 3 | 4;
};

/** One commitment in a list: what, how much, where it stands. */
export function PromiseRow(props: PromiseRowProps) {
  const { title, href, meta, bar, tentative = false, amount, status, statusLabel, remarks, proof, level = 4 } = props;
  const Title = `h${level}` as const;
  const act = bar.kind === 'act';
  return (
    <article className="promise">
      <div>
        <Title className="what">{href === undefined ? title : <a href={href}>{title}</a>}</Title>
        {meta !== undefined && <p className="meta">{meta}</p>}
      </div>
      <div>
        {!act && <PromiseBar content={bar} tentative={tentative} />}
        <p className="meta">
          {act && <PromiseBar content={bar} tentative={tentative} />}
          {amount}
        </p>
      </div>
      <div className="state">
        <StatusChip status={status} label={statusLabel} />
        {remarks}
      </div>
      {proof !== undefined && <div className="span">{proof}</div>}
    </article>
  );
}
