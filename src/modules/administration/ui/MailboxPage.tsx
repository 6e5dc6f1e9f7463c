import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { EmptyState, LinkButton, Note, SelectField, StatusChip, Table } from '../../../design/index.ts';
import { channels, messageStates, purposes } from '../../../platform/outbox/message.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import type { Translator } from '../../../platform/i18n/translate.ts';
import { addressIn, oneOf, said, textOf } from '../../../web/kit/listing.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { Pages } from '../../../web/kit/Pages.tsx';
import { administrationApi, type MessageRow, type MessagesInput, zone } from './client.ts';
import { MessageActs } from './MessageActs.tsx';
import { shapeOfMessage } from './words.ts';

const path = '/app/admin/mailbox';
const listingOf = (search: Record<string, unknown>) =>
  said({
    cursor: textOf(search['cursor']),
    channel: oneOf(search['channel'], channels),
    purpose: oneOf(search['purpose'], purposes),
    state: oneOf(search['state'], messageStates),
  }) as NonNullable<MessagesInput> & { cursor?: string };

/** /app/admin/mailbox: what goes out of the house, by purpose and state; and to be read, what nothing has sent. */
export function MailboxPage() {
  const { t, formats } = useLanguage();
  const listing = listingOf(useSearch({ strict: false }));
  const query = useQuery({
    ...administrationApi.messages.queryOptions({ input: listing }),
    placeholderData: (before) => before,
  });
  return (
    <>
      <PageHead
        title={t('administration.ui.mailbox.title')}
        lead={t('administration.ui.mailbox.lead')}
        crumbs={[{ href: '/app/admin', label: t('web.nav.admin') }]}
      />
      <Filters listing={listing} />
      <Loaded query={query}>
        {({ items, next, waysOut, keptDays }) => (
          <>
            {waysOut.length === 0 && (
              <Note>
                <p>{t('administration.ui.mailbox.nothing_sends')}</p>
              </Note>
            )}
            <p className="hint">{t('administration.ui.mailbox.kept_for', { days: formats.number(keptDays) })}</p>
            <Found items={items} />
            <Pages path={path} listing={listing} next={next} summary={t('phrase.results', { count: items.length })} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** What a list of messages can be narrowed to. */
const choicesIn = (t: Translator) =>
  [
    {
      name: 'purpose',
      label: t('administration.ui.message.purpose'),
      options: purposes.map((value) => ({ value, label: t(`administration.ui.purpose.${value}`) })),
    },
    {
      name: 'state',
      label: t('administration.ui.message.state'),
      options: messageStates.map((value) => ({ value, label: t(`administration.ui.state.${value}`) })),
    },
    {
      name: 'channel',
      label: t('administration.ui.message.channel'),
      options: channels.map((value) => ({ value, label: t(`administration.ui.channel.${value}`) })),
    },
  ] as const;

/** Each choice takes effect at once and stands in the address. */
function Filters({ listing }: { listing: ReturnType<typeof listingOf> }) {
  const { t } = useLanguage();
  const { history } = useRouter();
  const { cursor: _cursor, ...filters } = listing;
  const set = (name: string, value: string) => history.push(addressIn(path, { ...filters, [name]: value }));
  const any = { value: '', label: t('web.list.any') };
  return (
    <search>
      <div className="filters">
        {choicesIn(t).map(({ name, label, options }) => (
          <SelectField
            key={name}
            id={`filter-${name}`}
            label={label}
            value={filters[name] ?? ''}
            onChange={({ target }) => set(name, target.value)}
            options={[any, ...options]}
          />
        ))}
        {Object.keys(filters).length > 0 && (
          <p>
            <LinkButton href={path}>{t('action.clear')}</LinkButton>
          </p>
        )}
      </div>
    </search>
  );
}

function Found({ items }: { items: readonly MessageRow[] }) {
  const { t, formats } = useLanguage();
  if (items.length === 0)
    return (
      <EmptyState
        level={2}
        title={t('administration.ui.mailbox.none')}
        text={t('administration.ui.mailbox.none_text')}
      />
    );
  const purposeOf = (purpose: string) => {
    const known = purposes.find((each) => each === purpose);
    return known ? t(`administration.ui.purpose.${known}`) : purpose;
  };
  return (
    <Table
      id="messages"
      caption={t('administration.ui.mailbox.title')}
      captionHidden
      columns={[
        { key: 'at', label: t('administration.ui.message.queued_at') },
        { key: 'purpose', label: t('administration.ui.message.purpose') },
        { key: 'state', label: t('administration.ui.message.state') },
        { key: 'tries', label: t('administration.ui.message.tries'), numeric: true },
        { key: 'acts', label: t('administration.ui.acts') },
      ]}
      rows={items.map((message) => ({
        key: message.id,
        cells: [
          formats.moment(new Date(message.queuedAt), zone),
          `${purposeOf(message.purpose)} · ${t(`administration.ui.channel.${message.channel}`)}`,
          <State key="state" message={message} />,
          formats.number(message.tries),
          <MessageActs key="acts" message={message} name={purposeOf(message.purpose)} />,
        ],
      }))}
    />
  );
}

function State({ message: { state, failure, nextTryAt, tries } }: { message: MessageRow }) {
  const { t, formats } = useLanguage();
  return (
    <div className="stack-s">
      <StatusChip status={shapeOfMessage[state]} label={t(`administration.ui.state.${state}`)} />
      {failure && <span className="src">{t('administration.ui.message.failure', { name: failure })}</span>}
      {nextTryAt && tries > 0 && (
        <span className="src">
          {t('administration.ui.message.next_try', { when: formats.moment(new Date(nextTryAt), zone) })}
        </span>
      )}
    </div>
  );
}
