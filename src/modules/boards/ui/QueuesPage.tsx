import { useQuery } from '@tanstack/react-query';
import { Badge, Card, DemoBadge, EmptyState, LinkButton, Note } from '../../../design/index.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import type { Board, Queue } from '../schemas.ts';
import { BoardQueue } from './BoardQueue.tsx';
import { boardsApi } from './client.ts';
import { useBoardWords } from './words.ts';

/** /app/boards: what waits for the boards of the own organisation, those on which one sits first. */
export function QueuesPage() {
  const { t } = useBoardWords();
  const mayManage = useMay('boards.manage');
  const query = useQuery(boardsApi.queues.queryOptions());
  return (
    <div className="stack-l">
      <PageHead
        title={t('boards.ui.title')}
        lead={t('boards.ui.lead')}
        actions={mayManage && <LinkButton href="/app/boards/new">{t('boards.ui.new')}</LinkButton>}
      />
      <Loaded query={query}>{(queues) => <Queues queues={queues} />}</Loaded>
    </div>
  );
}

function Queues({ queues }: { queues: readonly Queue[] }) {
  const { t, name } = useBoardWords();
  if (queues.length === 0) return <EmptyState level={2} title={t('boards.ui.none')} text={t('boards.ui.none_text')} />;
  return queues.map((queue) => (
    <Card
      key={queue.board.id}
      level={2}
      title={<a href={`/app/boards/${queue.board.id}`}>{name(queue.board.names)}</a>}
      aside={<Facts queue={queue} />}
    >
      <div className="stack">
        <Lacks board={queue.board} />
        <BoardQueue queue={queue} linkOf={(subject) => `/app/boards/cases/${subject}`} />
      </div>
    </Card>
  ));
}

function Facts({ queue: { board, ownFunction } }: { queue: Queue }) {
  const { t } = useBoardWords();
  return (
    <span className="row">
      <Badge>{t(`boards.ui.kind.${board.kind}`)}</Badge>
      {ownFunction !== null && <Badge tone="leaf">{t(`boards.ui.function.${ownFunction}`)}</Badge>}
      {board.isDemo && <DemoBadge label={t('boards.ui.demo')} />}
    </span>
  );
}

/** Why a board could decide nothing today. */
export function Lacks({ board: { seats, quorum, hasChair, votesElsewhere } }: { board: Board }) {
  const { t } = useBoardWords();
  if (votesElsewhere) return null;
  return (
    <>
      {seats < quorum && <Note tone="warn">{t('boards.ui.no_quorum', { seats, quorum })}</Note>}
      {!hasChair && <Note tone="warn">{t('boards.ui.no_chair')}</Note>}
    </>
  );
}
