import { useState } from 'react';
import { Badge, Button } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { Coming } from '../../../web/kit/Coming.tsx';
import { later } from '../../../web/kit/later.ts';
import { useMay } from '../../../web/kit/session.ts';
import type { Meeting, Participant, ViewProps } from './client.ts';
import { useWords } from './useWords.ts';

const ParticipantsForm = later(['meetings'], () => import('./ParticipantsForm.tsx'), 'ParticipantsForm');

/** Who took part, with the post as of then. */
export function Participants({ meeting, reload }: ViewProps) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const mayChange = useMay('meetings.write') && meeting.isOwn;
  const { participants } = meeting;
  return (
    <section className="stack">
      <div className="row between">
        <h2>{t('meetings.participants')}</h2>
        {mayChange && !isOpen && (
          <Button small onClick={() => setOpen(true)}>
            {t('meetings.form.edit')}
          </Button>
        )}
      </div>
      {isOpen ? (
        <Coming>
          <ParticipantsForm meeting={meeting} reload={reload} close={() => setOpen(false)} />
        </Coming>
      ) : participants.length === 0 ? (
        <p className="quiet">{t('meetings.participants.none')}</p>
      ) : (
        <ul className="plain stack-s">
          {participants.map((each) => (
            <One key={each.id} participant={each} meeting={meeting} />
          ))}
        </ul>
      )}
    </section>
  );
}

function One({ participant, meeting }: { participant: Participant; meeting: Meeting }) {
  const { t, locale, text, side } = useWords();
  const { name, person, organisation, post, part } = participant;
  const names = name ?? meeting.people.find(({ id }) => id === person)?.names;
  const at = meeting.organisations.find(({ id }) => id === organisation);
  const called = names ? nameIn(locale, names) : null;
  const details = [post && text(post), called !== null && at && nameIn(locale, at.names)].filter(Boolean).join(', ');
  return (
    <li>
      {called !== null && person !== null ? (
        <a href={`/app/people/${person}`}>{called}</a>
      ) : (
        <b>{called ?? (at && nameIn(locale, at.names))}</b>
      )}{' '}
      {details !== '' && <span className="quiet">{details}</span>}{' '}
      {participant.side !== null && <Badge>{side(participant.side, meeting)}</Badge>}{' '}
      {part !== 'member' && <Badge tone="sky">{t(`meetings.part.${part}`)}</Badge>}
    </li>
  );
}
