import { type FormEvent, useState } from 'react';
import { v7 } from 'uuid';
import { Button, Note, SelectField, TextArea, TextField } from '../../../design/index.ts';
import { priorities, specialties } from '../../../modules/missions/day/operation.ts';
import { useDraft, useWorkplace } from '../context.tsx';
import { specialtyName, useT } from '../language.tsx';
import { Choices, Screen } from '../parts.tsx';
import { go } from '../route.ts';
import {
  emptyWalkIn,
  faultsOfWalkIn,
  likelyDoubles,
  nextTicket,
  type WalkIn,
  type WalkInFault,
  walkInBodies,
} from '../view/register.ts';
import { PeopleList } from './PeopleScreen.tsx';

type Form = {
  typed: WalkIn;
  type: (change: Partial<WalkIn>) => void;
  faults: readonly WalkInFault[];
};

/** What is typed, what is wrong with it, who may be the same person, and saving it. */
function useRegistering() {
  const { store, day, date, act } = useWorkplace();
  const [typed, type, clear] = useDraft('register', emptyWalkIn);
  const [isTried, setTried] = useState(false);
  const faults = isTried ? faultsOfWalkIn(typed, Number(date.slice(0, 4))) : [];
  const doubles = likelyDoubles(day, typed);
  const save = async () => {
    setTried(true);
    const [fault] = faultsOfWalkIn(typed, Number(date.slice(0, 4)));
    if (fault) return document.getElementById(fault)?.focus();
    const ticket = nextTicket(store.day, date, store.identity.letter);
    const place = { visit: v7(), turn: v7(), ticket, date };
    const others = doubles.map(({ id }) => id);
    if (!(await act(walkInBodies(typed, place, others)))) return;
    clear();
    go('visit', place.visit);
  };
  return { typed, type, clear, faults, doubles, save };
}

/** Lets in somebody without a booking. Who may be the same person is shown before anything is saved. */
export function RegisterScreen() {
  const t = useT();
  const { typed, type, clear, faults, doubles, save } = useRegistering();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <Screen title={t('day.register.title')}>
      <form className="stack" noValidate onSubmit={submit}>
        <Who typed={typed} type={type} faults={faults} />
        <Contact typed={typed} type={type} faults={faults} />
        <Where typed={typed} type={type} faults={faults} />
        <Consent typed={typed} type={type} faults={faults} />
        <output className="stack">
          {doubles.length > 0 && (
            <Note tone="warn">
              <b>{t('day.register.doubles', { count: doubles.length })}</b>
              <p>{t('day.register.doubles.text')}</p>
            </Note>
          )}
        </output>
        <PeopleList visits={doubles} />
        <Button type="submit" tone="primary" full>
          {t(doubles.length > 0 ? 'day.register.save_other' : 'day.register.save')}
        </Button>
        <Button full onClick={() => clear()}>
          {t('day.register.clear')}
        </Button>
        <p className="hint">{t('day.typed_is_kept')}</p>
      </form>
    </Screen>
  );
}

const errorOf = (t: ReturnType<typeof useT>, faults: readonly WalkInFault[], of: WalkInFault) =>
  faults.includes(of) ? t(`day.register.fault.${of}`) : null;

function Who({ typed, type, faults }: Form) {
  const t = useT();
  return (
    <>
      <TextField
        id="name"
        label={t('day.field.name')}
        autoComplete="off"
        value={typed.name}
        onChange={({ target }) => type({ name: target.value })}
        error={errorOf(t, faults, 'name')}
      />
      <TextField
        id="birthYear"
        label={t('day.field.birthYear')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
        value={typed.birthYear}
        onChange={({ target }) => type({ birthYear: target.value })}
        error={errorOf(t, faults, 'birthYear')}
      />
      <Choices
        name="sex"
        legend={t('day.field.sex')}
        value={typed.sex}
        options={(['female', 'male'] as const).map((value) => ({ value, label: t(`day.sex.${value}`) }))}
        onChoose={(sex) => type({ sex })}
        error={errorOf(t, faults, 'sex')}
      />
    </>
  );
}

function Contact({ typed, type, faults }: Form) {
  const t = useT();
  return (
    <>
      <TextField
        id="phone"
        label={t('day.field.phone')}
        type="tel"
        autoComplete="off"
        value={typed.phone}
        onChange={({ target }) => type({ phone: target.value })}
        error={errorOf(t, faults, 'phone')}
      />
      <TextArea
        id="complaint"
        label={t('day.field.complaint')}
        value={typed.complaint}
        onChange={({ target }) => type({ complaint: target.value })}
      />
      <TextField
        id="allergy"
        label={t('day.field.allergy')}
        autoComplete="off"
        value={typed.allergy}
        onChange={({ target }) => type({ allergy: target.value })}
      />
    </>
  );
}

function Where({ typed, type }: Form) {
  const t = useT();
  return (
    <>
      <SelectField
        id="specialty"
        label={t('day.field.specialty')}
        value={typed.specialty}
        options={specialties.map((value) => ({ value, label: specialtyName(t, value) }))}
        onChange={({ target }) => type({ specialty: target.value })}
      />
      <SelectField
        id="priority"
        label={t('day.field.priority')}
        value={typed.priority}
        options={priorities.toReversed().map((value) => ({ value, label: t(`day.priority.${value}`) }))}
        onChange={({ target }) => type({ priority: priorities.find((each) => each === target.value) ?? 'routine' })}
      />
    </>
  );
}

function Consent({ typed, type, faults }: Form) {
  const t = useT();
  return (
    <>
      <Choices
        name="consent"
        legend={t('day.field.consent')}
        value={typed.consent}
        options={(['self', 'representative'] as const).map((value) => ({ value, label: t(`day.consent.${value}`) }))}
        onChoose={(consent) => type({ consent })}
        error={errorOf(t, faults, 'consent')}
      />
      {typed.consent === 'representative' && (
        <TextField
          id="representative"
          label={t('day.field.representative')}
          autoComplete="off"
          value={typed.representative}
          onChange={({ target }) => type({ representative: target.value })}
          error={errorOf(t, faults, 'representative')}
        />
      )}
    </>
  );
}
