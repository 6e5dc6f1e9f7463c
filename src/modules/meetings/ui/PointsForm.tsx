import { type FormEvent, useMemo } from 'react';
import { Button, Note, SelectField, strengthKeys } from '../../../design/index.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { type PointKind, pointKinds } from '../meeting.ts';
import { meetingsApi, type ViewProps } from './client.ts';
import { useWords } from './useWords.ts';

type Typed = {
  id: string;
  side: string;
  kind: PointKind;
  strength: string;
  wording: LocalisedText;
  isEntered: boolean;
};

/** All points, sent at once. One that became a commitment is shown and stays as it is. */
export function PointsForm({ meeting, reload, close }: ViewProps & { close: () => void }) {
  const { t, locale } = useWords();
  const { id, version, points } = meeting;
  const empty = useMemo(
    () => ({
      all: points.map((each): Typed => ({ ...each, side: each.side ?? '', strength: each.strength ?? '' })),
    }),
    [points],
  );
  const draft = useDraft(`meeting.${id}.points.${version}`, empty);
  const { all } = draft.values;
  const { send, isSending, error } = useSend(meetingsApi.setPoints.call, () => {
    draft.clear();
    close();
  });
  const change = (at: number, changed: Partial<Typed>) =>
    draft.set({ all: all.map((each, index) => (index === at ? { ...each, ...changed } : each)) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const sent = all.map(({ id: point, side, kind, strength, wording }) => ({
      ...(point !== '' && { id: point }),
      side: side === '' ? null : side,
      kind,
      strength: strengthKeys.find((each) => each === strength) ?? null,
      wording: readLocalised(wording) ?? {},
    }));
    send({ id, version, points: sent });
  };
  const fresh: Typed = {
    id: '',
    side: '',
    kind: 'discussed',
    strength: '',
    wording: { [locale]: { text: '', by: 'person' } },
    isEntered: false,
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('meetings.points')}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed reload={reload} />
      {all.map((each, index) => (
        <fieldset key={index} className="stack-s">
          <legend>{t('meetings.points.one', { number: index + 1 })}</legend>
          {each.isEntered && <p className="hint">{t('meetings.points.frozen')}</p>}
          <Fields at={index} typed={each} set={(changed) => change(index, changed)} meeting={meeting} />
          {!each.isEntered && (
            <Button small onClick={() => draft.set({ all: all.filter((_each, other) => other !== index) })}>
              {t('meetings.points.remove')}
            </Button>
          )}
        </fieldset>
      ))}
      <Button onClick={() => draft.set({ all: [...all, fresh] })}>{t('meetings.points.add')}</Button>
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
  const { t, side } = useWords();
  const choices = [
    {
      name: 'side',
      label: t('meetings.points.side'),
      options: [
        { value: '', label: t('meetings.point.all_sides') },
        ...meeting.sides.map(({ id }) => ({ value: id, label: side(id, meeting) })),
      ],
    },
    {
      name: 'kind',
      label: t('meetings.points.kind'),
      options: pointKinds.map((value) => ({ value, label: t(`meetings.kind.${value}`) })),
    },
    {
      name: 'strength',
      label: t('meetings.points.strength'),
      options: [
        { value: '', label: t('meetings.points.as_kind') },
        ...strengthKeys.map((value) => ({ value, label: t(`meetings.strength.${value}`) })),
      ],
    },
  ] as const;
  return (
    <>
      <div className="fgrid">
        {choices.map(({ name, label, options }) => (
          <SelectField
            key={name}
            id={`point-${at}-${name}`}
            label={label}
            value={typed[name]}
            disabled={typed.isEntered}
            onChange={(event) => set({ [name]: event.target.value })}
            options={options}
          />
        ))}
      </div>
      <LocalisedTextField
        id={`point-${at}-wording`}
        label={t('meetings.points.wording')}
        value={typed.wording}
        set={(wording) => set({ wording })}
        readOnly={typed.isEntered}
      />
    </>
  );
}
