import { useState } from 'react';
import { TextField } from '../../../design/index.ts';
import { locales } from '../../../platform/i18n/locales.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { type NameTag, nameTagFacts, nameTags } from '../../../platform/i18n/shown.ts';
import type { NamesTyped } from './names.ts';

type Props = {
  /** Unique on the page: begins the ids of the fields. */
  id: string;
  legend: string;
  values: NamesTyped;
  set: (values: NamesTyped) => void;
  error?: string | undefined;
};
const others: readonly NameTag[] = nameTags.filter((tag) => !locales.some((locale) => locale === tag));

/** A name in each language and script; one is enough. */
export function NameFields({ id, legend, values, set, error }: Props) {
  const t = useT();
  const isMissing = nameTags.every((tag) => values[tag].trim() === '');
  const [isOpen] = useState(() => others.some((tag) => values[tag] !== ''));
  const field = (tag: NameTag, index: number) => (
    <TextField
      key={tag}
      id={`${id}-${tag}`}
      label={nameTagFacts(tag).ownName}
      lang={nameTagFacts(tag).tag}
      dir={nameTagFacts(tag).dir}
      required={isMissing && index === 0}
      maxLength={500}
      {...(index === 0 && error !== undefined && { error })}
      value={values[tag]}
      onChange={(event) => set({ ...values, [tag]: event.target.value })}
    />
  );
  return (
    <fieldset className="stack-s">
      <legend>{legend}</legend>
      <p className="hint">{t('directory.ui.name_hint')}</p>
      <div className="duo">{locales.map(field)}</div>
      <details open={isOpen}>
        <summary>{t('directory.ui.name_others')}</summary>
        <div className="duo">{others.map((tag) => field(tag, 1))}</div>
      </details>
    </fieldset>
  );
}
