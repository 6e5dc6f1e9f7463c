import { Badge, Button, Card, Note } from '../../../design/index.ts';
import { visitAt } from '../../../modules/missions/day/day.ts';
import { isSigned } from '../../../modules/missions/day/encounter.ts';
import type { Turn } from '../../../modules/missions/day/turn.ts';
import type { Visit } from '../../../modules/missions/day/visit.ts';
import { useWorkplace } from '../context.tsx';
import { specialtyName, useT } from '../language.tsx';
import { Screen, useAboutPerson, useNameOf } from '../parts.tsx';
import { to } from '../route.ts';
import { clinicianName } from '../view/plan.ts';
import { Authors } from './Authors.tsx';
import { Booked } from './Booked.tsx';
import { useExamine } from './CurrentPerson.tsx';
import { EndButtons, Ends } from './Ends.tsx';
import { AskSex, PersonFields } from './PersonFields.tsx';
import { QueueForm } from './QueueForm.tsx';

/** Everything about one person's coming: what is known, where they wait, what was examined. */
export function VisitScreen({ id }: { id: string }) {
  const t = useT();
  const { day, plan } = useWorkplace();
  const nameOf = useNameOf();
  const about = useAboutPerson();
  const visit = visitAt(day, id);
  const booking = visit ? undefined : plan?.bookings.find((each) => each.id === id);
  if (booking) return <Booked booking={booking} />;
  if (!visit)
    return (
      <Screen title={t('day.visit.unknown')}>
        <p>{t('day.visit.unknown.text')}</p>
      </Screen>
    );
  return (
    <Screen title={nameOf(visit)}>
      <p className="row">
        <span className="fig">{t('day.number', { ticket: visit.ticket ?? '' })}</span>
        <span className="quiet">{about(visit)}</span>
      </p>
      {visit.fields.allergy?.shown && (
        <Note tone="warn">
          <b>{t('day.allergy', { to: visit.fields.allergy.shown })}</b>
        </Note>
      )}
      <Ends visit={visit} />
      {!visit.arrived && !visit.end && <Arrive visit={visit} />}
      {visit.arrived && !visit.end && <AskSex visit={visit} />}
      <Turns visit={visit} />
      {!visit.end && <QueueForm visit={visit} />}
      <Encounters visit={visit} />
      <PersonFields visit={visit} />
      {!visit.end && <EndSection visit={visit} />}
    </Screen>
  );
}

/** Somebody booked stands at the door: they are here, and wait for what they came for. */
function Arrive({ visit }: { visit: Visit }) {
  const t = useT();
  const { act } = useWorkplace();
  return (
    <Button tone="primary" full onClick={() => void act([{ kind: 'visit.arrived', visit: visit.id }])}>
      {t('day.visit.arrive')}
    </Button>
  );
}

function Turns({ visit }: { visit: Visit }) {
  const t = useT();
  if (visit.turns.length === 0) return null;
  return (
    <section aria-labelledby="turns" className="stack">
      <h2 id="turns">{t('day.visit.turns')}</h2>
      {visit.turns.map((turn) => (
        <TurnCard key={turn.id} visit={visit} turn={turn} />
      ))}
    </section>
  );
}

const isOver = ({ state }: Turn): boolean => state === 'done' || state === 'given_up' || state === 'ended';

function TurnCard({ visit, turn }: { visit: Visit; turn: Turn }) {
  const t = useT();
  const { act, settings } = useWorkplace();
  const examine = useExamine();
  const ids = { visit: visit.id, turn: turn.id };
  const call = () => void act([{ kind: 'turn.called', ...ids, room: settings.room }]);
  const missed = (isGivenUp: boolean) => void act([{ kind: 'turn.missed', ...ids, isGivenUp }]);
  return (
    <Card
      title={specialtyName(t, turn.specialty)}
      aside={<Badge tone={isOver(turn) ? 'line' : 'sky'}>{t(`day.state.${turn.state}`)}</Badge>}
    >
      <p className="quiet">
        {t(`day.priority.${turn.priority}`)}
        {turn.room ? ` · ${t('day.display.room', { room: turn.room })}` : ''}
      </p>
      {!isOver(turn) && (
        <div className="pair">
          {turn.state !== 'called' && turn.state !== 'in_room' && <Button onClick={call}>{t('day.visit.call')}</Button>}
          <Button onClick={() => void examine({ visit, turn })}>{t('day.examine')}</Button>
          {turn.state === 'called' && <Button onClick={() => missed(false)}>{t('day.not_there')}</Button>}
          {turn.misses.length > 0 && <Button onClick={() => missed(true)}>{t('day.give_up')}</Button>}
        </div>
      )}
    </Card>
  );
}

function Encounters({ visit }: { visit: Visit }) {
  const t = useT();
  const { day, plan } = useWorkplace();
  if (visit.encounters.length === 0) return null;
  return (
    <section aria-labelledby="encounters" className="stack">
      <h2 id="encounters">{t('day.visit.encounters')}</h2>
      <ul className="plain card">
        {visit.encounters.map((encounter) => (
          <li key={encounter.id} className="stack-s">
            <a href={to('encounter', visit.id, encounter.id)}>
              {specialtyName(t, encounter.specialty)}, {clinicianName(plan, encounter.clinician)}
            </a>{' '}
            <Badge tone={isSigned(encounter) ? 'leaf' : 'line'}>
              {t(isSigned(encounter) ? 'day.encounter.signed' : 'day.encounter.open')}
            </Badge>
            <Authors from={encounter.opened} day={day} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EndSection({ visit }: { visit: Visit }) {
  const t = useT();
  return (
    <section aria-labelledby="ends" className="stack">
      <h2 id="ends">{t('day.end.title')}</h2>
      <EndButtons visit={visit} kinds={['emergency', 'died', 'left']} />
    </section>
  );
}
