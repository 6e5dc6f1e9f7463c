import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Badge, Button, Card, TextArea } from '../../../design/index.ts';
import { Problem } from '../../../platform/clientProblem.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { Waits } from '../../../web/kit/Waits.tsx';
import { referralsApi } from './client.ts';
import { useWords } from './useWords.ts';

/** What was done at the centre: arrival, fractions, visits. Each reading is on record, so it is asked for only when it is opened. */
export function AtTheCentre({ referral }: { referral: string }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <Card level={2} title={t('referrals.centre.title')}>
      {isOpen ? (
        <Opened referral={referral} />
      ) : (
        <div className="stack-s">
          <p className="quiet">{t('referrals.centre.hint')}</p>
          <p>
            <Button onClick={() => setOpen(true)}>{t('referrals.centre.open')}</Button>
          </p>
        </div>
      )}
    </Card>
  );
}

function Opened({ referral }: { referral: string }) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({
    ...referralsApi.referralEncounters.queryOptions({ input: { id: referral } }),
    staleTime: Infinity,
    retry: false,
  });
  if (error instanceof Problem && error.code === 'not-found') return <p>{t('referrals.case.closed')}</p>;
  if (error && !data) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!data) return <Waits />;
  return (
    <div className="stack">
      {data.items.length === 0 && <p className="quiet">{t('referrals.centre.none')}</p>}
      <ul className="plain stack">
        {data.items.map((item) => (
          <Done key={item.id} item={item} />
        ))}
      </ul>
      {data.mayRecord && <Visit referral={referral} />}
    </div>
  );
}

type Item = Awaited<ReturnType<typeof referralsApi.referralEncounters.call>>['items'][number];

function Done({ item: { id, kind, fraction, at, state, by, words } }: { item: Item }) {
  const { t, moment } = useWords();
  return (
    <li>
      <p className="between">
        <span>
          <a href={`/app/encounters/${id}`}>
            {fraction === null ? t(`encounters.ui.kind.${kind}`) : t('referrals.centre.fraction', { number: fraction })}
          </a>{' '}
          {state === 'entered_in_error' && <Badge tone="clay">{t('referrals.centre.error')}</Badge>}
        </span>
        <span className="quiet">
          <time dateTime={at}>{moment(at)}</time>
          {by !== '' && <>, {by}</>}
        </span>
      </p>
      {words !== null && (
        <p className="as-written" dir="auto">
          {words}
        </p>
      )}
    </li>
  );
}

function Visit({ referral }: { referral: string }) {
  const { t } = useWords();
  const [words, setWords] = useState('');
  const { send, isSending, error } = useSend(referralsApi.recordVisit.call, () => setWords(''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id: referral, words: words.trim() });
  };
  return (
    <form className="stack-s" onSubmit={submit} aria-label={t('referrals.centre.add')}>
      <TextArea
        id="centre-words"
        label={t('referrals.centre.words')}
        value={words}
        error={faultAt(error, '/words')}
        onChange={({ target }) => setWords(target.value)}
        maxLength={4000}
        rows={3}
        required
      />
      <ErrorNote error={error} typed />
      <p>
        <Button type="submit" unavailable={isSending || words.trim().length < 3}>
          {t('referrals.centre.add')}
        </Button>
      </p>
    </form>
  );
}
