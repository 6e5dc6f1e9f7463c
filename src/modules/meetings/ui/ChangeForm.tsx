import { useMemo } from 'react';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { meetingsApi, type ViewProps } from './client.ts';
import { FormFrame } from './FormFrame.tsx';
import { MeetingFields, meetingOf, typedOf } from './MeetingForm.tsx';
import { useWords } from './useWords.ts';

/** When, where and about what, to be changed. */
export function ChangeForm({ meeting, reload, close }: ViewProps & { close: () => void }) {
  const { t } = useWords();
  const { id, version } = meeting;
  const begun = useMemo(() => typedOf(meeting), [meeting]);
  const draft = useDraft(`meeting.${id}.${version}`, begun);
  const sending = useSend(meetingsApi.changeMeeting.call, () => {
    draft.clear();
    close();
  });
  const submit = () => sending.send({ id, version, change: meetingOf(draft.values) });
  return (
    <FormFrame label={t('meetings.form.edit')} {...{ sending, submit, close, reload }} wasKept={draft.wasKept}>
      <MeetingFields at="change" values={draft.values} set={draft.set} error={sending.error} />
    </FormFrame>
  );
}
