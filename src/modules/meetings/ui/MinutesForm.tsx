import { useMemo } from 'react';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { faultAt } from '../../../web/kit/ErrorNote.tsx';
import { LocalisedTextField } from '../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { meetingsApi, type Minutes, type ViewProps } from './client.ts';
import { FormFrame } from './FormFrame.tsx';
import { useWords } from './useWords.ts';

type Props = ViewProps & { draft: Minutes | undefined; approved: Minutes | undefined; close: () => void };

/** What the form begins with: the text that is being written, or the approved one that is to be mended. */
function useBegun({ draft, approved }: Pick<Props, 'draft' | 'approved'>) {
  const { locale } = useWords();
  return useMemo(() => {
    const begun: LocalisedText = { [locale]: { text: '', by: 'person' } };
    return { wording: draft?.wording ?? approved?.wording ?? begun, reasons: draft?.reasons ?? begun };
  }, [draft, approved, locale]);
}

/** The text of the minutes; to mend what was approved asks why. */
export function MinutesForm({ meeting: { id }, reload, draft, approved, close }: Props) {
  const { t } = useWords();
  const begun = useBegun({ draft, approved });
  const kept = useDraft(`meeting.${id}.minutes.${draft?.number ?? 'new'}.${draft?.version ?? 0}`, begun);
  const { wording, reasons } = kept.values;
  const isMending = approved !== undefined;
  const sending = useSend(meetingsApi.writeMinutes.call, () => {
    kept.clear();
    close();
  });
  const why = isMending ? readLocalised(reasons) : null;
  const submit = () =>
    sending.send({ id, wording: readLocalised(wording) ?? {}, reasons: why, version: draft?.version ?? null });
  return (
    <FormFrame label={t('meetings.minutes')} {...{ sending, submit, close, reload }} wasKept={kept.wasKept}>
      <LocalisedTextField
        id="minutes-wording"
        label={t('meetings.minutes.wording')}
        value={wording}
        set={(changed) => kept.set({ wording: changed })}
        error={faultAt(sending.error, '/wording')}
        most={20_000}
      />
      {isMending && (
        <LocalisedTextField
          id="minutes-reasons"
          label={t('meetings.minutes.reasons')}
          value={reasons}
          set={(changed) => kept.set({ reasons: changed })}
          error={faultAt(sending.error, '/reasons')}
          isLine
        />
      )}
    </FormFrame>
  );
}
