import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { PageHead } from '../../../../web/kit/PageHead.tsx';
import { useDraft } from '../../../../web/kit/useDraft.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import { directoryApi } from '../../../directory/ui/client.ts';
import { referralsApi } from '../client.ts';
import { useWords } from '../useWords.ts';
import { newPath, type PathDraft } from './draft.ts';
import { PathEditor } from './PathEditor.tsx';

/** /app/referrals/paths/new: a path begins with every step; what does not apply is taken out. */
export function NewPathPage() {
  const { t } = useWords();
  const router = useRouter();
  const empty = useMemo(() => ({ ...newPath(), partnership: '' }), []);
  const draft = useDraft<PathDraft & { partnership: string }>('path.new', empty);
  const options = useOwnPartnerships();
  const { partnership, names, config } = draft.values;
  const sending = useSend(referralsApi.recordPath.call, ({ id }) => {
    draft.clear();
    router.history.push(`/app/referrals/paths/${id}`);
  });
  return (
    <>
      <PageHead
        title={t('referrals.path.new')}
        lead={t('referrals.path.new_lead')}
        crumbs={[
          { href: '/app/referrals', label: t('referrals.ui.all') },
          { href: '/app/referrals/paths', label: t('referrals.path.all') },
        ]}
      />
      <PathEditor
        draft={draft.values}
        set={draft.set}
        wasKept={draft.wasKept}
        sending={sending}
        submit={() => sending.send({ partnership, names, config })}
        leave={() => {
          draft.clear();
          router.history.push('/app/referrals/paths');
        }}
        partnership={{ value: partnership, set: (slug) => draft.set({ partnership: slug }), options }}
      />
    </>
  );
}

/** Only partnerships with a side of ours can have a path of ours. */
function useOwnPartnerships() {
  const { name } = useWords();
  const { data = [] } = useQuery(directoryApi.partnerships.queryOptions());
  return data.filter(({ ownSide }) => ownSide !== null).map(({ slug, names }) => ({ value: slug, label: name(names) }));
}
