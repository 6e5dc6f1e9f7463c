import { toggled } from './partnershipTyped.ts';

type Props<T extends string> = {
  legend: string;
  hint?: string;
  options: readonly T[];
  labelOf: (option: T) => string;
  chosen: readonly T[];
  set: (chosen: T[]) => void;
};

/** Several of a few, each a box to tick. */
export function Choices<T extends string>({ legend, hint, options, labelOf, chosen, set }: Props<T>) {
  return (
    <fieldset className="stack-s">
      <legend>{legend}</legend>
      {hint !== undefined && <p className="hint">{hint}</p>}
      <div className="seats">
        {options.map((option) => (
          <label key={option} className="choice">
            <input
              type="checkbox"
              checked={chosen.includes(option)}
              onChange={() => set(toggled(options, chosen, option))}
            />
            {labelOf(option)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
