import { Badge, StatusChip } from '../../../design/index.ts';
import type { BoardCase } from '../schemas.ts';
import { markOf } from './tallyText.ts';
import { useBoardWords } from './words.ts';

type Props = { asked: BoardCase; round: number };
type Vote = BoardCase['votes'][number];

/** Who voted what and why, by what they know; the last votes first, and what somebody voted before beside them. */
export function VoteList({ asked, round }: Props) {
  const { t } = useBoardWords();
  const votes = asked.votes.filter((vote) => vote.round === round);
  const ordered = votes.toSorted((one, other) => Number(other.isLast) - Number(one.isLast));
  const away = round === asked.round ? asked.conflicts : [];
  if (ordered.length === 0 && away.length === 0) return null;
  return (
    <ul className="plain stack">
      {ordered.map((vote) => (
        <li key={vote.id} className="stack-s">
          <OneVote asked={asked} vote={vote} />
        </li>
      ))}
      {away.map(({ member, words }) => (
        <li key={member} className="stack-s">
          <p className="row">
            <Badge>{t('boards.ui.conflict')}</Badge>
            <Who asked={asked} member={member} />
          </p>
          <Said words={words} />
        </li>
      ))}
    </ul>
  );
}

function Who({ asked, member }: { asked: BoardCase; member: string }) {
  const { t, text } = useBoardWords();
  const person = asked.people.find((each) => each.member === member);
  if (!person) return null;
  const about = [person.name, person.function === 'member' ? null : t(`boards.ui.function.${person.function}`)];
  const quiet = about.filter((part) => part !== null).join(' · ');
  return (
    <span>
      <b>{text(person.specialty)}</b> {quiet !== '' && <span className="quiet">{quiet}</span>}
    </span>
  );
}

function Said({ words }: Pick<Vote, 'words'>) {
  const { said } = useBoardWords();
  return words === null ? null : <p className="quiet">{said(words)}</p>;
}

function OneVote({ asked, vote }: { asked: BoardCase; vote: Vote }) {
  const { t } = useBoardWords();
  const word = t(`boards.ui.vote.${vote.vote}`);
  return (
    <>
      <p className="row">
        <StatusChip status={markOf[vote.vote]} label={vote.isLast ? word : <s>{word}</s>} />
        <Who asked={asked} member={vote.member} />
        {!vote.isLast && <Badge>{t('boards.ui.earlier_vote')}</Badge>}
        {vote.isLast && !vote.isCounted && <Badge>{t('boards.ui.vote.not_counted')}</Badge>}
        {vote.dissents && <Badge tone="sun">{t('boards.ui.dissent')}</Badge>}
      </p>
      <Said words={vote.words} />
    </>
  );
}
