import { Field, TextField } from '../../../design/index.ts';
import type { Tag } from '../../../web/kit/localisedDraft.ts';
import { ballots, type Said, type TypedAct } from './actTyped.ts';
import { useWords } from './useWords.ts';

type SaidProps = {
  id: string;
  field: 'reasons' | 'condition' | 'dissent';
  languages: readonly Tag[];
  /** Wanted in each of the languages, not in one of them alone. */
  isEvery: boolean;
  isRequired: boolean;
  value: Said;
  put: (words: Said) => void;
  error: string | undefined;
};

/** What a board says, in the languages of the board. */
export function SaidFields({ id, field, languages, isEvery, isRequired, value, put, error }: SaidProps) {
  const { t } = useWords();
  return (
    <fieldset className="stack-s" aria-describedby={`${id}-hint`}>
      <legend>{t(`referrals.field.${field}`)}</legend>
      <p className="hint" id={`${id}-hint`}>
        {t(isEvery ? 'referrals.field.every_language' : `referrals.field.${field}_hint`)}
      </p>
      {languages.map((tag, at) => (
        <Field
          key={tag}
          id={`${id}-${tag}`}
          label={t(`language.${tag}`)}
          {...(at === 0 && error !== undefined && { error })}
        >
          {(wiring) => (
            <textarea
              {...wiring}
              rows={3}
              lang={tag}
              maxLength={4000}
              required={isRequired && (isEvery || (at === 0 && languages.every((each) => !value[each]?.trim())))}
              value={value[tag] ?? ''}
              onChange={({ target }) => put({ ...value, [tag]: target.value })}
            />
          )}
        </Field>
      ))}
    </fieldset>
  );
}

type TallyProps = { id: string; value: TypedAct['tally']; put: (tally: TypedAct['tally']) => void };

/** How a board voted that votes elsewhere: on paper, or in a system of its own. */
export function TallyFields({ id, value, put }: TallyProps) {
  const { t } = useWords();
  return (
    <fieldset className="stack-s">
      <legend>{t('referrals.field.tally')}</legend>
      <p className="hint">{t('referrals.field.tally_hint')}</p>
      <div className="fgrid">
        {([...ballots, 'eligible', 'conflicts'] as const).map((each) => (
          <TextField
            key={each}
            id={`${id}-tally-${each}`}
            type="number"
            min={0}
            max={100}
            required={each === 'for' || each === 'eligible'}
            label={t(`referrals.field.tally.${each}`)}
            value={value[each]}
            onChange={({ target }) => put({ ...value, [each]: target.value })}
          />
        ))}
      </div>
    </fieldset>
  );
}
