import { useQuery } from '@tanstack/react-query';
import { SelectField, strengthKeys, TextField } from '../../../design/index.ts';
import { type LocalisedText, nameIn } from '../../../platform/i18n/shown.ts';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { accordsApi } from '../../accords/ui/client.ts';
import type { Meeting, Proposal } from './client.ts';
import { type Choice, Choices } from './FormFrame.tsx';
import { useWords } from './useWords.ts';

type Promise = Proposal['commitment'];
/** A point with the commitment it may become, as it is being looked over. */
export type Chosen = Omit<Promise, 'term' | 'strength' | 'condition' | 'target' | 'measure' | 'currency'> & {
  point: string;
  isChosen: boolean;
  term: string;
  amount: string;
  measure: string;
  currency: string;
  strength: '' | (typeof strengthKeys)[number];
  condition: LocalisedText;
};
type Props = { chosen: Chosen; meeting: Meeting; set: (changed: Partial<Chosen>) => void };

/** One point: whether it is entered, and as what. */
export function EnterPoint({ chosen, meeting, set }: Props) {
  const { t, text, side } = useWords();
  const said = meeting.points.find(({ id }) => id === chosen.point);
  if (!said) return null;
  return (
    <section className="card stack">
      <label className="choice">
        <input
          type="checkbox"
          checked={chosen.isChosen}
          onChange={(event) => set({ isChosen: event.target.checked })}
        />{' '}
        <span>
          <b>{side(said.side, meeting)}</b> {t(`meetings.kind.${said.kind}`)}: {text(said.wording)}{' '}
          <span className="quiet">({t('meetings.enter.choose')})</span>
        </span>
      </label>
      {chosen.isChosen && <Fields chosen={chosen} meeting={meeting} set={set} />}
    </section>
  );
}

function Fields({ chosen, meeting, set }: Props) {
  const { t } = useWords();
  const { point, condition, title } = chosen;
  return (
    <>
      <LocalisedTextField
        id={`enter-${point}-title`}
        label={t('meetings.enter.titled')}
        value={title}
        set={(changed) => set({ title: changed })}
      />
      <What chosen={chosen} set={set} />
      <Parties chosen={chosen} meeting={meeting} set={set} which="debtors" />
      <Parties chosen={chosen} meeting={meeting} set={set} which="creditors" />
      <HowAndWhen chosen={chosen} set={set} />
      <LocalisedTextField
        id={`enter-${point}-condition`}
        label={t('meetings.enter.condition')}
        hint={t('meetings.enter.condition_hint')}
        value={condition}
        set={(changed) => set({ condition: changed })}
      />
    </>
  );
}

const kinds = ['act', 'money', 'measure'] as const;

/** What can be owed, and of what is counted, what. */
function useChoices({ kind }: Pick<Chosen, 'kind'>): Choice<'kind' | 'measure'>[] {
  const { t, locale } = useWords();
  const { data: measures = [] } = useQuery({ ...accordsApi.measures.queryOptions(), enabled: kind === 'measure' });
  const options = kinds.map((value) => ({ value, label: t(`meetings.enter.kind.${value}`) }));
  const ofKind = { name: 'kind' as const, label: t('meetings.enter.kind'), options };
  if (kind !== 'measure') return [ofKind];
  const counted = measures.map(({ key, names }) => ({ value: key, label: nameIn(locale, names) }));
  const none = { value: '', label: t('meetings.form.choose') };
  return [ofKind, { name: 'measure', label: t('meetings.enter.measure'), options: [none, ...counted] }];
}

/** A single act, money, or something that is counted; the number may be left out where none was said. */
function What({ chosen, set }: Pick<Props, 'chosen' | 'set'>) {
  const { t } = useWords();
  const { point, kind, amount, currency } = chosen;
  const choices = useChoices({ kind });
  return (
    <div className="fgrid">
      <Choices at={`enter-${point}`} choices={choices} values={chosen} set={(name, value) => set({ [name]: value })} />
      {kind !== 'act' && (
        <TextField
          id={`enter-${point}-amount`}
          label={t('meetings.enter.amount')}
          inputMode="decimal"
          value={amount}
          onChange={(event) => set({ amount: event.target.value })}
          maxLength={35}
        />
      )}
      {kind === 'money' && (
        <TextField
          id={`enter-${point}-currency`}
          label={t('meetings.enter.currency')}
          placeholder="JPY"
          value={currency}
          onChange={(event) => set({ currency: event.target.value.toUpperCase() })}
          maxLength={3}
        />
      )}
    </div>
  );
}

function HowAndWhen({ chosen: { point, strength, term }, set }: Pick<Props, 'chosen' | 'set'>) {
  const { t } = useWords();
  return (
    <div className="fgrid">
      <SelectField
        id={`enter-${point}-strength`}
        label={t('meetings.enter.strength')}
        hint={t('meetings.enter.strength_hint')}
        value={strength}
        onChange={(event) => set({ strength: event.target.value as Chosen['strength'] })}
        options={[
          { value: '', label: t('meetings.enter.unstated') },
          ...strengthKeys.map((value) => ({ value, label: t(`meetings.strength.${value}`) })),
        ]}
      />
      <TextField
        id={`enter-${point}-term`}
        label={t('meetings.enter.term')}
        hint={t('meetings.enter.term_hint')}
        value={term}
        onChange={(event) => set({ term: event.target.value })}
        maxLength={40}
      />
    </div>
  );
}

/** Who owes, or who is owed: several on each side. */
function Parties({ chosen, meeting, set, which }: Props & { which: 'debtors' | 'creditors' }) {
  const { t, locale } = useWords();
  const now = chosen[which];
  const seated = new Set(meeting.sides.flatMap(({ organisations }) => organisations));
  const toggle = (id: string) => set({ [which]: now.includes(id) ? now.filter((each) => each !== id) : [...now, id] });
  return (
    <fieldset className="stack-s">
      <legend>{t(`meetings.enter.${which}`)}</legend>
      {meeting.organisations
        .filter(({ id }) => seated.has(id))
        .map(({ id, names }) => (
          <label key={id} className="choice">
            <input type="checkbox" checked={now.includes(id)} onChange={() => toggle(id)} /> {nameIn(locale, names)}
          </label>
        ))}
    </fieldset>
  );
}
