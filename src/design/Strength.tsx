import type { CSSProperties } from 'react';
import type { StrengthKey } from './keys.ts';
import { classes, stepOf, strengthKeys } from './keys.ts';

export type StrengthLadderProps = {
  strength: StrengthKey;
  /** The eight words in the reader's language. */
  words: Readonly<Record<StrengthKey, string>>;
  /** A sentence such as “Strength: signed, step 8 of 8”. */
  label: string;
};

/** How strong the words were: all eight steps with their names; on a phone only the current name is shown. */
export function StrengthLadder({ strength, words, label }: StrengthLadderProps) {
  return (
    <ol className="ladder" aria-label={label}>
      {strengthKeys.map((key) => (
        <li
          key={key}
          className={classes(stepOf(key) <= stepOf(strength) && 'on', key === strength && 'now')}
          aria-current={key === strength ? 'step' : undefined}
        >
          <span>{words[key]}</span>
        </li>
      ))}
    </ol>
  );
}

/** The same in a row: eight small steps and the word. */
export function StrengthSteps({ strength, word }: { strength: StrengthKey; word: string }) {
  const reached = stepOf(strength);
  return (
    <span className="badge line">
      <span className="steps" aria-hidden="true">
        {strengthKeys.map((key) => (
          <i
            key={key}
            className={stepOf(key) <= reached ? 'on' : undefined}
            style={{ '--n': stepOf(key) } as CSSProperties}
          />
        ))}
      </span>
      {word}
    </span>
  );
}
