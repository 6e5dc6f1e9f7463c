import { useEffect, useState } from 'react';
import { TextField } from '../../../design/index.ts';
import { useLanguage } from '../language.tsx';
import { type Examination, icdCode } from '../view/encounter.ts';
import { type IcdRow, icdSearch } from '../view/icd10.ts';

/** The names of codes: fetched once, and held by the service worker like every other file. */
function useIcd(): readonly IcdRow[] {
  const [rows, setRows] = useState<readonly IcdRow[]>([]);
  useEffect(() => {
    void import('../view/icd10.json').then(({ default: all }) => setRows(all as unknown as readonly IcdRow[]));
  }, []);
  return rows;
}

type Form = { typed: Examination; type: (change: Partial<Examination>) => void };

/** A code of ICD-10, by itself or found by its name; what is typed stays when nothing is found. */
export function IcdSearch({ typed, type }: Form) {
  const { t, locale } = useLanguage();
  const rows = useIcd();
  const found = icdSearch(rows, typed.code, locale);
  const code = icdCode(typed.code);
  const isChosen = found.length === 1 && found[0]?.code === code && found[0]?.name === typed.diagnosis;
  const isWrong = typed.code.trim().length > 1 && code === null && found.length === 0 && rows.length > 0;
  return (
    <div className="stack-s">
      <TextField
        id="code"
        label={t('day.part.code')}
        hint={t('day.part.code.hint')}
        autoComplete="off"
        maxLength={60}
        value={typed.code}
        onChange={({ target }) => type({ code: target.value })}
        error={isWrong ? t('day.part.code.wrong') : null}
      />
      {!isChosen && found.length > 0 && (
        <ul className="plain found" aria-label={t('day.part.code.found', { count: found.length })}>
          {found.map(({ code: of, name }) => (
            <li key={of}>
              <button type="button" onClick={() => type({ code: of, diagnosis: name })}>
                <b>{of}</b> <span>{name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
