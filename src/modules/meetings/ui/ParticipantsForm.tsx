import { useMemo } from 'react';
import { type LocalisedText, nameIn, type Names } from '../../../platform/i18n/shown.ts';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import type { Part } from '../meeting.ts';
import { meetingsApi, type Participant, type ViewProps } from './client.ts';
import { FormFrame, Rows } from './FormFrame.tsx';
import { ParticipantFields } from './ParticipantFields.tsx';
import { useWords } from './useWords.ts';

/** Somebody who took part, as it is being typed: an empty text says nothing. */
export type TypedParticipant = {
  side: string;
  organisation: string;
  person: string;
  names: Names;
  name: string;
  post: LocalisedText;
  part: Part;
};
type Tag = 'kk' | 'ru' | 'en';

const fresh: TypedParticipant = {
  side: '',
  organisation: '',
  person: '',
  names: {},
  name: '',
  post: {},
  part: 'member',
};
const typedOf = (each: Participant, locale: Tag): TypedParticipant => ({
  side: each.side ?? '',
  organisation: each.organisation ?? '',
  person: each.person ?? '',
  names: each.name ?? {},
  name: each.name ? nameIn(locale, each.name) : '',
  post: each.post ?? {},
  part: each.part,
});

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const sentOf = ({ side, organisation, person, names, name, post, part }: TypedParticipant, locale: Tag) => ({
  side: orNull(side),
  organisation: orNull(organisation),
  person: orNull(person),
  name: orNull(name) === null ? null : { ...names, [locale]: name.trim() },
  post: readLocalised(post),
  part,
});

/** Everybody who took part, sent at once. */
export function ParticipantsForm({ meeting, reload, close }: ViewProps & { close: () => void }) {
  const { t, locale } = useWords();
  const { id, version, participants } = meeting;
  const empty = useMemo(() => ({ all: participants.map((each) => typedOf(each, locale)) }), [participants, locale]);
  const draft = useDraft(`meeting.${id}.participants.${version}`, empty);
  const { all } = draft.values;
  const sending = useSend(meetingsApi.setParticipants.call, () => {
    draft.clear();
    close();
  });
  const submit = () => sending.send({ id, version, participants: all.map((each) => sentOf(each, locale)) });
  return (
    <FormFrame label={t('meetings.participants')} {...{ sending, submit, close, reload }} wasKept={draft.wasKept}>
      <Rows
        rows={all}
        set={(rows) => draft.set({ all: rows })}
        fresh={fresh}
        add={t('meetings.participants.add')}
        remove={t('meetings.participants.remove')}
        legend={(number) => t('meetings.participants.one', { number })}
      >
        {(row, at, change) => <ParticipantFields at={at} typed={row} set={change} meeting={meeting} />}
      </Rows>
    </FormFrame>
  );
}
