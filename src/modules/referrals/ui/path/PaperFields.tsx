import { Button, SelectField, TextField } from '../../../../design/index.ts';
import { type Paper, paperKinds } from '../../path.ts';
import { parties } from '../../referral.ts';
import { useWords } from '../useWords.ts';
import { withName, written } from './draft.ts';

type Props = {
  /** Unique on the page. */
  id: string;
  paper: Paper;
  /** Null takes it out. */
  set: (changed: Partial<Paper> | null) => void;
};

/** A paper or a permit that a step wants: what it is called, who brings it, and whether the step waits for it. */
export function PaperFields({ id, paper, set }: Props) {
  const { t, name } = useWords();
  const { code, required } = paper;
  const called = name(paper.names) || code;
  return (
    <fieldset className="paper stack-s">
      <legend>{called}</legend>
      <div className="fgrid">
        <Called {...{ id, paper, set }} />
        <TextField
          id={`${id}-code`}
          label={t('referrals.path.code')}
          hint={t('referrals.path.code_hint')}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          maxLength={60}
          required
          value={code}
          onChange={({ target }) => set({ code: target.value })}
        />
        <Choices {...{ id, paper, set }} />
      </div>
      <div className="row between">
        <label className="check">
          <input type="checkbox" checked={required} onChange={({ target }) => set({ required: target.checked })} />
          {t('referrals.path.required')}
        </label>
        <Button small tone="quiet" aria-label={`${t('action.delete')}: ${called}`} onClick={() => set(null)}>
          {t('action.delete')}
        </Button>
      </div>
    </fieldset>
  );
}

/** What kind it is, and who brings it. */
function Choices({ id, paper: { kind, from }, set }: Props) {
  const { t } = useWords();
  return (
    <>
      <SelectField
        id={`${id}-kind`}
        label={t('referrals.path.kind')}
        value={kind}
        onChange={({ target }) => set({ kind: paperKinds.find((each) => each === target.value) ?? kind })}
        options={paperKinds.map((value) => ({ value, label: t(`referrals.path.kind.${value}`) }))}
      />
      <SelectField
        id={`${id}-from`}
        label={t('referrals.path.from')}
        value={from}
        onChange={({ target }) => set({ from: parties.find((each) => each === target.value) ?? from })}
        options={parties.map((value) => ({ value, label: t(`referrals.party.${value}`) }))}
      />
    </>
  );
}

/** What it is called, in the languages of the staff. */
function Called({ id, paper: { names }, set }: Props) {
  const { t } = useWords();
  return written.map((tag) => (
    <TextField
      key={tag}
      id={`${id}-${tag}`}
      label={t('referrals.path.paper_name', { language: t(`language.${tag}`) })}
      lang={tag}
      maxLength={200}
      value={names[tag] ?? ''}
      onChange={({ target }) => set({ names: withName(names, tag, target.value) })}
    />
  ));
}
