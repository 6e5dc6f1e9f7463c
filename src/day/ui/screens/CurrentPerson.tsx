import { v7 } from 'uuid';
import { Button, LinkButton, Note, StatusChip } from '../../../design/index.ts';
import { isSigned } from '../../../modules/missions/day/encounter.ts';
import { useWorkplace } from '../context.tsx';
import { roomName, specialtyName, useT } from '../language.tsx';
import { useAboutPerson, useNameOf } from '../parts.tsx';
import { go, to } from '../route.ts';
import { type Current, currentIn } from '../view/day.ts';
import { signerOf } from '../view/plan.ts';
import { EndButtons, gravest } from './Ends.tsx';

/** Opens the examination of a turn, or goes on with the one that is open. */
export function useExamine(): (current: Current) => Promise<void> {
  const { act, settings, plan, date } = useWorkplace();
  const { clinician } = signerOf(plan, settings, date);
  return async ({ visit, turn }) => {
    const open = visit.encounters.find((each) => each.turn === turn.id && !isSigned(each));
    if (open) return go('encounter', visit.id, open.id);
    const encounter = v7();
    const { specialty } = turn;
    const opened = { kind: 'encounter.opened', visit: visit.id, turn: turn.id, encounter, specialty } as const;
    const written = await act([{ ...opened, room: settings.room || null, clinician }]);
    if (written) go('encounter', visit.id, encounter);
  };
}

/** Who is called into this room or sits in it. */
export function CurrentPerson() {
  const t = useT();
  const { day, date, settings } = useWorkplace();
  const here = currentIn(day, date, settings.room);
  return (
    <section aria-labelledby="current">
      <h2 id="current" className="sr">
        {t('day.current')}
      </h2>
      <div aria-live="polite" className="stack">
        {here.map((current) => (
          <Person key={current.turn.id} current={current} />
        ))}
      </div>
    </section>
  );
}

function Person({ current }: { current: Current }) {
  const t = useT();
  const { settings } = useWorkplace();
  const nameOf = useNameOf();
  const about = useAboutPerson();
  const { visit, turn } = current;
  const isCalled = turn.state === 'called';
  const details = [about(visit), specialtyName(t, turn.specialty)].filter(Boolean).join(' · ');
  return (
    <article className="card stack current" aria-label={`${visit.ticket} ${nameOf(visit)}`}>
      <div className="row between">
        <span className="fig">{t('day.number', { ticket: visit.ticket ?? '' })}</span>
        <StatusChip
          status="on_track"
          label={t(isCalled ? 'day.state.called_to' : 'day.state.in_room_at', { room: roomName(t, settings.room) })}
        />
      </div>
      <div>
        <p className="name">{nameOf(visit)}</p>
        <p className="quiet">{details}</p>
      </div>
      {visit.fields.allergy?.shown && (
        <Note tone="warn">
          <b>{t('day.allergy', { to: visit.fields.allergy.shown })}</b>
        </Note>
      )}
      {visit.fields.consent?.shown && (
        <p>
          <StatusChip status="kept" label={t('day.consented')} />
        </p>
      )}
      <Actions current={current} />
      <div className="pair">
        <EndButtons visit={visit} kinds={gravest} />
      </div>
    </article>
  );
}

function Actions({ current }: { current: Current }) {
  const t = useT();
  const { act } = useWorkplace();
  const examine = useExamine();
  const { visit, turn } = current;
  const isCalled = turn.state === 'called';
  const missed = (isGivenUp: boolean) => void act([{ kind: 'turn.missed', visit: visit.id, turn: turn.id, isGivenUp }]);
  return (
    <div className="pair">
      <Button tone="primary" onClick={() => void examine(current)}>
        {t('day.examine')}
      </Button>
      <LinkButton href={to('visit', visit.id)}>{t('day.person')}</LinkButton>
      {isCalled && <Button onClick={() => missed(false)}>{t('day.not_there')}</Button>}
      {isCalled && turn.misses.length > 0 && <Button onClick={() => missed(true)}>{t('day.give_up')}</Button>}
    </div>
  );
}
