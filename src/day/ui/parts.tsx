import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, Icon, Note } from '../../design/index.ts';
import type { Visit } from '../../modules/missions/day/visit.ts';
import { FaultText } from './faults.tsx';
import { useT } from './language.tsx';
import { to } from './route.ts';
import { ageOn } from './view/day.ts';
import { useWorkplace } from './context.tsx';

/** A screen below the day: its title, which is read when the screen opens, and the way back. */
export function Screen({ title, back = to(), children }: { title: ReactNode; back?: string; children: ReactNode }) {
  const t = useT();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <main className="wrap mission stack" id="main">
      <p className="back">
        <a href={back}>
          <Icon name="back" /> {t('day.back')}
        </a>
      </p>
      <h1 ref={head} tabIndex={-1}>
        {title}
      </h1>
      <FaultNote />
      {children}
    </main>
  );
}

function FaultNote() {
  const t = useT();
  const { fault, forget } = useWorkplace();
  if (!fault) return null;
  return (
    <Note tone="stop">
      <p>
        <FaultText fault={fault} />
      </p>
      <Button small onClick={forget}>
        {t('day.understood')}
      </Button>
    </Note>
  );
}

/** What is done only by a second press, on another place than the first. */
export function TwoPresses({ label, sure, onSure }: { label: string; sure: string; onSure: () => void }) {
  const t = useT();
  const [isAsked, ask] = useState(false);
  if (!isAsked)
    return (
      <Button tone="danger" full onClick={() => ask(true)}>
        {label}
      </Button>
    );
  return (
    <fieldset className="two-presses" aria-label={label}>
      <Button onClick={() => ask(false)}>{t('day.no')}</Button>
      <Button tone="danger" onClick={onSure}>
        {sure}
      </Button>
    </fieldset>
  );
}

/** A few choices of which one holds, big enough for a thumb. */
export function Choices<Value extends string>({
  name,
  legend,
  value,
  options,
  onChoose,
  error,
}: {
  name: string;
  legend: ReactNode;
  value: string;
  options: readonly { value: Value; label: ReactNode }[];
  onChoose: (value: Value) => void;
  error?: ReactNode;
}) {
  return (
    <fieldset className={error ? 'field err' : 'field'} aria-describedby={error ? `${name}-error` : undefined}>
      <legend>{legend}</legend>
      {error && (
        <p className="err-t" id={`${name}-error`}>
          <Icon name="warning" />
          <span>{error}</span>
        </p>
      )}
      <div className="choices">
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={name} checked={value === option.value} onChange={() => onChoose(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function useNameOf(): (visit: Visit) => string {
  const t = useT();
  return ({ fields }) => fields.name?.shown || t('day.no_name');
}

/** `65 years · cardiology`: what tells two people of one name apart. */
export function useAboutPerson(): (visit: Visit) => string {
  const t = useT();
  const { date } = useWorkplace();
  return ({ fields }) => {
    const age = ageOn(fields.birthYear?.shown, date);
    const sex = fields.sex?.shown;
    const known = sex === 'female' || sex === 'male' ? t(`day.sex.${sex}`) : '';
    return [age === null ? '' : t('day.age', { age }), known].filter(Boolean).join(' · ');
  };
}
