import { useState } from 'react';
import { TextField } from '../../../design/index.ts';
import type { Locale } from '../../../platform/i18n/locales.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { type Place, placeNow, placeOf, places } from '../../../platform/place/place.ts';

type Props = {
  /** Unique on the page. */
  id: string;
  label: string;
  /** Only places of this country; all without it. */
  country?: string;
  /** The key of the place; null where none is chosen. */
  value: string | null;
  set: (key: string | null) => void;
  error?: string | undefined;
};

const lower = (text: string): string => text.trim().toLowerCase();

/** The place that was typed: by what is offered, or by its name in any language where that is one place only. */
export function placeTyped(typed: string, offered: readonly Place[], locale: Locale): Place | undefined {
  const exact = offered.find((place) => lower(placeNow(place, locale)) === lower(typed));
  const named = offered.filter(({ names }) => Object.values(names).some((name) => lower(name) === lower(typed)));
  return exact ?? (named.length === 1 ? named[0] : undefined);
}

/** A place of the table, chosen by typing a part of its name. */
export function PlaceField({ id, label, country, value, set, error }: Props) {
  const { t, locale } = useLanguage();
  const chosen = value === null ? undefined : placeOf(value);
  const [typed, setTyped] = useState(() => (chosen ? placeNow(chosen, locale) : ''));
  const offered = places.filter((place) => country === undefined || country === '' || place.country === country);
  const isUnknown = typed.trim() !== '' && value === null;
  const type = (text: string) => {
    setTyped(text);
    set(placeTyped(text, offered, locale)?.id ?? null);
  };
  return (
    <>
      <TextField
        id={id}
        label={label}
        hint={isUnknown ? t('directory.ui.place.unknown') : t('directory.ui.place.hint')}
        error={error}
        list={`${id}-places`}
        autoComplete="off"
        maxLength={120}
        value={typed}
        onChange={(event) => type(event.target.value)}
      />
      <datalist id={`${id}-places`}>
        {offered.map((place) => (
          <option key={place.id}>{placeNow(place, locale)}</option>
        ))}
      </datalist>
    </>
  );
}
