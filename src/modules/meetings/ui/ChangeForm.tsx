import { type FormEvent, useMemo } from 'react';
import { Button, Note } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { meetingsApi, type ViewProps } from './client.ts';
import { MeetingFields, meetingOf, typedOf } from './MeetingForm.tsx';
import { useWords } from './useWords.ts';

/** When, where and about what, to be changed. */
export function ChangeForm({ meeting, reload, close }: ViewProps & { close: () => void }) {
  const { t } = useWords();
  const { id, version } = meeting;
  const empty = useMemo(() => typedOf(meeting), [meeting]);
  const draft = useDraft(`meeting.${id}.${version}`, empty);
  const { send, isSending, error } = useSend(meetingsApi.changeMeeting.call, () => {
    draft.clear();
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id, version, change: meetingOf(draft.values) });
  };
  return (
    <form className="stack" onSubmit={submit} aria-label={t('meetings.form.edit')}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed reload={reload} />
      <MeetingFields at="change" values={draft.values} set={draft.set} error={error} />
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.save')}
        </Button>
        <Button onClick={close}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}
