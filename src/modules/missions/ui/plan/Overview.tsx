import { useQuery } from '@tanstack/react-query';
import { Badge, Figure, Figures } from '../../../../design/index.ts';
import { useMay } from '../../../../web/kit/session.ts';
import { isOver } from '../../mission.ts';
import { missionsApi, type Planned } from '../client.ts';
import { daysOf, lacksOf, placesOf, standing, type ToDo, toDoOf } from './lacks.ts';
import { useWords } from './useWords.ts';

const href = (mission: Planned, part: string): string => `/app/missions/${mission.id}/${part}`;

/** What is still to be done, each with the way to where it is done. */
export function ToDos({ mission }: { mission: Planned }) {
  const { t } = useWords();
  const all = toDoOf(mission);
  if (all.length === 0) return null;
  const words = (toDo: ToDo): string =>
    'count' in toDo ? t(`missions.todo.${toDo.kind}`, { count: toDo.count }) : t(`missions.todo.${toDo.kind}`);
  return (
    <section className="note warn stack-s" aria-labelledby="to-do">
      <h2 className="minor" id="to-do">
        {t('missions.todo.title')}
      </h2>
      <ul className="plain links">
        {all.map((toDo) => (
          <li key={toDo.kind}>
            {toDo.part === null ? words(toDo) : <a href={href(mission, toDo.part)}>{words(toDo)}</a>}
          </li>
        ))}
      </ul>
    </section>
  );
}

type Shown = {
  key: 'today' | 'places' | 'booked' | 'waiting' | 'people' | 'encounters' | 'treated' | 'operations';
  value: number;
};

/** The numbers of the mission: before its days what is planned and booked, from then on what was done. */
export function Numbers({ mission, takesPart }: { mission: Planned; takesPart: boolean }) {
  const { t, formats } = useWords();
  const isUnderWay = mission.state === 'running' || mission.state === 'closed';
  const { data } = useQuery({
    ...missionsApi.missionReport.queryOptions({ input: { id: mission.id } }),
    enabled: isUnderWay && takesPart,
  });
  const { booked, today } = mission;
  const planned: Shown[] = [
    ...(placesOf(mission, today) > 0 ? [{ key: 'today' as const, value: placesOf(mission, today) }] : []),
    { key: 'places', value: placesOf(mission) },
    ...(booked === null ? [] : [{ key: 'booked' as const, value: booked.places }]),
    ...(booked === null || booked.waiting === 0 ? [] : [{ key: 'waiting' as const, value: booked.waiting }]),
  ];
  const done: Shown[] = (['people', 'encounters', 'treated', 'operations'] as const).map((key) => ({
    key,
    value: data?.report[key] ?? 0,
  }));
  const shown = isUnderWay && data && data.report.encounters > 0 ? done : planned;
  if (placesOf(mission) === 0) return null;
  return (
    <section className="card" aria-label={t('missions.number.title')}>
      <Figures>
        {shown.map(({ key, value }) => (
          <Figure key={key} value={formats.number(value)} label={t(`missions.number.${key}`)} />
        ))}
      </Figures>
    </section>
  );
}

type Way = { key: string; label: string; said: string; mark?: { tone: 'leaf' | 'sun'; text: string } | undefined };

/** Beside a part whether all of it is ready, until the mission is over. */
function useMark({ state }: Planned) {
  const { t } = useWords();
  return (count: number): Way['mark'] => {
    if (isOver(state)) return undefined;
    return count === 0
      ? { tone: 'leaf', text: t('missions.check.done') }
      : { tone: 'sun', text: t('missions.part.left', { count }) };
  };
}

/** What is planned, each part with the one line that says how it stands. */
function usePlanned(mission: Planned, takesPart: boolean): Way[] {
  const { t } = useWords();
  const { clinicians, equipment, interpreters, checks } = mission;
  const lacking = clinicians.filter((each) => lacksOf(mission, each).length > 0).length;
  const open = checks.filter(({ isDone }) => !isDone).length;
  const rooms = new Set(standing(mission).map(({ room }) => room)).size;
  const mark = useMark(mission);
  const plan: Way = {
    key: 'plan',
    label: t('missions.page.plan'),
    said: t('missions.page.plan_said', { days: daysOf(mission).length, rooms, places: placesOf(mission) }),
  };
  if (!takesPart) return [plan];
  return [
    plan,
    {
      key: 'team',
      label: t('missions.page.team'),
      said: t('missions.page.team_said', { people: clinicians.filter(({ hasEnded }) => !hasEnded).length }),
      mark: clinicians.length > 0 ? mark(lacking) : undefined,
    },
    {
      key: 'means',
      label: t('missions.page.means'),
      said: t('missions.page.means_said', { things: equipment.length, interpreters: interpreters.length }),
    },
    {
      key: 'readiness',
      label: t('missions.page.readiness'),
      said:
        checks.length === 0
          ? t('missions.check.none')
          : t('missions.page.readiness_said', { done: checks.length - open, all: checks.length }),
      mark: checks.length > 0 ? mark(open) : undefined,
    },
  ];
}

/** What belongs to the days themselves, for whoever may open it. */
function useDays({ isOwn }: Planned): Way[] {
  const { t } = useWords();
  const [mayBook, mayFollow] = [useMay('missions.book'), useMay('encounters.read')];
  if (!isOwn) return [];
  const keys = [
    ...(mayBook ? (['bookings'] as const) : []),
    'devices' as const,
    'report' as const,
    ...(mayFollow ? (['follow-up'] as const) : []),
  ];
  return keys.map((key) => ({ key, label: t(`missions.way.${key}`), said: t(`missions.way.${key}_said`) }));
}

/** The way to every part of the mission. */
export function Parts({ mission, takesPart }: { mission: Planned; takesPart: boolean }) {
  const { t } = useWords();
  const [planned, days] = [usePlanned(mission, takesPart), useDays(mission)];
  return (
    <>
      <Ways mission={mission} title={t('missions.page.planned')} ways={planned} />
      {days.length > 0 && <Ways mission={mission} title={t('missions.way.title')} ways={days} />}
    </>
  );
}

function Ways({ mission, title, ways }: { mission: Planned; title: string; ways: readonly Way[] }) {
  return (
    <nav className="card stack" aria-label={title}>
      <h2 className="minor">{title}</h2>
      <ul className="ways">
        {ways.map(({ key, label, said, mark }) => (
          <li key={key}>
            <a href={href(mission, key)}>
              <span>
                <b>{label}</b>
                <small>{said}</small>
              </span>
              {mark && <Badge tone={mark.tone}>{mark.text}</Badge>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
