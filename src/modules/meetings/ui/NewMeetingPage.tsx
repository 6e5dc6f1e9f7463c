import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { SelectField } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { meetingsApi } from './client.ts';
import { FormFrame } from './FormFrame.tsx';
import { listingOf } from './listing.ts';
import { emptyMeeting, MeetingFields, meetingOf, type Typed } from './MeetingForm.tsx';
import { useWords } from './useWords.ts';

type Values = Typed & { partnership: string; state: 'planned' | 'held' };

/** /app/meetings/new: one that is planned, or one that is known from a source. */
export function NewMeetingPage() {
  const { t, locale } = useWords();
  const router = useRouter();
  const { partnership: asked } = listingOf(useSearch({ strict: false }));
  const empty = useMemo<Values>(
    () => ({ ...emptyMeeting(locale), partnership: asked ?? '', state: 'planned' }),
    [locale, asked],
  );
  const draft = useDraft<Values>('meeting.new', empty);
  const sending = useSend(meetingsApi.recordMeeting.call, ({ id }) => {
    draft.clear();
    router.history.push(`/app/meetings/${id}`);
  });
  const submit = () => {
    const { partnership, state } = draft.values;
    sending.send({ partnership, state, meeting: meetingOf(draft.values) });
  };
  return (
    <>
      <PageHead title={t('meetings.form.new')} crumbs={[{ href: '/app/meetings', label: t('meetings.title') }]} />
      <FormFrame label={t('meetings.form.new')} {...{ sending, submit }} wasKept={draft.wasKept}>
        <Place values={draft.values} set={draft.set} />
        <MeetingFields at="meeting" values={draft.values} set={draft.set} error={sending.error} />
      </FormFrame>
    </>
  );
}

/** Of which partnership it is, and whether it has been. Only partnerships with a side of ours can be chosen. */
function Place({ values, set }: { values: Values; set: (changed: Partial<Values>) => void }) {
  const { t, locale } = useWords();
  const { data: partnerships = [] } = useQuery(directoryApi.partnerships.queryOptions());
  const ours = partnerships.filter(({ ownSide }) => ownSide !== null);
  return (
    <div className="fgrid">
      <SelectField
        id="meeting-partnership"
        label={t('meetings.form.partnership')}
        required
        value={values.partnership}
        onChange={(event) => set({ partnership: event.target.value })}
        options={[
          { value: '', label: t('meetings.form.choose') },
          ...ours.map(({ slug, names }) => ({ value: slug, label: nameIn(locale, names) })),
        ]}
      />
      <SelectField
        id="meeting-state"
        label={t('meetings.form.state')}
        value={values.state}
        onChange={(event) => set({ state: event.target.value as Values['state'] })}
        options={(['planned', 'held'] as const).map((value) => ({ value, label: t(`meetings.state.${value}`) }))}
      />
    </div>
  );
}
