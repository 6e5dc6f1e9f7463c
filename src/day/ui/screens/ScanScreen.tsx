import { type FormEvent, useState } from 'react';
import { Button, LinkButton, Note, TextField } from '../../../design/index.ts';
import { Camera } from '../camera.tsx';
import { useWorkplace } from '../context.tsx';
import { useT } from '../language.tsx';
import { Screen } from '../parts.tsx';
import { go, to } from '../route.ts';
import { type Read, readTicket, ticketHash } from '../view/scan.ts';
import { Authors } from './Authors.tsx';
import { PeopleList } from './PeopleScreen.tsx';

/** Goes to whose ticket it is, or says what it is instead. */
function useFinding() {
  const { day, plan, date } = useWorkplace();
  const [read, setRead] = useState<Read | null>(null);
  const found = async (text: string) => {
    const said = readTicket({ day, plan, date }, text, await ticketHash(text));
    if (said.is === 'booking') return go('visit', said.booking.id);
    const [visit, ...others] = said.is === 'visits' ? said.visits : [];
    if (visit && others.length === 0 && said.is === 'visits' && !said.isUsed) go('visit', visit.id);
    else setRead(said);
  };
  return { read, found };
}

/** Finds whose ticket it is: by the camera, or by its number. */
export default function ScanScreen() {
  const t = useT();
  const [number, setNumber] = useState('');
  const { read, found } = useFinding();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void found(number);
  };
  return (
    <Screen title={t('day.scan.title')}>
      <Camera onCode={(text) => void found(text)} />
      <form className="stack" onSubmit={submit}>
        <TextField
          id="number"
          label={t('day.scan.number')}
          hint={t('day.scan.number.hint')}
          autoComplete="off"
          autoCapitalize="characters"
          value={number}
          onChange={({ target }) => setNumber(target.value)}
        />
        <Button type="submit" full>
          {t('day.scan.find')}
        </Button>
      </form>
      <output className="stack">{read && <Said read={read} />}</output>
      <LinkButton href={to('people')} full>
        {t('day.people.search')}
      </LinkButton>
    </Screen>
  );
}

/** What it is, and of a ticket that was used: who let whom in, when and on which device. */
function Said({ read }: { read: Read }) {
  const t = useT();
  const { day } = useWorkplace();
  if (read.is === 'other_day')
    return (
      <Note tone="stop">
        <p>{t('day.scan.other_day', { date: read.day })}</p>
      </Note>
    );
  if (read.is === 'booking') return null;
  if (read.is !== 'visits')
    return (
      <Note tone="stop">
        <p>{t(`day.scan.${read.is}`)}</p>
      </Note>
    );
  return (
    <>
      <Note tone="warn">
        <p>{t(read.isUsed ? 'day.scan.used' : 'day.scan.several')}</p>
        {read.visits.map(({ id, arrived }) => arrived && <Authors key={id} from={arrived} day={day} />)}
      </Note>
      <PeopleList visits={read.visits} />
    </>
  );
}
