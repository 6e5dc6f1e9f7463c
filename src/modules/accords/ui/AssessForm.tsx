import type { FormEvent } from 'react';
import { Button, Note, SelectField, TextArea, TextField } from '../../../design/index.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { verdicts, visibilities } from './choices.ts';
import { accordsApi } from './client.ts';
import type { Commitment, Visibility } from './types.ts';
import { useWords } from './useWords.ts';

const empty = {
  verdict: 'on_track' as (typeof verdicts)[number],
  reasons: '',
  trueOn: '',
  visibility: 'own_side' as Visibility,
};

/** How it goes, by the judgement of an officer: with reasons, and the day on which it is true. */
export function AssessForm({
  commitment: { id, visibility: widest },
  close,
}: {
  commitment: Commitment;
  close: () => void;
}) {
  const { t, locale } = useWords();
  const mayPublish = useMay('accords.publish');
  const draft = useDraft(`assessment.${id}`, empty);
  const { verdict, reasons, trueOn } = draft.values;
  // What accuses is asked for by anybody who may write: a second person decides whether others see it.
  const mayShow = mayPublish || verdict === 'late';
  const open = visibilities.slice(0, mayShow ? visibilities.indexOf(widest) + 1 : 1);
  const visibility = open.includes(draft.values.visibility) ? draft.values.visibility : 'own_side';
  const { send, isSending, error } = useSend(accordsApi.assess.call, () => {
    draft.clear();
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id, verdict, reasons: { [locale]: { text: reasons, by: 'person' } }, trueOn, visibility });
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t('accords.ui.assess.open')}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed />
      <Fields values={{ ...draft.values, visibility }} set={draft.set} error={error} open={open} />
      <Button type="submit" tone="primary" full unavailable={isSending}>
        {t(isSending ? 'phrase.saving' : 'action.save')}
      </Button>
    </form>
  );
}

type FieldsProps = {
  values: typeof empty;
  set: (changed: Partial<typeof empty>) => void;
  error: Error | null;
  /** Who may be let to see it. */
  open: readonly Visibility[];
};

function Fields({ values: { verdict, reasons, trueOn, visibility }, set, error, open }: FieldsProps) {
  const { t } = useWords();
  return (
    <>
      <SelectField
        id="assess-verdict"
        label={t('accords.ui.assess.verdict')}
        value={verdict}
        onChange={(event) => set({ verdict: event.target.value as typeof verdict })}
        options={verdicts.map((value) => ({ value, label: t(`accords.ui.verdict.${value}`) }))}
      />
      <TextArea
        id="assess-reasons"
        label={t('accords.ui.assess.reasons')}
        hint={t('accords.ui.assess.reasons_hint')}
        error={faultAt(error, '/reasons')}
        required
        maxLength={500}
        value={reasons}
        onChange={(event) => set({ reasons: event.target.value })}
      />
      <TextField
        id="assess-day"
        type="date"
        label={t('accords.ui.assess.true_on')}
        error={faultAt(error, '/trueOn')}
        required
        value={trueOn}
        onChange={(event) => set({ trueOn: event.target.value })}
      />
      <SeenBy {...{ verdict, visibility, set, open }} />
    </>
  );
}

type SeenByProps = Pick<typeof empty, 'verdict' | 'visibility'> & Pick<FieldsProps, 'set' | 'open'>;

/** Who sees the verdict; what accuses waits for a second person first. */
function SeenBy({ verdict, visibility, set, open }: SeenByProps) {
  const { t } = useWords();
  return (
    <SelectField
      id="assess-visibility"
      label={t('accords.ui.assess.visibility')}
      hint={verdict === 'late' && open.length > 1 ? t('accords.ui.request.hint') : undefined}
      value={visibility}
      onChange={(event) => set({ visibility: event.target.value as Visibility })}
      options={open.map((value) => ({ value, label: t(`accords.ui.visibility.${value}`) }))}
    />
  );
}
