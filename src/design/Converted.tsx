export type ConvertedProps = {
  /** The amount in the other currency, written out. */
  amount: string;
  /** Each rate with its day and its source: an amount is never shown without them. */
  rates: readonly string[];
  /** That a rate was turned round, or that two met in a third currency. */
  note?: string | undefined;
  /** What another source says of the same day. */
  others?: readonly string[];
};

/** An amount in another currency: the figure, and at which rate of which day and source. */
export function Converted({ amount, rates, note, others = [] }: ConvertedProps) {
  return (
    <span className="converted">
      <b className="fig">{amount}</b>{' '}
      <span className="quiet">
        {rates.join(' · ')}
        {note !== undefined && ` (${note})`}
      </span>
      {others.map((other) => (
        <span key={other} className="hint">
          {' '}
          {other}
        </span>
      ))}
    </span>
  );
}
