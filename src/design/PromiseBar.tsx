import type { CSSProperties, ReactNode } from 'react';
import { classes } from './keys.ts';
import { barLengths } from './share.ts';

/**
 * What a bar shows. `measured`: against a stated number, `share` is delivered ÷ promised (see `shareOf`; above 1 it runs past the
 * outline). `open`: counted, no number was promised. `act`: a single act, done or not.
 */
export type BarContent =
  | { readonly kind: 'measured'; readonly share: number; readonly term?: boolean; readonly atLeast?: boolean }
  | { readonly kind: 'open' }
  | { readonly kind: 'act'; readonly done: boolean };

export type PromiseBarProps = {
  content: BarContent;
  /** Dashed outline: not agreed yet (a draft, a proposal). */
  tentative?: boolean;
  big?: boolean;
  /** A sentence for readers who cannot see the bar; leave out only where the same words stand beside it. */
  label?: string | undefined;
};

const custom = (name: `--${string}`, percent: number) => ({ [name]: `${percent}%` }) as CSSProperties;

/** The promised amount as an outline, the delivered part as its fill, the term as a tick at the end of the outline. */
export function PromiseBar({ content, tentative = false, big = false, label }: PromiseBarProps) {
  const { variant, style, parts } = drawn(content);
  const dashed = tentative || (content.kind === 'act' && !content.done);
  const said = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <span className={classes('bar', variant, dashed && 'dash', big && 'big')} style={style} {...said}>
      {parts}
    </span>
  );
}

type Drawn = { variant?: string; style?: CSSProperties; parts: ReactNode };

function drawn(content: BarContent): Drawn {
  const done = <span className="done" />;
  if (content.kind === 'open') return { variant: 'open', parts: done };
  if (content.kind === 'act') {
    return { variant: 'act', style: custom('--done', content.done ? 100 : 0), parts: content.done && done };
  }
  const lengths = barLengths(content.share);
  const term = content.term && <span className="term" />;
  if (lengths.over) {
    const parts = (
      <>
        {done}
        <span className="more" />
        {term}
      </>
    );
    return { variant: 'over', style: custom('--promised', lengths.promised), parts };
  }
  const parts = (
    <>
      {lengths.done > 0 && done}
      {term}
    </>
  );
  return { variant: content.atLeast ? 'least' : '', style: custom('--done', lengths.done), parts };
}

/** Explains the bars once per page; each entry a bar and its words. */
export function BarLegend({ entries }: { entries: readonly { bar: PromiseBarProps; text: string }[] }) {
  return (
    <ul className="legend">
      {entries.map(({ bar, text }) => (
        <li key={text}>
          <PromiseBar {...bar} />
          {text}
        </li>
      ))}
    </ul>
  );
}
