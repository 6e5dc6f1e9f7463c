import { TextField } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import type { Draft } from '../../../web/kit/useDraft.ts';
import { type IntakeValues, isDateWrong } from './intakeForm.ts';

/** What can be said about a page that it does not say itself. */
export function Origin({ draft: { values, set } }: { draft: Draft<IntakeValues> }) {
  const t = useT();
  const field = (name: 'title' | 'publisher' | 'address') => (
    <TextField
      key={name}
      id={`intake-${name}`}
      type={name === 'address' ? 'url' : 'text'}
      label={t(`documents.ui.field.${name}`)}
      maxLength={300}
      value={values[name]}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  return (
    <details>
      <summary>{t('documents.ui.intake.more')}</summary>
      <div className="fgrid">
        {(['title', 'publisher', 'address'] as const).map(field)}
        <TextField
          id="intake-published"
          label={t('documents.ui.field.published')}
          hint={t('documents.ui.hint.date')}
          {...(isDateWrong(values) && { error: t('problem.field.custom') })}
          value={values.publishedOn}
          onChange={(event) => set({ publishedOn: event.target.value })}
        />
      </div>
    </details>
  );
}
