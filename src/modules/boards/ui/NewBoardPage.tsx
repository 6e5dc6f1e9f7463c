import { useRouter } from '@tanstack/react-router';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { BoardForm } from './BoardForm.tsx';
import { boardsApi } from './client.ts';
import { boardOf, newBoard } from './typed.ts';
import { useBoardWords } from './words.ts';

/** /app/boards/new: a board is set up; its members are named on its own page. */
export function NewBoardPage() {
  const { t } = useBoardWords();
  const router = useRouter();
  const draft = useDraft('board.new', newBoard);
  const sending = useSend(boardsApi.makeBoard.call, ({ id }) => {
    draft.clear();
    router.history.push(`/app/boards/${id}`);
  });
  return (
    <div className="stack-l">
      <PageHead
        title={t('boards.ui.new')}
        lead={t('boards.ui.new_lead')}
        crumbs={[{ href: '/app/boards', label: t('boards.ui.title') }]}
      />
      <BoardForm
        label={t('boards.ui.new')}
        draft={draft}
        sending={sending}
        submit={() => sending.send(boardOf(draft.values))}
        isNew
      />
    </div>
  );
}
