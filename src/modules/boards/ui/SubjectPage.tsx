import { useParams } from '@tanstack/react-router';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { BoardPanel } from './BoardPanel.tsx';
import { useBoardWords } from './words.ts';

/** /app/boards/cases/{subject}: what boards were asked about one subject, without the rest of its page. */
export function SubjectPage() {
  const { t } = useBoardWords();
  const { subject = '' } = useParams({ strict: false });
  return (
    <div className="stack-l">
      <PageHead title={t('boards.ui.subject_page')} crumbs={[{ href: '/app/boards', label: t('boards.ui.title') }]} />
      <BoardPanel subject={subject} />
    </div>
  );
}
