import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, Card, SelectField, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { useSession } from '../../../web/kit/session.ts';
import { Because } from './Because.tsx';
import { accessApi, type HeldRole, type PersonPageData } from './client.ts';
import { PersonHistory } from './PersonHistory.tsx';
import { emptyRole, RoleFields, roleInput, type TypedRole } from './RoleFields.tsx';
import { StateBadge } from './StateBadge.tsx';

/** /app/admin/people/$id: somebody's roles in the organisation, what can be done with them, and their history. */
export function PersonPage() {
  const { t } = useLanguage();
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(accessApi.person.queryOptions({ input: { id } }));
  return (
    <Loaded query={query}>
      {(data) => (
        <>
          <PageHead
            title={data.person.name}
            lead={data.person.address}
            crumbs={[
              { href: '/app/admin', label: t('web.nav.admin') },
              { href: '/app/admin/people', label: t('access.ui.people.title') },
            ]}
          />
          <Standing data={data} />
          <Roles data={data} />
          <Acts key={data.person.state} data={data} />
          <PersonHistory events={data.history} actors={data.actors} zone={data.zone} />
        </>
      )}
    </Loaded>
  );
}

function Standing({ data: { person, zone, tokens } }: { data: PersonPageData }) {
  const { t, formats } = useLanguage();
  return (
    <p className="row">
      <StateBadge state={person.state} />
      <span>
        {t('access.ui.seen')}:{' '}
        {person.lastSeen ? formats.moment(new Date(person.lastSeen), zone) : t('access.ui.never')}
      </span>
      {tokens > 0 && <a href="/app/admin/tokens">{t('access.ui.tokens_made', { count: tokens })}</a>}
    </p>
  );
}

function Roles({ data: { person, roles, zone } }: { data: PersonPageData }) {
  const { t, formats } = useLanguage();
  const { person: self } = useSession();
  const moment = (at: string | null) => (at === null ? t('access.ui.standing') : formats.moment(new Date(at), zone));
  return (
    <Card level={2} title={t('access.ui.roles')}>
      <Table
        id="roles"
        caption={t('access.ui.roles')}
        captionHidden
        columns={(['role', 'state', 'days', 'reason'] as const).map((key) => ({
          key,
          label: t(`access.ui.held.${key}`),
        }))}
        rows={roles.map((held) => ({
          key: held.id,
          cells: [
            <>
              {t(`web.role.${held.role}`)}
              {held.isClinical && <span className="quiet">, {t('access.ui.clinical')}</span>}
            </>,
            <StateBadge key="state" state={held.state} />,
            `${moment(held.since)} – ${moment(held.endsAt)}`,
            <Why key="why" held={held} isOwn={person.id === self} />,
          ],
        }))}
      />
      <p className="hint">{zone === 'Asia/Almaty' ? t('web.history.clock') : t('access.ui.zone', { zone })}</p>
    </Card>
  );
}

/** Who gave the role and why. One ends no role of one's own. */
function Why({ held, isOwn }: { held: HeldRole; isOwn: boolean }) {
  const { t } = useLanguage();
  const { send, isSending, error } = useSend(accessApi.endRole.call);
  return (
    <div className="stack-s">
      {held.reason && <p>{t('access.ui.granted', { who: held.grantedBy ?? '–', reason: held.reason })}</p>}
      {held.state === 'ended' && held.endedBy !== null && (
        <p>{t('access.ui.ended', { who: held.endedBy, reason: held.endReason ?? '–' })}</p>
      )}
      {held.state !== 'ended' && !isOwn && (
        <Because
          id={`end-${held.id}`}
          label={t('access.ui.end_role')}
          text={t('access.ui.end_role_text')}
          send={(reason) => send({ id: held.id, reason })}
          isSending={isSending}
          error={error}
        />
      )}
    </div>
  );
}

/** What can be done with somebody; nothing with oneself. */
function Acts({ data: { person, tokens } }: { data: PersonPageData }) {
  const { t } = useLanguage();
  const { person: self } = useSession();
  const back = useSend(accessApi.reactivate.call);
  if (person.id === self) return <p className="hint">{t('access.ui.self')}</p>;
  if (person.state === 'deactivated')
    return (
      <div className="stack-s">
        <p>
          <Button unavailable={back.isSending} onClick={() => back.send({ id: person.id })}>
            {t('access.ui.reactivate')}
          </Button>
        </p>
        <ErrorNote error={back.error} />
      </div>
    );
  return (
    <>
      <Grant id={person.id} />
      {person.state !== 'ended' && <Deactivate id={person.id} tokens={tokens} />}
    </>
  );
}

function Grant({ id }: { id: string }) {
  const { t } = useLanguage();
  const draft = useDraft<TypedRole>(`access.grant.${id}`, emptyRole);
  const { send, isSending, error } = useSend(accessApi.grantRole.call, () => draft.clear());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ id, ...roleInput(draft.values) });
  };
  return (
    <Card level={2} title={t('access.ui.grant')}>
      <form className="stack" onSubmit={submit} aria-label={t('access.ui.grant')}>
        <p className="hint">{t('access.ui.grant_hint')}</p>
        <RoleFields id="grant" values={draft.values} set={draft.set} error={error} />
        <ErrorNote error={error} typed />
        <p>
          <Button tone="primary" type="submit" unavailable={isSending}>
            {t('access.ui.grant_send')}
          </Button>
        </p>
      </form>
    </Card>
  );
}

function Deactivate({ id, tokens }: { id: string; tokens: number }) {
  const { t } = useLanguage();
  const [fate, setFate] = useState<'revoke' | 'take_over'>('revoke');
  const { send, isSending, error } = useSend(accessApi.deactivate.call);
  return (
    <Card level={2} title={t('access.ui.deactivate')}>
      <Because
        id="deactivate"
        label={t('access.ui.deactivate')}
        text={t('access.ui.deactivate_text')}
        send={(reason) => send({ id, reason, tokens: fate })}
        isSending={isSending}
        error={error}
      >
        {tokens > 0 && (
          <SelectField
            id="deactivate-tokens"
            label={t('access.ui.tokens_made', { count: tokens })}
            value={fate}
            onChange={({ target }) => setFate(target.value as typeof fate)}
            options={(['revoke', 'take_over'] as const).map((value) => ({
              value,
              label: t(`access.ui.tokens_fate.${value}`),
            }))}
          />
        )}
      </Because>
    </Card>
  );
}
