import { SelectField, TextArea, TextField } from '../../../../design/index.ts';
import { patientLocales } from '../../../../platform/i18n/patientLocales.ts';
import { faultAt } from '../../../../web/kit/ErrorNote.tsx';
import { travelNeeds } from '../../case.ts';
import { useWords } from '../useWords.ts';
import type { FieldSpec, Row, Typed } from './partFields.ts';
import { RowsField } from './RowsField.tsx';

type Props = { id: string; spec: FieldSpec; typed: Typed; put: (typed: Typed) => void; error: Error | null };

/** One field of a part, by what kind of thing it takes. */
export function PartField({ id, spec, typed, put, error }: Props) {
  const { t } = useWords();
  const { name, type } = spec;
  const set = (key: string, text: string) => put({ ...typed, texts: { ...typed.texts, [key]: text } });
  const fault = faultAt(error, `/content/${name}`);
  const common = {
    id,
    label: t(`referrals.case.field.${name as 'text'}`),
    error: fault,
    required: spec.isRequired,
    value: typed.texts[name] ?? '',
  };
  const putRows = (rows: readonly Row[]) => put({ ...typed, rows: { ...typed.rows, [name]: rows } });
  if (type === 'rows') return <RowsField {...{ id, fault, spec }} rows={typed.rows[name] ?? []} put={putRows} />;
  if (type === 'tnm') return <TnmFields id={id} typed={typed} set={set} fault={fault} />;
  if (type === 'needs') return <Needs id={id} value={common.value} set={(text) => set(name, text)} />;
  if (type === 'area' || type === 'lines')
    return (
      <TextArea
        {...common}
        hint={type === 'lines' ? t('referrals.case.hint.lines') : undefined}
        rows={5}
        onChange={({ target }) => set(name, target.value)}
      />
    );
  if (type === 'yes' || type === 'language') return <Choice {...common} type={type} set={(text) => set(name, text)} />;
  return (
    <TextField
      {...common}
      type={type === 'day' ? 'date' : 'text'}
      hint={type === 'currency' ? t('referrals.case.hint.currency') : undefined}
      onChange={({ target }) => set(name, target.value)}
    />
  );
}

type ChoiceProps = {
  id: string;
  label: string;
  error: string | undefined;
  required: boolean | undefined;
  value: string;
};

function Choice({ type, set, ...common }: ChoiceProps & { type: 'yes' | 'language'; set: (text: string) => void }) {
  const { t } = useWords();
  const languages = patientLocales.map((language) => ({
    value: language,
    label: t(`referrals.case.language.${language}`),
  }));
  const options =
    type === 'yes'
      ? [
          { value: '', label: t('referrals.case.no') },
          { value: 'yes', label: t('referrals.case.yes') },
        ]
      : [{ value: '', label: t('referrals.case.choose') }, ...languages];
  return <SelectField {...common} options={options} onChange={({ target }) => set(target.value)} />;
}

type TnmProps = { id: string; typed: Typed; set: (key: string, text: string) => void; fault: string | undefined };

function TnmFields({ id, typed, set, fault }: TnmProps) {
  const { t } = useWords();
  return (
    <fieldset className="stack-s">
      <legend>{t('referrals.case.field.tnm')}</legend>
      <p className="hint">{t('referrals.case.hint.tnm')}</p>
      <div className="fgrid">
        {(['t', 'n', 'm'] as const).map((part) => (
          <TextField
            key={part}
            id={`${id}-${part}`}
            label={part.toUpperCase()}
            error={part === 't' ? fault : undefined}
            value={typed.texts[`tnm.${part}`] ?? ''}
            onChange={({ target }) => set(`tnm.${part}`, target.value)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Needs({ id, value, set }: { id: string; value: string; set: (text: string) => void }) {
  const { t } = useWords();
  const chosen = value.split(' ').filter((each) => each !== '');
  const toggle = (need: string) =>
    set((chosen.includes(need) ? chosen.filter((each) => each !== need) : [...chosen, need]).join(' '));
  return (
    <fieldset className="stack-s">
      <legend>{t('referrals.case.field.needs')}</legend>
      {travelNeeds.map((need) => (
        <label key={need} className="check" htmlFor={`${id}-${need}`}>
          <input id={`${id}-${need}`} type="checkbox" checked={chosen.includes(need)} onChange={() => toggle(need)} />{' '}
          {t(`referrals.case.need.${need}`)}
        </label>
      ))}
    </fieldset>
  );
}
