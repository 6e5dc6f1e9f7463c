import type { FormEvent } from 'react';
import { Button, Note, SelectField, TextField } from '../../../design/index.ts';
import { localeTable } from '../../../platform/i18n/locales.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import type { Draft } from '../../../web/kit/useDraft.ts';
import type { Sending } from '../../../web/kit/useSend.ts';
import { boardKinds, type Language, majorities, priorityRules } from '../board.ts';
import { type BoardTyped, nameLanguages } from './typed.ts';
import { useBoardWords } from './words.ts';

type Props = {
  label: string;
  draft: Draft<BoardTyped>;
  sending: Pick<Sending<never>, 'isSending' | 'error'>;
  submit: () => void;
  /** The kind stays once a board has been set up. */
  isNew?: boolean;
};

/** By what rule a board decides, how its queue is ordered and how long it takes. */
export function BoardForm({ label, draft, sending: { isSending, error }, submit, isNew = false }: Props) {
  const { t } = useBoardWords();
  const send = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  const part = { values: draft.values, set: draft.set, error };
  return (
    <form className="card stack" onSubmit={send} aria-label={label}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <NamesTyped {...part} />
      {isNew && <Kind {...part} />}
      <Deciding {...part} />
      <Queueing {...part} />
      <Languages {...part} />
      <ErrorNote error={error} typed />
      <p>
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
      </p>
    </form>
  );
}

type Part = { values: BoardTyped; set: Draft<BoardTyped>['set']; error: Error | null };

function NamesTyped({ values: { names }, set, error }: Part) {
  const { t } = useBoardWords();
  const isMissing = nameLanguages.every((tag) => (names[tag] ?? '').trim() === '');
  return (
    <fieldset className="stack-s">
      <legend>{t('boards.ui.name')}</legend>
      {nameLanguages.map((tag, at) => (
        <TextField
          key={tag}
          id={`board-name-${tag}`}
          label={localeTable[tag].ownName}
          error={at === 0 ? faultAt(error, '/names') : undefined}
          lang={tag}
          required={isMissing && at === 0}
          maxLength={300}
          value={names[tag] ?? ''}
          onChange={({ target }) => set({ names: { ...names, [tag]: target.value } })}
        />
      ))}
    </fieldset>
  );
}

function Kind({ values: { kind }, set }: Part) {
  const { t } = useBoardWords();
  return (
    <SelectField
      id="board-kind"
      label={t('boards.ui.kind')}
      value={kind}
      onChange={({ target }) => set({ kind: boardKinds.find((each) => each === target.value) ?? kind })}
      options={boardKinds.map((each) => ({ value: each, label: t(`boards.ui.kind.${each}`) }))}
    />
  );
}

function Deciding({ values, set, error }: Part) {
  const { t } = useBoardWords();
  const { quorum, majority, chairBreaksTies, votesElsewhere } = values;
  return (
    <>
      <TextField
        id="board-quorum"
        label={t('boards.ui.quorum')}
        error={faultAt(error, '/quorum')}
        type="number"
        min={1}
        max={50}
        required
        value={quorum}
        onChange={({ target }) => set({ quorum: target.value })}
      />
      <SelectField
        id="board-majority"
        label={t('boards.ui.majority')}
        value={majority}
        onChange={({ target }) => set({ majority: majorities.find((each) => each === target.value) ?? majority })}
        options={majorities.map((each) => ({ value: each, label: t(`boards.ui.majority.${each}`) }))}
      />
      <Box label={t('boards.ui.chair_breaks_ties')} is={chairBreaksTies} set={(is) => set({ chairBreaksTies: is })} />
      <Box label={t('boards.ui.votes_elsewhere')} is={votesElsewhere} set={(is) => set({ votesElsewhere: is })} />
    </>
  );
}

function Box({ label, is, set }: { label: string; is: boolean; set: (is: boolean) => void }) {
  return (
    <label className="choice">
      <input type="checkbox" checked={is} onChange={({ target }) => set(target.checked)} />
      {label}
    </label>
  );
}

function Queueing({ values: { priorityRule, clockDays }, set, error }: Part) {
  const { t } = useBoardWords();
  const choose = (value: string) => set({ priorityRule: priorityRules.find((each) => each === value) ?? priorityRule });
  return (
    <>
      <SelectField
        id="board-queue-rule"
        label={t('boards.ui.queue_rule')}
        value={priorityRule}
        onChange={({ target }) => choose(target.value)}
        options={priorityRules.map((each) => ({ value: each, label: t(`boards.ui.queue_rule.${each}`) }))}
      />
      <TextField
        id="board-clock"
        label={t('boards.ui.clock_days')}
        error={faultAt(error, '/clockDays')}
        type="number"
        min={1}
        max={365}
        required
        value={clockDays}
        onChange={({ target }) => set({ clockDays: target.value })}
      />
    </>
  );
}

const allLanguages = Object.keys(localeTable) as Language[];

function Languages({ values: { languages }, set }: Part) {
  const { t } = useBoardWords();
  const toggle = (tag: Language) =>
    set({
      languages: allLanguages.filter((each) => (each === tag ? !languages.includes(each) : languages.includes(each))),
    });
  return (
    <fieldset className="stack-s">
      <legend>{t('boards.ui.languages')}</legend>
      <div className="seats">
        {allLanguages.map((tag) => (
          <label key={tag} className="choice">
            <input type="checkbox" checked={languages.includes(tag)} onChange={() => toggle(tag)} />
            {localeTable[tag].ownName}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
