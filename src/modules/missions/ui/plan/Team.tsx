import { Badge, Button } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../../web/kit/session.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import { missionsApi, type Planned } from '../client.ts';
import { ClinicianForm } from './ClinicianForm.tsx';
import { PartList, useMayPlan } from './Frame.tsx';
import { type Clinician, lacksOf, type TeamLack } from './lacks.ts';
import { useWords, type Words } from './useWords.ts';

/** Who sees people, by what right, and what each of them still lacks. */
export function Team({ mission }: { mission: Planned }) {
  const { t } = useWords();
  const mayInvite = useMay('access.manage') && mission.isOwn;
  return (
    <>
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
      {mayInvite && (
        <p>
          <a href="/app/admin/people">{t('missions.team.give_role')}</a>
        </p>
      )}
    </>
  );
}

const lackText = ({ lack, days }: TeamLack, words: Words): string =>
  lack === 'no-account'
    ? words.t('missions.team.lack.no-account')
    : words.t(`missions.team.lack.${lack}`, { days: words.days(days) });

function Line({ mission, clinician }: { mission: Planned; clinician: Clinician }) {
  const words = useWords();
  const { t, organisation } = words;
  const { name, specialty, permission, hasEnded } = clinician;
  const answering = mission.clinicians.find(({ id }) => id === clinician.answeredForBy);
  const lacks = lacksOf(mission, clinician);
  const standing = hasEnded ? 'ended' : lacks.length > 0 ? 'lacking' : 'ready';
  return (
    <div className="stack-s">
      <p className="row">
        <b>{name}</b>
        <Badge tone={tones[standing]}>{t(`missions.team.${standing}`)}</Badge>
      </p>
      <p className="quiet small">
        {t(`missions.specialty.${specialty}`)} · {organisation(clinician.organisation, mission.organisations)}
      </p>
      {permission && <p className="quiet small">{permissionText(permission, words)}</p>}
      {answering && <p className="quiet small">{t('missions.team.answered_for', { name: answering.name })}</p>}
      {lacks.length > 0 && (
        <ul className="plain small">
          {lacks.map((lack) => (
            <li key={lack.lack}>{lackText(lack, words)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

const tones = { ended: 'plain', lacking: 'sun', ready: 'leaf' } as const;

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
        tone={hasEnded ? 'plain' : 'danger'}
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
