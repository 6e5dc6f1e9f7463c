import type { ReactNode } from 'react';
import { Button, Icon, Note, TextArea, TextField } from '../../../design/index.ts';
import { textIn } from '../../../platform/i18n/shown.ts';
import {
  type BookData,
  bookPath,
  type BookingAsk,
  type FieldProblem,
  missionPath,
  spokenAddress,
  type TimeOption,
} from '../data.ts';
import { Frame, spokenOf, Top, useWords } from './Frame.tsx';

/** The form with which somebody books: one page, no script, nothing lost when something is wrong. */
export function BookPage({ ask, data }: { ask: BookingAsk; data: BookData }): ReactNode {
  const { mission, specialty, problems, refused } = data;
  const { t, said, locale } = useWords();
  const title = t('booking.form.title', { specialty: t(`booking.specialty.${specialty}`) });
  const path = bookPath(mission.slug, specialty);
  const description = t('booking.mission.lead');
  const languages = spokenOf(mission.languages);
  return (
    <Frame {...{ ask, path, title, description, languages }} isDemo={mission.isDemo} isHidden>
      <Top title={title}>
        <p>
          <a href={spokenAddress(locale, missionPath(mission.slug))}>{said(mission.title)}</a>
        </p>
        {refused !== null && <Note tone="stop">{t(`booking.refused.${refused}`)}</Note>}
        {problems.length > 0 && <Note tone="stop">{t('booking.form.wrong', { count: problems.length })}</Note>}
      </Top>
      <div className="wrap section">
        <form className="stack book-form" method="post" action={spokenAddress(locale, path)} noValidate>
          <input type="hidden" name="code" value={data.code} />
          <p className="sr" aria-hidden="true">
            <label htmlFor="website">Website</label>
            <input id="website" name="website" tabIndex={-1} autoComplete="off" />
          </p>
          <Times data={data} />
          <Person data={data} />
          <Entitled data={data} />
          <Consent data={data} host={textIn(locale, mission.title).text} />
          <Button type="submit" tone="primary" full>
            {t('booking.form.send')}
          </Button>
        </form>
      </div>
    </Frame>
  );
}

type Props = { data: BookData };

/** What is wrong with a field, in words. */
export function useProblem({ problems }: Pick<BookData, 'problems'>) {
  const { t } = useWords();
  return (...own: FieldProblem[]) => {
    const found = own.find((each) => problems.includes(each));
    return found === undefined ? undefined : t(`booking.problem.${found}`);
  };
}

function Wrong({ id, text }: { id: string; text: string }) {
  return (
    <p className="err-t" id={id}>
      <Icon name="warning" />
      <span>{text}</span>
    </p>
  );
}

/** Times as one list, by day. */
export function TimeList({
  times,
  typed,
  isWrong = false,
  children,
}: {
  times: readonly TimeOption[];
  typed: string;
  isWrong?: boolean;
  children?: ReactNode;
}) {
  const { t } = useWords();
  const days = [...Map.groupBy(times, ({ day }) => day)];
  return (
    <select
      id="time"
      name="time"
      defaultValue={typed}
      required
      {...(isWrong && { 'aria-invalid': true, 'aria-describedby': 'time-error' })}
    >
      <option value="">{t('booking.form.time.choose')}</option>
      {days.map(([day, own]) => (
        <optgroup key={day} label={t('booking.day', { day })}>
          {own.map(({ value, at, zone, room, kept }) => (
            <option key={value} value={value}>
              {t('booking.clock', { at: { at, zone } })} · {room}
              {kept !== null && ` · ${t(`booking.kept.${kept}`)}`}
            </option>
          ))}
        </optgroup>
      ))}
      {children}
    </select>
  );
}

function Times({ data }: Props): ReactNode {
  const { t } = useWords();
  const error = useProblem(data)('time');
  const { times, typed, waiting } = data;
  return (
    <div className={error === undefined ? 'field' : 'field err'}>
      <label htmlFor="time">{t('booking.form.time')}</label>
      <p className="hint">{times.length > 0 ? t('booking.form.time.hint') : t('booking.form.time.full')}</p>
      {error !== undefined && <Wrong id="time-error" text={error} />}
      <TimeList times={times} typed={typed.time} isWrong={error !== undefined}>
        <option value="waiting">{t('booking.form.time.wait', { people: waiting })}</option>
      </TimeList>
    </div>
  );
}

function Person({ data }: Props): ReactNode {
  const { t } = useWords();
  const problem = useProblem(data);
  const { typed } = data;
  return (
    <>
      <TextField
        id="name"
        name="name"
        label={t('booking.form.name')}
        hint={t('booking.form.name.hint')}
        error={problem('name')}
        defaultValue={typed.name}
        autoComplete="name"
        maxLength={200}
        required
      />
      <TextField
        id="birthYear"
        name="birthYear"
        label={t('booking.form.birthYear')}
        error={problem('birthYear', 'birth-year-wrong')}
        defaultValue={typed.birthYear}
        inputMode="numeric"
        maxLength={4}
        autoComplete="bday-year"
        required
      />
      <Reached data={data} />
    </>
  );
}

/** By what somebody is reached, and what it is about. */
function Reached({ data }: Props): ReactNode {
  const { t } = useWords();
  const problem = useProblem(data);
  const { typed } = data;
  return (
    <>
      <TextField
        id="phone"
        name="phone"
        type="tel"
        label={t('booking.form.phone')}
        hint={t('booking.form.phone.hint')}
        error={problem('phone')}
        defaultValue={typed.phone}
        autoComplete="tel"
        maxLength={40}
        required
      />
      <TextArea
        id="complaint"
        name="complaint"
        label={t('booking.form.complaint')}
        hint={t('booking.form.complaint.hint')}
        error={problem('complaint')}
        defaultValue={typed.complaint}
        maxLength={1000}
        required
      />
    </>
  );
}

function Entitled({ data: { typed } }: Props): ReactNode {
  const { t } = useWords();
  return (
    <fieldset className="stack-s">
      <legend>{t('booking.form.kept')}</legend>
      <p className="hint">{t('booking.form.kept.hint')}</p>
      {(['referred', 'disability'] as const).map((kind) => (
        <label className="choice" key={kind}>
          <input type="checkbox" name={kind} value="yes" defaultChecked={typed[kind]} />
          {t(`booking.form.${kind}`)}
        </label>
      ))}
    </fieldset>
  );
}

/** The wording that is agreed to stands in the form itself. */
function Consent({ data, host }: Props & { host: string }): ReactNode {
  const { t, named } = useWords();
  const problem = useProblem(data);
  const { typed, mission } = data;
  const agree = problem('agree');
  return (
    <fieldset className="stack-s">
      <legend>{t('booking.consent')}</legend>
      <p>{t('booking.consent.text', { host: named(mission.host), mission: host })}</p>
      <TextField
        id="representative"
        name="representative"
        label={t('booking.form.representative')}
        hint={t('booking.form.representative.hint')}
        error={problem('representative-missing')}
        defaultValue={typed.representative}
        maxLength={200}
      />
      <div className={agree === undefined ? 'field' : 'field err'}>
        {agree !== undefined && <Wrong id="agree-error" text={agree} />}
        <label className="choice">
          <input
            type="checkbox"
            name="agree"
            value="yes"
            defaultChecked={typed.agree}
            required
            {...(agree !== undefined && { 'aria-invalid': true, 'aria-describedby': 'agree-error' })}
          />
          {t('booking.form.agree')}
        </label>
      </div>
    </fieldset>
  );
}
