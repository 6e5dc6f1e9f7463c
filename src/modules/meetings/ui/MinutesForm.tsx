import { type FormEvent, useMemo } from 'react';
import { Button, Note } from '../../../design/index.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { meetingsApi, type Minutes, type ViewProps } from './client.ts';
import { useWords } from './useWords.ts';

type Props = ViewProps & { draft: Minutes | undefined; approved: Minutes | undefined; close: () => void };

/** The text that is being written; to mend approved minutes begins with what they say, and asks why. */
export function MinutesForm({ meeting, reload, draft, approved, close }: Props) {
  const { t, locale } = useWords();
  const empty = useMemo(() => {
    const begun: LocalisedText = { [locale]: { text: '', by: 'person' } };
    return { wording: draft?.wording ?? approved?.wording ?? begun, reasons: draft?.reasons ?? begun };
  }, [draft, approved, locale]);
  const kept = useDraft(`meeting.${meeting.id}.minutes.${draft?.number ?? 'new'}.${draft?.version ?? 0}`, empty);
  const { wording, reasons } = kept.values;
  const isMending = approved !== undefined;
  const { send, isSending, error } = useSend(meetingsApi.writeMinutes.call, () => {
    kept.clear();
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({
      id: meeting.id,
      wording: readLocalised(wording) ?? {},
      reasons: isMending ? readLocalised(reasons) : null,
      version: draft?.version ?? null,
    });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('meetings.minutes')}>
      {kept.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed reload={reload} />
      <LocalisedTextField
        id="minutes-wording"
        label={t('meetings.minutes.wording')}
        value={wording}
        set={(changed) => kept.set({ wording: changed })}
        error={faultAt(error, '/wording')}
        most={20_000}
      />
      {isMending && (
        <LocalisedTextField
          id="minutes-reasons"
          label={t('meetings.minutes.reasons')}
          value={reasons}
          set={(changed) => kept.set({ reasons: changed })}
          error={faultAt(error, '/reasons')}
          isLine
        />
      )}
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}
