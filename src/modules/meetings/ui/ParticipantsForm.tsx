import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useMemo } from 'react';
import { Button, Note, SelectField, TextField } from '../../../design/index.ts';
import { type LocalisedText, nameIn, type Names } from '../../../platform/i18n/shown.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { parts, type Part } from '../meeting.ts';
import { meetingsApi, type ViewProps } from './client.ts';
import { useWords } from './useWords.ts';

type Typed = {
  side: string;
  organisation: string;
  person: string;
  names: Names;
  name: string;
  post: LocalisedText;
  part: Part;
};

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** Everybody who took part, sent at once. */
export function ParticipantsForm({ meeting, reload, close }: ViewProps & { close: () => void }) {
  const { t, locale } = useWords();
  const { id, version, participants } = meeting;
  const empty = useMemo(
    () => ({
      all: participants.map(
        (each): Typed => ({
          side: each.side ?? '',
          organisation: each.organisation ?? '',
          person: each.person ?? '',
          names: each.name ?? {},
          name: each.name ? nameIn(locale, each.name) : '',
          post: each.post ?? {},
          part: each.part,
        }),
      ),
    }),
    [participants, locale],
  );
  const draft = useDraft(`meeting.${id}.participants.${version}`, empty);
  const { all } = draft.values;
  const { send, isSending, error } = useSend(meetingsApi.setParticipants.call, () => {
    draft.clear();
    close();
  });
  const change = (at: number, changed: Partial<Typed>) =>
    draft.set({ all: all.map((each, index) => (index === at ? { ...each, ...changed } : each)) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const sent = all.map(({ side, organisation, person, names, name, post, part }) => ({
      side: orNull(side),
      organisation: orNull(organisation),
      person: orNull(person),
      name: orNull(name) === null ? null : { ...names, [locale]: name.trim() },
      post: readLocalised(post),
      part,
    }));
    send({ id, version, participants: sent });
  };
  const fresh: Typed = { side: '', organisation: '', person: '', names: {}, name: '', post: {}, part: 'member' };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('meetings.participants')}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed reload={reload} />
      {all.map((each, index) => (
        <fieldset key={index} className="stack-s">
          <legend>{t('meetings.participants.one', { number: index + 1 })}</legend>
          <Fields at={index} typed={each} set={(changed) => change(index, changed)} meeting={meeting} />
          <Button small onClick={() => draft.set({ all: all.filter((_each, other) => other !== index) })}>
            {t('meetings.participants.remove')}
          </Button>
        </fieldset>
      ))}
      <Button onClick={() => draft.set({ all: [...all, fresh] })}>{t('meetings.participants.add')}</Button>
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

type FieldsProps = { at: number; typed: Typed; set: (changed: Partial<Typed>) => void } & Pick<ViewProps, 'meeting'>;

function Fields({ at, typed, set, meeting }: FieldsProps) {
  const { t, locale } = useWords();
  const { data: organisations = [] } = useQuery(directoryApi.organisations.queryOptions());
  const { data: people } = useQuery(
    directoryApi.people.queryOptions({
      input: typed.organisation === '' ? { limit: 100 } : { organisation: typed.organisation, limit: 100 },
    }),
  );
  const called = (each: { id: string; names: Names }) => ({ value: each.id, label: nameIn(locale, each.names) });
  const known = new Map([...meeting.people, ...(people?.items ?? [])].map((each) => [each.id, each]));
  const choices = [
    {
      name: 'side',
      label: t('meetings.participants.side'),
      options: [{ value: '', label: t('meetings.participants.none_side') }, ...meeting.sides.map(called)],
    },
    {
      name: 'organisation',
      label: t('meetings.participants.organisation'),
      options: [{ value: '', label: t('meetings.form.choose') }, ...organisations.map(called)],
    },
    {
      name: 'person',
      label: t('meetings.participants.person'),
      options: [{ value: '', label: t('meetings.participants.typed') }, ...[...known.values()].map(called)],
    },
    {
      name: 'part',
      label: t('meetings.participants.part'),
      options: parts.map((value) => ({ value, label: t(`meetings.part.${value}`) })),
    },
  ] as const;
  return (
    <>
      <div className="fgrid">
        {choices.map(({ name, label, options }) => (
          <SelectField
            key={name}
            id={`participant-${at}-${name}`}
            label={label}
            value={typed[name]}
            onChange={(event) => set({ [name]: event.target.value })}
            options={options}
          />
        ))}
      </div>
      {typed.person === '' && (
        <TextField
          id={`participant-${at}-name`}
          label={t('meetings.participants.name')}
          value={typed.name}
          onChange={(event) => set({ name: event.target.value })}
          maxLength={500}
        />
      )}
      <LocalisedTextField
        id={`participant-${at}-post`}
        label={t('meetings.participants.post')}
        hint={t('meetings.participants.post_hint')}
        value={typed.post}
        set={(post) => set({ post })}
        isLine
      />
    </>
  );
}
