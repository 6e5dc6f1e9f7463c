import { useState } from 'react';
import { v7 } from 'uuid';
import { Button, SelectField, TextField } from '../../../design/index.ts';
import { type Priority, priorities, specialties } from '../../../modules/missions/day/operation.ts';
import type { Visit } from '../../../modules/missions/day/visit.ts';
import { useDraft, useWorkplace } from '../context.tsx';
import { specialtyName, useT } from '../language.tsx';

const nothing: { specialty: string; priority: string; room: string } = { specialty: '', priority: 'routine', room: '' };
const isOpen = ({ state }: Visit['turns'][number]): boolean =>
  ['waiting', 'missed', 'handed', 'called', 'in_room'].includes(state);

/** What is typed, and sending by it. */
function useSending(visit: Visit) {
  const t = useT();
  const { act } = useWorkplace();
  const [typed, type, clear] = useDraft(`queue ${visit.id}`, nothing);
  const [said, say] = useState('');
  const specialty = typed.specialty || (visit.turns.at(-1)?.specialty ?? 'therapy');
  const open = visit.turns.find(isOpen);
  const done = (written: unknown) => {
    if (!written) return;
    say(t('day.queue.sent', { specialty: specialtyName(t, specialty) }));
    clear();
  };
  const room = typed.room.trim() || null;
  const hand = async (turn: string) =>
    done(await act([{ kind: 'turn.handed', visit: visit.id, turn, specialty, room }]));
  const queue = async (priority: Priority) =>
    done(await act([{ kind: 'turn.queued', visit: visit.id, turn: v7(), specialty, priority }]));
  return { typed, type, said, specialty, open, hand, queue };
}

/** Sends somebody to another room, or lets them wait for a further specialty. */
export function QueueForm({ visit }: { visit: Visit }) {
  const t = useT();
  const sending = useSending(visit);
  const { typed, type, said, specialty } = sending;
  return (
    <details className="card">
      <summary>{t('day.queue.title')}</summary>
      <div className="stack">
        <SelectField
          id="queue-specialty"
          label={t('day.field.specialty')}
          value={specialty}
          options={specialties.map((value) => ({ value, label: specialtyName(t, value) }))}
          onChange={({ target }) => type({ specialty: target.value })}
        />
        <SelectField
          id="queue-priority"
          label={t('day.field.priority')}
          value={typed.priority}
          options={priorities.toReversed().map((value) => ({ value, label: t(`day.priority.${value}`) }))}
          onChange={({ target }) => type({ priority: target.value })}
        />
        <RoomChoice room={typed.room} type={(room) => type({ room })} />
        <Sending sending={sending} />
        <output className="quiet">{said}</output>
      </div>
    </details>
  );
}

/** A room of the plan, or whatever somebody calls theirs. */
function RoomChoice({ room, type }: { room: string; type: (room: string) => void }) {
  const t = useT();
  const { plan } = useWorkplace();
  return (
    <>
      <TextField
        id="queue-room"
        label={t('day.queue.room')}
        hint={t('day.queue.room.hint')}
        maxLength={100}
        autoComplete="off"
        list="rooms"
        value={room}
        onChange={({ target }) => type(target.value)}
      />
      <datalist id="rooms">
        {plan?.rooms.map(({ id, name }) => (
          <option key={id} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
}

function Sending({ sending: { typed, open, hand, queue } }: { sending: ReturnType<typeof useSending> }) {
  const t = useT();
  const { priority } = typed;
  return (
    <div className="pair">
      {open && <Button onClick={() => void hand(open.id)}>{t('day.queue.hand')}</Button>}
      <Button onClick={() => void queue(priorities.find((each) => each === priority) ?? 'routine')}>
        {t('day.queue.add')}
      </Button>
    </div>
  );
}
