import { useState } from 'react';
import { Button, TextField } from '../../../design/index.ts';
import { type PersonField, personFields } from '../../../modules/missions/day/operation.ts';
import type { Visit } from '../../../modules/missions/day/visit.ts';
import type { Translator } from '../../../platform/i18n/translate.ts';
import { useDraft, useWorkplace } from '../context.tsx';
import { useT } from '../language.tsx';
import { Choices } from '../parts.tsx';
import { fieldBody } from '../view/register.ts';
import { Authors } from './Authors.tsx';

/** A value as it is read: words of ours in this language, everything else as it was typed. */
export function valueText(t: Translator, field: string, value: string): string {
  if (field === 'sex' && (value === 'female' || value === 'male')) return t(`day.sex.${value}`);
  if (field === 'consent' && (value === 'self' || value === 'representative')) return t(`day.consent.${value}`);
  return value;
}

/** What is known of the person. Where two devices say different things both stand, each with who said it, until somebody chooses. */
export function PersonFields({ visit }: { visit: Visit }) {
  const t = useT();
  const [isOpen, open] = useState<PersonField | null>(null);
  return (
    <section aria-labelledby="fields" className="stack">
      <h2 id="fields">{t('day.visit.fields')}</h2>
      <dl className="card fields">
        {personFields.map((field) => (
          <div key={field}>
            <dt>{t(`day.field.${field}`)}</dt>
            <dd>
              <Said visit={visit} field={field} />
              {isOpen === field ? (
                <FieldForm visit={visit} field={field} onDone={() => open(null)} />
              ) : (
                <Button
                  small
                  tone="quiet"
                  aria-label={t('day.change.of', { field: t(`day.field.${field}`) })}
                  onClick={() => open(field)}
                >
                  {t('day.change')}
                </Button>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Said({ visit, field }: { visit: Visit; field: PersonField }) {
  const t = useT();
  const { day, act } = useWorkplace();
  const said = visit.fields[field]?.said ?? [];
  if (said.length === 0) return <span className="quiet">{t('day.not_said')}</span>;
  if (said.length === 1) return <span>{valueText(t, field, said[0]?.body.value ?? '')}</span>;
  return (
    <ul className="plain sides">
      {said.map((word) => (
        <li key={word.id} className="stack-s">
          <b>{valueText(t, field, word.body.value)}</b>
          <Authors from={word} day={day} />
          <Button small onClick={() => void act([fieldBody(visit, field, word.body.value)])}>
            {t('day.this_holds')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** What has a few answers is chosen and never typed: what was typed could not be counted. */
const answersOf: Partial<Record<PersonField, readonly string[]>> = {
  sex: ['female', 'male'],
  consent: ['self', 'representative'],
};

function FieldForm({ visit, field, onDone }: { visit: Visit; field: PersonField; onDone: () => void }) {
  const t = useT();
  const { act } = useWorkplace();
  const [typed, type, clear] = useDraft(`field ${visit.id} ${field}`, { value: visit.fields[field]?.shown ?? '' });
  const save = async () => {
    if (!(await act([fieldBody(visit, field, typed.value)]))) return;
    clear();
    onDone();
  };
  return (
    <form
      className="stack-s"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Answer field={field} value={typed.value} type={(value) => type({ value })} />
      <Button type="submit" small>
        {t('day.save')}
      </Button>
    </form>
  );
}

type OfAnswer = { field: PersonField; value: string; type: (value: string) => void };

function Answer({ field, value, type }: OfAnswer) {
  const t = useT();
  const [name, label, answers] = [`field-${field}`, t(`day.field.${field}`), answersOf[field]];
  if (!answers)
    return (
      <TextField
        id={name}
        label={label}
        autoComplete="off"
        value={value}
        onChange={({ target }) => type(target.value)}
      />
    );
  const options = answers.map((each) => ({ value: each, label: valueText(t, field, each) }));
  return <Choices name={name} legend={label} value={value} options={options} onChoose={type} />;
}

/** A booking does not say it and the report counts by it: whoever lets somebody in says it with one press. */
export function AskSex({ visit }: { visit: Visit }) {
  const t = useT();
  const { act } = useWorkplace();
  if (visit.fields.sex) return null;
  return (
    <Choices
      name="sex"
      legend={t('day.field.sex')}
      value=""
      options={(['female', 'male'] as const).map((value) => ({ value, label: t(`day.sex.${value}`) }))}
      onChoose={(sex) => void act([fieldBody(visit, 'sex', sex)])}
    />
  );
}
