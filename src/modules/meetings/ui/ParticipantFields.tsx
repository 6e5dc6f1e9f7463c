import { useQuery } from '@tanstack/react-query';
import { TextField } from '../../../design/index.ts';
import { nameIn, type Names } from '../../../platform/i18n/shown.ts';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { directoryApi } from '../../directory/ui/client.ts';
import { parts } from '../meeting.ts';
import type { ViewProps } from './client.ts';
import { type Choice, Choices } from './FormFrame.tsx';
import type { TypedParticipant } from './ParticipantsForm.tsx';
import { useWords } from './useWords.ts';

type Name = 'side' | 'organisation' | 'person' | 'part';
type Props = {
  at: number;
  typed: TypedParticipant;
  set: (changed: Partial<TypedParticipant>) => void;
} & Pick<ViewProps, 'meeting'>;

/** What can be chosen: of people those of the chosen organisation, and those who are here already. */
function useChoices({ typed, meeting }: Pick<Props, 'typed' | 'meeting'>): Choice<Name>[] {
  const { t, locale } = useWords();
  const { organisation } = typed;
  const { data: organisations = [] } = useQuery(directoryApi.organisations.queryOptions());
  const input = { limit: 100, ...(organisation !== '' && { organisation }) };
  const { data: people } = useQuery(directoryApi.people.queryOptions({ input }));
  const called = (each: { id: string; names: Names }) => ({ value: each.id, label: nameIn(locale, each.names) });
  const known = new Map([...meeting.people, ...(people?.items ?? [])].map((each) => [each.id, each]));
  const orNone = (none: string, options: Choice<Name>['options']) => [{ value: '', label: none }, ...options];
  return [
    {
      name: 'side',
      label: t('meetings.participants.side'),
      options: orNone(t('meetings.participants.none_side'), meeting.sides.map(called)),
    },
    {
      name: 'organisation',
      label: t('meetings.participants.organisation'),
      options: orNone(t('meetings.form.choose'), organisations.map(called)),
    },
    {
      name: 'person',
      label: t('meetings.participants.person'),
      options: orNone(t('meetings.participants.typed'), [...known.values()].map(called)),
    },
    {
      name: 'part',
      label: t('meetings.participants.part'),
      options: parts.map((value) => ({ value, label: t(`meetings.part.${value}`) })),
    },
  ];
}

/** One who took part: of the directory, or typed by name. */
export function ParticipantFields({ at, typed, set, meeting }: Props) {
  const { t } = useWords();
  const choices = useChoices({ typed, meeting });
  return (
    <>
      <div className="fgrid">
        <Choices
          at={`participant-${at}`}
          choices={choices}
          values={typed}
          set={(name, value) => set({ [name]: value })}
        />
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
