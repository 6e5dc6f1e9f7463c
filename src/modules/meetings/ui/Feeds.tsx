import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Note, TextField } from '../../../design/index.ts';
import { ErrorNote, faultAt } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { meetingsApi } from './client.ts';
import { useWords } from './useWords.ts';

/** The person's own calendar addresses: made, told once, ended. */
export function Feeds() {
  const { t } = useWords();
  const [told, setTold] = useState<string | null>(null);
  return (
    <details>
      <summary>{t('meetings.feed.title')}</summary>
      <div className="stack">
        <p className="quiet">{t('meetings.feed.lead')}</p>
        {told !== null && (
          <Note tone="warn">
            <p>{t('meetings.feed.once')}</p>
            <p>
              <input
                aria-label={t('meetings.feed.title')}
                readOnly
                value={told}
                onFocus={(event) => event.target.select()}
              />
            </p>
          </Note>
        )}
        <MakeFeed tell={(path) => setTold(new URL(path, location.origin).href)} />
        <MyFeeds />
      </div>
    </details>
  );
}

function MakeFeed({ tell }: { tell: (path: string) => void }) {
  const { t } = useWords();
  const [label, setLabel] = useState('');
  const { send, isSending, error } = useSend(meetingsApi.makeFeed.call, ({ path }) => {
    setLabel('');
    tell(path);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ label });
  };
  return (
    <form className="stack-s" onSubmit={submit} aria-label={t('meetings.feed.make')}>
      <ErrorNote error={error} typed />
      <TextField
        id="feed-label"
        label={t('meetings.feed.label')}
        error={faultAt(error, '/label')}
        required
        maxLength={80}
        value={label}
        onChange={(event) => setLabel(event.target.value)}
      />
      <Button type="submit" unavailable={isSending}>
        {t('meetings.feed.make')}
      </Button>
    </form>
  );
}

function MyFeeds() {
  const { t } = useWords();
  const { data: feeds = [] } = useQuery(meetingsApi.feeds.queryOptions());
  const { send, isSending, error } = useSend(meetingsApi.revokeFeed.call);
  return (
    <>
      <ErrorNote error={error} />
      <ul className="plain stack-s">
        {feeds.map(({ id, label, madeAt, readOn }) => (
          <li key={id} className="row between">
            <span>
              <b>{label}</b>{' '}
              <span className="quiet">
                {t('meetings.feed.made', { at: madeAt.slice(0, 10) })}.{' '}
                {readOn === null ? t('meetings.feed.unread') : t('meetings.feed.read', { day: readOn })}
              </span>
            </span>
            <Button small unavailable={isSending} onClick={() => send({ id })}>
              {t('meetings.feed.revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
