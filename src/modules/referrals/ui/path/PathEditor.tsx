import { type FormEvent, useMemo } from 'react';
import { Button, LinkButton, Note, SelectField, TextField } from '../../../../design/index.ts';
import type { Fault } from '../types.ts';
import { type PathConfig, stepStages } from '../../path.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import type { Sending } from '../../../../web/kit/useSend.ts';
import { useWords } from '../useWords.ts';
import { type PathDraft, withName, written } from './draft.ts';
import { StepFields } from './StepFields.tsx';
import { useChecked } from './useChecked.ts';

type Props = {
  draft: PathDraft;
  set: (changed: Partial<PathDraft>) => void;
  wasKept: boolean;
  sending: Pick<Sending<never>, 'isSending' | 'error'>;
  submit: () => void;
  /** Back to what was saved. */
  leave: () => void;
  partnership?: { value: string; set: (slug: string) => void; options: readonly { value: string; label: string }[] };
};

/** A path while it is written: its name and its steps in their order, each with what the check says of it. */
export function PathEditor({ draft, set, wasKept, sending: { isSending, error }, submit, leave, partnership }: Props) {
  const { t } = useWords();
  const { names, config } = draft;
  const { data: faults } = useChecked(config);
  const send = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <form className="stack-l" onSubmit={send} aria-label={t('referrals.path.edit')}>
      {wasKept && <Note>{t('web.draft_kept')}</Note>}
      <div className="card stack">
        {partnership && <Partnership {...partnership} />}
        <Called names={names} set={(called) => set({ names: called })} />
        <Early config={config} set={(changed) => set({ config: changed })} />
      </div>
      <Steps config={config} set={(changed) => set({ config: changed })} faults={faults} />
      <ErrorNote error={error} typed />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <Button onClick={leave}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}

function Partnership({ value, set, options }: NonNullable<Props['partnership']>) {
  const { t } = useWords();
  return (
    <SelectField
      id="path-partnership"
      label={t('referrals.path.partnership')}
      required
      value={value}
      onChange={({ target }) => set(target.value)}
      options={[{ value: '', label: t('referrals.field.choose') }, ...options]}
    />
  );
}

function Called({ names, set }: { names: PathDraft['names']; set: (names: PathDraft['names']) => void }) {
  const { t } = useWords();
  return (
    <div className="fgrid">
      {written.map((tag) => (
        <TextField
          key={tag}
          id={`path-${tag}`}
          lang={tag}
          label={t('referrals.path.name', { language: t(`language.${tag}`) })}
          maxLength={200}
          value={names[tag] ?? ''}
          onChange={({ target }) => set(withName(names, tag, target.value))}
        />
      ))}
    </div>
  );
}

type Part = { config: PathConfig; set: (config: PathConfig) => void };

function Early({ config, set }: Part) {
  const { t } = useWords();
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={config.receiverSeesEarly}
        onChange={({ target }) => set({ ...config, receiverSeesEarly: target.checked })}
      />
      {t('referrals.path.early')}
    </label>
  );
}

function Steps({ config, set, faults }: Part & { faults: readonly Fault[] | undefined }) {
  const { t } = useWords();
  const byStage = useMemo(() => Map.groupBy(faults ?? [], ({ stage }) => stage), [faults]);
  return (
    <section className="stack" aria-label={t('referrals.path.steps')}>
      <h2>{t('referrals.path.steps')}</h2>
      <Checked faults={faults} />
      <ol className="plain stack">
        {stepStages.map((stage) => (
          <StepFields key={stage} {...{ stage, config, set }} faults={byStage.get(stage) ?? []} />
        ))}
      </ol>
    </section>
  );
}

/** What the graph check says of the whole, with the way to each step that it speaks of. */
export function Checked({ faults }: { faults: readonly Fault[] | undefined }) {
  const { t } = useWords();
  if (faults === undefined) return null;
  if (faults.length === 0) return <Note>{t('referrals.path.sound')}</Note>;
  const named = [...new Set(faults.map(({ stage }) => stage))];
  return (
    <Note tone="warn">
      <p>
        <b>{t('referrals.path.faults', { count: faults.length })}</b>
      </p>
      <p className="row">
        {named.map((stage) => (
          <LinkButton key={stage} small href={`#step-${stage}`}>
            {t(`referrals.stage.${stage}`)}
          </LinkButton>
        ))}
      </p>
    </Note>
  );
}
