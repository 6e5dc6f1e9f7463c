import { Button, Field, SelectField } from '../../design/index.ts';
import { useLanguage, useT } from '../../platform/i18n/react.ts';
import type { LocalisedText, TranslatedBy } from '../../platform/i18n/shown.ts';
import { missingIn, type Tag, tags, withVersion, writersOf } from './localisedDraft.ts';

type Props = {
  /** Unique on the page. */
  id: string;
  label: string;
  value: LocalisedText;
  set: (value: LocalisedText) => void;
  hint?: string;
  error?: string | undefined;
  /** One line is a title; otherwise a text of several lines. */
  isLine?: boolean;
  /** So many characters at most in each language. */
  most?: number;
  readOnly?: boolean;
};

/**
 * A text in as many languages as there are versions: each says who wrote it, a machine's can be approved, another
 * language can be added. What is sent is `readLocalised(value)`: a version without words is left out.
 */
export function LocalisedTextField({
  id,
  label,
  value: given,
  set,
  hint,
  error,
  isLine = false,
  most = 500,
  readOnly = false,
}: Props) {
  const { locale } = useLanguage();
  // Where nothing is written yet, the reader's own language waits for it.
  const isBlank = !readOnly && tags.every((tag) => given[tag] === undefined);
  const value: LocalisedText = isBlank ? withVersion({}, locale, {}) : given;
  const present = tags.filter((tag) => value[tag] !== undefined);
  return (
    <fieldset className="field stack-s" aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend>{label}</legend>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {present.map((tag, index) => (
        <Version
          key={tag}
          {...{ id: `${id}-${tag}`, tag, value, set, isLine, most, readOnly }}
          error={index === 0 ? error : undefined}
        />
      ))}
      {!readOnly && missingIn(value).length > 0 && <Adding id={id} value={value} set={set} />}
    </fieldset>
  );
}

/** Another language to write in. */
function Adding({ id, value, set }: Pick<Props, 'id' | 'value' | 'set'>) {
  const t = useT();
  return (
    <SelectField
      id={`${id}-add`}
      label={t('web.localised.add')}
      value=""
      onChange={({ target }) => target.value !== '' && set(withVersion(value, target.value as Tag, {}))}
      options={[
        { value: '', label: t('web.localised.choose') },
        ...missingIn(value).map((tag) => ({ value: tag, label: t(`language.${tag}`) })),
      ]}
    />
  );
}

type VersionProps = Pick<Props, 'id' | 'value' | 'set' | 'error'> & {
  tag: Tag;
  isLine: boolean;
  most: number;
  readOnly: boolean;
};

/** One version: its words, who wrote them, and what can be done with it. */
function Version({ id, tag, value, set, error, isLine, most, readOnly }: VersionProps) {
  const t = useT();
  const version = value[tag] ?? { text: '', by: 'person' as const };
  const type = (text: string) => set(withVersion(value, tag, { text }));
  const common = { lang: tag, value: version.text, readOnly, maxLength: most };
  return (
    <div className="stack-s">
      <Field id={id} label={t(`language.${tag}`)} {...(error !== undefined && { error })}>
        {(wiring) =>
          isLine ? (
            <input {...common} {...wiring} onChange={({ target }) => type(target.value)} />
          ) : (
            <textarea
              rows={most > 500 ? 12 : 3}
              {...common}
              {...wiring}
              onChange={({ target }) => type(target.value)}
            />
          )
        }
      </Field>
      {!readOnly && (version.text !== '' || Object.keys(value).length > 1) && (
        <div className="row">
          <Writer {...{ id, tag, value, set }} by={version.by} />
          <Button small onClick={() => set(withVersion(value, tag, null))}>
            {t('web.localised.remove', { language: t(`language.${tag}`) })}
          </Button>
        </div>
      )}
    </div>
  );
}

function Writer({
  id,
  tag,
  value,
  set,
  by,
}: Omit<VersionProps, 'isLine' | 'most' | 'readOnly'> & { by: TranslatedBy }) {
  const t = useT();
  const say = (writer: TranslatedBy) => set(withVersion(value, tag, { by: writer }));
  return (
    <>
      <SelectField
        id={`${id}-by`}
        label={t('web.localised.by')}
        value={by}
        onChange={({ target }) => say(target.value as TranslatedBy)}
        options={writersOf(by).map((each) => ({ value: each, label: t(`web.localised.by.${each}`) }))}
      />
      {by === 'machine' && (
        <Button small onClick={() => say('approved')}>
          {t('web.localised.approve')}
        </Button>
      )}
    </>
  );
}
