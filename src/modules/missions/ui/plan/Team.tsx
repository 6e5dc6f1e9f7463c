import { Badge, Button, Note } from '../../../../design/index.ts';
import { addDays } from '../../../../platform/time/calendar.ts';
import { instantOf } from '../../../../platform/time/zone.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../../web/kit/session.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import { hasRoleOn, type Signing, signingLack, signingLacks } from '../../plan.ts';
import { missionsApi, type Planned } from '../client.ts';
import { ClinicianForm } from './ClinicianForm.tsx';
import { PartList, useMayPlan } from './Frame.tsx';
import { useWords, type Words } from './useWords.ts';

export type Clinician = Planned['clinicians'][number];

/** The days on which somebody is wanted: those of their sessions, else of all. */
function daysOf({ sessions }: Planned, { id }: Clinician): string[] {
  const standing = sessions.filter(({ isCancelled }) => !isCancelled);
  const own = standing.filter(({ clinician }) => clinician === id);
  return [...new Set((own.length > 0 ? own : standing).map(({ day }) => day))].toSorted();
}

const signingOf = (clinician: Clinician, { clinicians }: Planned): Signing => ({
  ...clinician,
  answering: clinicians.find(({ id }) => id === clinician.answeredForBy) ?? null,
});

/** What somebody still needs, in words: an account with a role on those days, and what a signature rests on. */
function lacksOf(mission: Planned, clinician: Clinician, { t, days }: Words): string[] {
  const wanted = daysOf(mission, clinician);
  const signing = signingOf(clinician, mission);
  const [lacks, zone] = [wanted.map((day) => signingLack(signing, day)), mission.venues[0]?.zone ?? 'Asia/Almaty'];
  const unsigned = signingLacks.flatMap((lack) => {
    const on = wanted.filter((_day, index) => lacks[index] === lack);
    return on.length === 0 ? [] : [t(`missions.team.lack.${lack}`, { days: days(on) })];
  });
  if (!mission.isOwn || clinician.hasEnded) return unsigned;
  if (clinician.person === null) return [t('missions.team.lack.no-account'), ...unsigned];
  const roles = mission.people.filter(({ person }) => person === clinician.person);
  const at = (day: string) => instantOf(`${day}T00:00`, zone) ?? new Date(`${day}T00:00:00Z`);
  const without = wanted.filter((day) => !hasRoleOn(roles, { from: at(day), until: at(addDays(day, 1)) }));
  if (without.length === 0) return unsigned;
  return [t('missions.team.lack.no-role', { days: days(without) }), ...unsigned];
}

/** Who sees people, by what right, and what each of them still lacks. */
export function Team({ mission }: { mission: Planned }) {
  const { t } = useWords();
  return (
    <PartList
      mission={mission}
      title={t('missions.team.title')}
      none={t('missions.team.none')}
      add={t('missions.team.add')}
      rows={mission.clinicians}
      nameOf={({ name }) => name}
      renderLine={(clinician) => <Line mission={mission} clinician={clinician} />}
      renderForm={(row, close) => <ClinicianForm {...{ mission, row, close }} />}
      renderMore={(clinician) => <End mission={mission} clinician={clinician} />}
    />
  );
}

function Line({ mission, clinician }: { mission: Planned; clinician: Clinician }) {
  const words = useWords();
  const { t, organisation } = words;
  const { name, specialty, permission, hasEnded } = clinician;
  const answering = mission.clinicians.find(({ id }) => id === clinician.answeredForBy);
  const lacks = hasEnded ? [] : lacksOf(mission, clinician, words);
  const mayInvite = useMay('access.manage') && mission.isOwn;
  return (
    <div className="stack-s">
      <p>
        <b>{name}</b> · {t(`missions.specialty.${specialty}`)} ·{' '}
        {organisation(clinician.organisation, mission.organisations)}{' '}
        {hasEnded && <Badge>{t('missions.team.ended')}</Badge>}
      </p>
      {permission && <p className="quiet">{permissionText(permission, words)}</p>}
      {answering && <p className="quiet">{t('missions.team.answered_for', { name: answering.name })}</p>}
      {lacks.length > 0 && (
        <Note tone="warn">
          <ul>
            {lacks.map((lack) => (
              <li key={lack}>{lack}</li>
            ))}
          </ul>
          {mayInvite && <a href="/app/admin/people">{t('missions.team.give_role')}</a>}
        </Note>
      )}
    </div>
  );
}

type Permission = NonNullable<Clinician['permission']>;
const permissionText = ({ authority, number, from, until }: Permission, { t, formats }: Words): string =>
  until === null
    ? t('missions.team.permission_since', { authority, number, from: formats.edtf(from) })
    : t('missions.team.permission_on', { authority, number, from: formats.edtf(from), until: formats.edtf(until) });

/** Ends somebody's part, or takes that back. */
function End({ mission, clinician: { id, version, hasEnded, name } }: { mission: Planned; clinician: Clinician }) {
  const { t } = useWords();
  const may = useMayPlan();
  const { send, isSending, error } = useSend(missionsApi.endClinician.call);
  const word = t(hasEnded ? 'missions.team.back' : 'missions.team.end');
  if (!may) return null;
  return (
    <>
      <Button
        small
        unavailable={isSending}
        aria-label={`${word}: ${name}`}
        onClick={() => send({ id: mission.id, clinician: id, version, hasEnded: !hasEnded })}
      >
        {word}
      </Button>
      <ErrorNote error={error} />
    </>
  );
}
