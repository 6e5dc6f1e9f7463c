import { nameIn } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { NameFields } from './NameFields.tsx';
import type { SideTyped } from './names.ts';
import type { Organisation } from './types.ts';

type Props = {
  index: number;
  side: SideTyped;
  organisations: readonly Organisation[];
  set: (side: SideTyped) => void;
  error?: string | undefined;
};

/** One side: its name, and who sits on it. */
export function SideFields({ index, side, organisations, set, error }: Props) {
  const { t, locale } = useLanguage();
  const seat = (id: string, isSeated: boolean) =>
    set({
      ...side,
      organisations: isSeated ? [...side.organisations, id] : side.organisations.filter((it) => it !== id),
    });
  return (
    <fieldset className="card stack-s">
      <legend>{t('directory.ui.side', { number: index + 1 })}</legend>
      <NameFields
        id={`side-${index}`}
        legend={t('directory.ui.side_name')}
        values={side.names}
        set={(names) => set({ ...side, names })}
        error={error}
      />
      <fieldset className="stack-s">
        <legend>{t('directory.ui.seated')}</legend>
        <div className="seats">
          {organisations.map(({ id, names }) => (
            <label key={id} className="choice">
              <input
                type="checkbox"
                checked={side.organisations.includes(id)}
                onChange={(event) => seat(id, event.target.checked)}
              />
              {nameIn(locale, names)}
            </label>
          ))}
        </div>
      </fieldset>
    </fieldset>
  );
}
