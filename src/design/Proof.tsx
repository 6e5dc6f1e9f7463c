import type { ReactNode } from 'react';
import { classes, directionOf } from './keys.ts';
import type { Mark } from './marks.ts';
import { runsOf } from './marks.ts';

export type QuoteProps = {
  /** The source's own words, unchanged. */
  text: string;
  /** BCP 47 tag of the quote; its direction follows from it, whatever the page's. */
  lang: string;
  /** What carries the claim, as offsets into `text`. */
  marks?: readonly Mark[];
};

const hasOwnMarks = /^[«„“”"‹]|[»“”"›]$/;

/** A source's words in their own language, with the part that carries the claim marked. */
export function Quote({ text, lang, marks = [] }: QuoteProps) {
  return (
    <blockquote className={classes('quote', hasOwnMarks.test(text) && 'own')} lang={lang} dir={directionOf(lang)}>
      <p>
        {runsOf(text, marks).map((run) =>
          run.marked ? <mark key={run.start}>{run.text}</mark> : <span key={run.start}>{run.text}</span>,
        )}
      </p>
    </blockquote>
  );
}

export type Fact = {
  label: string;
  value: ReactNode;
  /** A remark on the value, such as how exact a date is. */
  badge?: string | undefined;
};

/** Labels and values, one pair a line. */
export function KeyValue({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="kv">
      {facts.map(({ label, value, badge }) => [
        <dt key={`${label} label`}>{label}</dt>,
        <dd key={label}>
          {value}
          {badge !== undefined && (
            <>
              {' '}
              <span className="badge line">{badge}</span>
            </>
          )}
        </dd>,
      ])}
    </dl>
  );
}

export type EvidenceProps = {
  quote: QuoteProps;
  /** The quote in the reader's language, and the sentence that says who translated it. */
  translation?: { text: string; lang: string; note: string } | undefined;
  /** Source, published, date of the event with its precision, speaker. */
  facts: readonly Fact[];
  /** The place in the source. */
  link?: { href: string; label: string } | undefined;
};

/** What one claim rests on: quote, translation, and where it comes from. */
export function Evidence({ quote, translation, facts, link }: EvidenceProps) {
  return (
    <div className="stack">
      <Quote {...quote} />
      {translation && (
        <p className="hint">
          {translation.note}{' '}
          <q lang={translation.lang} dir={directionOf(translation.lang)}>
            {translation.text}
          </q>
        </p>
      )}
      <KeyValue facts={facts} />
      {link && (
        <p>
          <a href={link.href}>{link.label}</a>
        </p>
      )}
    </div>
  );
}

export type ProofProps = {
  title: ReactNode;
  /** Open from the start: on the page whose subject it is. */
  open?: boolean;
  /** Without a frame, inside a row or a card. */
  flat?: boolean;
  /** `Evidence`, `Disagreement`, or what a number was counted from. */
  children: ReactNode;
};

/** A figure's proof, folded; opens without a script and is printed whether open or not. */
export function Proof({ title, open = false, flat = false, children }: ProofProps) {
  return (
    <details className={classes('proof', flat && 'flat')} open={open}>
      <summary>{title}</summary>
      <div className="body stack">{children}</div>
    </details>
  );
}

export type DisputedClaim = {
  /** The value as this source gives it. */
  value: ReactNode;
  quote: QuoteProps;
  source: ReactNode;
};

/** Claims that disagree: equal cards, no winner, and a sentence that says how they differ. */
export function Disagreement({ claims, note }: { claims: readonly DisputedClaim[]; note: ReactNode }) {
  return (
    <div className="stack">
      <div className="duo">
        {claims.map(({ value, quote, source }) => (
          <div className="claim stack-s" key={`${quote.lang} ${quote.text}`}>
            <p className="fig m">{value}</p>
            <Quote {...quote} />
            <p className="src">{source}</p>
          </div>
        ))}
      </div>
      <p className="note">{note}</p>
    </div>
  );
}
