import { useQuery } from '@tanstack/react-query';
import { Badge, Card, DemoBadge, Note } from '../../../design/index.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { Signatures } from '../../../web/kit/Signatures.tsx';
import type { BoardCase } from '../schemas.ts';
import { boardsApi } from './client.ts';
import { ConflictForm } from './ConflictForm.tsx';
import { tallyText } from './tallyText.ts';
import { VoteForm } from './VoteForm.tsx';
import { VoteList } from './VoteList.tsx';
import { useBoardWords } from './words.ts';

/** What boards were asked about something: votes with reasons, dissent, decisions; and one's own vote. Votes change nothing here. */
export function BoardPanel({ subject }: { subject: string }) {
  const query = useQuery(boardsApi.casesAbout.queryOptions({ input: { subject } }));
  return <Loaded query={query}>{(cases) => <Cases cases={cases} />}</Loaded>;
}

function Cases({ cases }: { cases: readonly BoardCase[] }) {
  const { t } = useBoardWords();
  if (cases.length === 0) return <p className="quiet">{t('boards.ui.nothing_asked')}</p>;
  return cases.flatMap((each) =>
    roundsOf(each).map((round) => <Round key={`${each.id} ${round}`} asked={each} round={round} />),
  );
}

/** The rounds in which something was voted or decided, and the one that runs; the last first. */
const roundsOf = ({ round, decisions, votes }: BoardCase): number[] =>
  [...new Set([round, ...decisions.map((each) => each.round), ...votes.map((each) => each.round)])].toSorted(
    (one, other) => other - one,
  );

type Props = { asked: BoardCase; round: number };
function Round({ asked, round }: Props) {
  const words = useBoardWords();
  const { t, name, day } = words;
  const decision = asked.decisions.find((each) => each.round === round);
  const isRunning = round === asked.round && asked.state === 'open';
  const title = t('boards.ui.board_of', { board: name(asked.boardNames), date: day(decision?.at ?? asked.openedAt) });
  const tally = decision?.tally ?? asked.tally;
  const isTold = decision !== undefined || (isRunning && asked.isReadable && !asked.rule.votesElsewhere);
  return (
    <Card
      level={2}
      title={
        <>
          {title} {isTold && <span className="quiet">{tallyText(tally, words)}</span>}
        </>
      }
    >
      <div className="stack">
        <Standing asked={asked} round={round} />
        {asked.isReadable ? <VoteList asked={asked} round={round} /> : <Note>{t('boards.ui.no_reading')}</Note>}
        {decision && <Decision asked={asked} decision={decision} />}
        {isRunning && <VoteForm key={asked.round} asked={asked} />}
        {isRunning && <ConflictForm asked={asked} />}
      </div>
    </Card>
  );
}

/** By which rule it is decided and until when. */
function Standing({ asked, round }: Props) {
  const { t, day } = useBoardWords();
  const { rule, state, isLate, isDemo, isReadable } = asked;
  const isRunning = round === asked.round && state === 'open';
  const isPlain = rule.votesElsewhere || !isReadable;
  return (
    <>
      <p className="row">
        {round > 1 && <Badge>{t('boards.ui.round', { round })}</Badge>}
        {round === asked.round && (
          <Badge tone={state === 'open' ? 'sky' : 'plain'}>{t(`boards.ui.state.${state}`)}</Badge>
        )}
        {isRunning && isLate && <Badge tone="sun">{t('boards.ui.late')}</Badge>}
        {isDemo && <DemoBadge label={t('boards.ui.demo')} />}
      </p>
      {isRunning && <p className="quiet">{t('boards.ui.due', { date: day(asked.dueAt) })}</p>}
      {isRunning && !isPlain && (
        <p className="quiet">
          {t('boards.ui.rule_of', {
            quorum: rule.quorum,
            majority: t(`boards.ui.majority.${rule.majority}`),
            eligible: rule.eligible,
          })}
        </p>
      )}
      {isRunning && rule.votesElsewhere && <p className="quiet">{t('boards.ui.votes_elsewhere.note')}</p>}
      {isRunning && !rule.isReachable && (
        <Note tone="warn">{t('boards.ui.no_quorum', { seats: rule.eligible, quorum: rule.quorum })}</Note>
      )}
    </>
  );
}

function Decision({ asked, decision }: { asked: BoardCase; decision: BoardCase['decisions'][number] }) {
  const { t, said } = useBoardWords();
  const { outcome, words, condition, dissenting, dissent, broughtConflicts, isLate, id } = decision;
  return (
    <div className="stack-s">
      <p className="row">
        <b>{t('boards.ui.decided', { outcome: t(`boards.ui.outcome.${outcome}`) })}</b>
        {isLate && <Badge tone="sun">{t('boards.ui.late')}</Badge>}
      </p>
      {condition !== null && <p>{t('boards.ui.condition', { text: said(condition) })}</p>}
      {asked.isReadable && (
        <p className={words === null ? 'quiet' : undefined}>{words === null ? t('boards.ui.erased') : said(words)}</p>
      )}
      {dissent !== null && (
        <p>
          <Badge tone="sun">{t('boards.ui.dissent')}</Badge> {dissenting} · {said(dissent)}
        </p>
      )}
      {broughtConflicts > 0 && (
        <p className="quiet">
          {t('boards.ui.conflict')}: {broughtConflicts}
        </p>
      )}
      {asked.isReadable && <Signatures subject="board_decision" id={id} />}
    </div>
  );
}
