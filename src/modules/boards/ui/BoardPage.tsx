import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Badge, Button, Card, DemoBadge, LinkButton } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { History } from '../../../web/kit/History.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import type { BoardPage as Page } from '../schemas.ts';
import { BoardForm } from './BoardForm.tsx';
import { boardsApi } from './client.ts';
import { Members } from './Members.tsx';
import { Lacks } from './QueuesPage.tsx';
import { boardOf, typedOf } from './typed.ts';
import { useBoardWords } from './words.ts';

/** /app/boards/{id}: who sits on a board and by what rule it decides. */
export function BoardPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(boardsApi.board.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(board) => <Whole board={board} />}</Loaded>;
}

const events = ['make', 'change', 'nameMember', 'endMember'] as const;

function Whole({ board }: { board: Page }) {
  const { t, name } = useBoardWords();
  const mayManage = useMay('boards.manage');
  return (
    <div className="stack-l">
      <PageHead
        title={name(board.names)}
        kicker={t(`boards.ui.kind.${board.kind}`)}
        crumbs={[{ href: '/app/boards', label: t('boards.ui.title') }]}
        actions={<LinkButton href={`/app/boards/${board.id}/fairness`}>{t('boards.ui.fairness')}</LinkButton>}
      />
      <p className="row">
        {board.isClosed && <Badge>{t('boards.ui.closed')}</Badge>}
        {board.isDemo && <DemoBadge label={t('boards.ui.demo')} />}
      </p>
      <Lacks board={board} />
      <Rule board={board} />
      <Members board={board} />
      {mayManage && <Change key={board.version} board={board} />}
      <History
        events={board.events}
        organisations={board.organisations}
        words={({ action }) => t(`boards.event.${events.find((each) => each === action) ?? 'other'}`)}
      />
    </div>
  );
}

function Rule({ board }: { board: Page }) {
  const { t } = useBoardWords();
  const { quorum, majority, seats, priorityRule, clockDays, chairBreaksTies, votesElsewhere } = board;
  return (
    <Card level={2} title={t('boards.ui.rule')}>
      <ul className="plain stack-s">
        <li>{t('boards.ui.rule_of', { quorum, majority: t(`boards.ui.majority.${majority}`), eligible: seats })}</li>
        {chairBreaksTies && <li>{t('boards.ui.chair_breaks_ties')}</li>}
        {votesElsewhere && <li>{t('boards.ui.votes_elsewhere.note')}</li>}
        <li>
          {t('boards.ui.queue_rule')}: {t(`boards.ui.queue_rule.${priorityRule}`)}
        </li>
        <li>
          {t('boards.ui.clock_days')}: {clockDays}
        </li>
      </ul>
    </Card>
  );
}

function Change({ board }: { board: Page }) {
  const { t } = useBoardWords();
  const begun = useMemo(() => typedOf(board), [board]);
  const draft = useDraft(`board.${board.id}.${board.version}`, begun);
  const sending = useSend(boardsApi.changeBoard.call, draft.clear);
  const at = { id: board.id, version: board.version };
  const closing = useSend(boardsApi.changeBoard.call);
  const close = () => closing.send({ ...at, ...boardOf(begun), isClosed: !board.isClosed });
  return (
    <details>
      <summary>{t('boards.ui.change')}</summary>
      <div className="stack">
        <BoardForm
          label={t('boards.ui.change')}
          draft={draft}
          sending={sending}
          submit={() => sending.send({ ...at, ...boardOf(draft.values), isClosed: board.isClosed })}
        />
        <ErrorNote error={closing.error} />
        <p>
          <Button tone={board.isClosed ? 'plain' : 'danger'} unavailable={closing.isSending} onClick={close}>
            {t(board.isClosed ? 'boards.ui.open' : 'boards.ui.close')}
          </Button>
        </p>
      </div>
    </details>
  );
}
