import { useMemo } from 'react';
import { strengthKeys } from '../../../design/index.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { type PointKind, pointKinds } from '../meeting.ts';
import { meetingsApi, type Point, type ViewProps } from './client.ts';
import { type Choice, Choices, FormFrame, Rows } from './FormFrame.tsx';
import { useWords } from './useWords.ts';

type Typed = {
  id: string;
  side: string;
  kind: PointKind;
  strength: string;
  wording: LocalisedText;
  isEntered: boolean;
};

const typedOf = (each: Point): Typed => ({ ...each, side: each.side ?? '', strength: each.strength ?? '' });
const sentOf = ({ id, side, kind, strength, wording }: Typed) => ({
  ...(id !== '' && { id }),
  side: side === '' ? null : side,
  kind,
  strength: strengthKeys.find((each) => each === strength) ?? null,
  wording: readLocalised(wording) ?? {},
});

/** All points, sent at once. One that became a commitment is shown and stays as it is. */
export function PointsForm({ meeting, reload, close }: ViewProps & { close: () => void }) {
  const { t, locale } = useWords();
  const { id, version, points } = meeting;
  const empty = useMemo(() => ({ all: points.map(typedOf) }), [points]);
  const draft = useDraft(`meeting.${id}.points.${version}`, empty);
  const { all } = draft.values;
  const sending = useSend(meetingsApi.setPoints.call, () => {
    draft.clear();
    close();
  });
  const wording: LocalisedText = { [locale]: { text: '', by: 'person' } };
  const fresh: Typed = { id: '', side: '', kind: 'discussed', strength: '', wording, isEntered: false };
  const submit = () => sending.send({ id, version, points: all.map(sentOf) });
  return (
    <FormFrame label={t('meetings.points')} {...{ sending, submit, close, reload }} wasKept={draft.wasKept}>
      <Rows
        rows={all}
        set={(rows) => draft.set({ all: rows })}
        fresh={fresh}
        add={t('meetings.points.add')}
        remove={t('meetings.points.remove')}
        legend={(number) => t('meetings.points.one', { number })}
        isFixed={({ isEntered }) => isEntered}
      >
        {(row, at, change) => <Fields at={at} typed={row} set={change} meeting={meeting} />}
      </Rows>
    </FormFrame>
  );
}

type FieldsProps = { at: number; typed: Typed; set: (changed: Partial<Typed>) => void } & Pick<ViewProps, 'meeting'>;

function useChoices({ meeting }: Pick<FieldsProps, 'meeting'>): Choice<'side' | 'kind' | 'strength'>[] {
  const { t, side } = useWords();
  return [
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
  ];
}

function Fields({ at, typed, set, meeting }: FieldsProps) {
  const { t } = useWords();
  const choices = useChoices({ meeting });
  return (
    <>
      {typed.isEntered && <p className="hint">{t('meetings.points.frozen')}</p>}
      <div className="fgrid">
        <Choices
          at={`point-${at}`}
          choices={choices}
          values={typed}
          set={(name, value) => set({ [name]: value })}
          disabled={typed.isEntered}
        />
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
