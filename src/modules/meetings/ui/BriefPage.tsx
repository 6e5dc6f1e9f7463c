import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, LinkButton, Note } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useDownload } from '../../../web/kit/useDownload.ts';
import { accordsApi } from '../../accords/ui/client.ts';
import { CommitmentRow } from '../../accords/ui/CommitmentRow.tsx';
import { type Brief, meetingsApi } from './client.ts';
import { Notes } from './Notes.tsx';
import { PointList } from './Points.tsx';
import { useWords } from './useWords.ts';
import './meetings.css';

/** /app/meetings/{id}/brief: what the own side should know before it meets the others. Nobody else sees any of it. */
export function BriefPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(meetingsApi.brief.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(brief) => <BriefView key={id} brief={brief} />}</Loaded>;
}

function BriefView({ brief }: { brief: Brief }) {
  const words = useWords();
  const { t, text } = words;
  const { meeting } = brief;
  return (
    <>
      <PageHead
        title={`${t('meetings.brief.title')}: ${text(meeting.title)}`}
        lead={words.when(meeting)}
        crumbs={[
          { href: '/app/meetings', label: t('meetings.title') },
          { href: `/app/meetings/${meeting.id}`, label: text(meeting.title) },
        ]}
        actions={<Papers id={meeting.id} />}
      />
      <div className="own-side-only">
        <Note tone="warn">{t('meetings.brief.lead')}</Note>
      </div>
      <Notes brief={brief} />
      <Waiting brief={brief} />
      <Owed brief={brief} which="late" />
      <Owed brief={brief} which="we_owe" />
      <Owed brief={brief} which="owed_to_us" />
      <Last brief={brief} />
    </>
  );
}

function Papers({ id }: { id: string }) {
  const { t, locale } = useWords();
  const { start, error } = useDownload();
  const address = `/api/meetings/${id}/brief.pdf?locale=${locale}`;
  return (
    <>
      <LinkButton href={address} download="brief.pdf" onClick={(event) => start(event, address, `brief-${id}.pdf`)}>
        {t('meetings.brief.pdf')}
      </LinkButton>
      <Button onClick={() => print()}>{t('meetings.brief.print')}</Button>
      <ErrorNote error={error} />
    </>
  );
}

const most = 50;
const asked = {
  late: { status: ['overdue', 'not_reported', 'at_risk'] },
  we_owe: { direction: 'we_owe', status: ['not_started', 'on_track', 'no_target'] },
  owed_to_us: { direction: 'owed_to_us', status: ['not_started', 'on_track', 'no_target'] },
} as const;

/** Commitments of the partnership that are not settled. */
function Owed({ brief: { meeting }, which }: { brief: Brief; which: keyof typeof asked }) {
  const { t } = useWords();
  const { status, ...rest } = asked[which];
  const input = {
    ...rest,
    status: [...status],
    partnership: meeting.partnership.slug,
    sort: 'term' as const,
    limit: most,
  };
  const query = useQuery(accordsApi.commitments.queryOptions({ input }));
  return (
    <section className="stack">
      <h2>{t(`meetings.brief.${which}`)}</h2>
      <Loaded query={query}>
        {({ items, organisations }) =>
          items.length === 0 ? (
            <p className="quiet">{t('meetings.brief.nothing')}</p>
          ) : (
            <div className="card">
              {items.map((row) => (
                <CommitmentRow key={row.id} row={row} organisations={organisations} level={3} partnership={false} />
              ))}
            </div>
          )
        }
      </Loaded>
    </section>
  );
}

/** Deliveries of this partnership that wait for our confirmation. */
function Waiting({ brief: { meeting } }: { brief: Brief }) {
  const { t, text } = useWords();
  const query = useQuery(accordsApi.today.queryOptions({ input: {} }));
  return (
    <section className="stack">
      <h2>{t('meetings.brief.waiting')}</h2>
      <Loaded query={query}>
        {({ toConfirm }) => {
          const ours = toConfirm.filter(({ commitment }) => commitment.partnership.id === meeting.partnership.id);
          if (ours.length === 0) return <p className="quiet">{t('meetings.brief.waiting_none')}</p>;
          return (
            <ul className="plain stack-s">
              {ours.map(({ delivery, commitment }) => (
                <li key={delivery.id}>
                  <a href={`/app/commitments/${commitment.id}`}>{text(commitment.title)}</a>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </section>
  );
}

function Last({ brief }: { brief: Brief }) {
  const { t, text, formats } = useWords();
  const { last } = brief;
  return (
    <section className="stack">
      <h2>{t('meetings.brief.last')}</h2>
      {last === null ? (
        <p className="quiet">{t('meetings.brief.no_last')}</p>
      ) : (
        <>
          <p>
            <a href={`/app/meetings/${last.id}`}>{text(last.title)}</a>{' '}
            <span className="quiet">{last.held === null ? t('meetings.date_unknown') : formats.edtf(last.held)}</span>
          </p>
          {last.points.length === 0 ? (
            <p className="quiet">{t('meetings.points.none')}</p>
          ) : (
            <PointList points={last.points} meeting={brief} />
          )}
        </>
      )}
    </section>
  );
}
