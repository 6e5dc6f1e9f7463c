import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Action, Badge, Button, Card, DemoBadge, Toast } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../../web/kit/PageHead.tsx';
import { useMay } from '../../../../web/kit/session.ts';
import { useDraft } from '../../../../web/kit/useDraft.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import type { PathPage as Shown } from '../../schemas.path.ts';
import { referralsApi } from '../client.ts';
import { useWords } from '../useWords.ts';
import type { PathDraft } from './draft.ts';
import { Checked, PathEditor } from './PathEditor.tsx';
import { PathSteps } from './PathSteps.tsx';

/** /app/referrals/paths/{id}: the steps of a path, its versions, and what the graph check says of the newest. */
export function PathPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(referralsApi.path.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(path) => <PathView key={id} path={path} />}</Loaded>;
}

function PathView({ path }: { path: Shown }) {
  const { t, name } = useWords();
  const mayWrite = useMay('referrals.configure') && path.isOwn;
  const [isOpen, setOpen] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const [newest] = path.versions;
  return (
    <>
      <PageHead
        title={name(path.names)}
        crumbs={[
          { href: '/app/referrals', label: t('referrals.ui.all') },
          { href: '/app/referrals/paths', label: t('referrals.path.all') },
        ]}
        actions={
          <>
            {path.isDemo && <DemoBadge label={t('referrals.demo_badge')} />}
            {mayWrite && !isOpen && <Button onClick={() => setOpen(true)}>{t('action.edit')}</Button>}
          </>
        }
      />
      {isOpen && newest ? (
        <Editing path={path} config={newest.config} close={() => setOpen(false)} />
      ) : (
        <div className="cols side">
          <div className="stack">
            {mayWrite && <Checked faults={path.faults} />}
            {newest && <PathSteps config={newest.config} faults={path.faults} />}
          </div>
          <aside className="stack-l" aria-label={t('referrals.path.versions')}>
            {mayWrite && <Approval path={path} told={setTold} />}
            <Versions path={path} />
          </aside>
        </div>
      )}
      <Toast message={told} />
    </>
  );
}

type EditingProps = { path: Shown; config: PathDraft['config']; close: () => void };

function Editing({ path: { id, version, names }, config, close }: EditingProps) {
  const [first] = useState<PathDraft>({ names, config });
  const draft = useDraft<PathDraft>(`path.${id}`, first);
  const sending = useSend(referralsApi.changePath.call, () => {
    draft.clear();
    close();
  });
  return (
    <PathEditor
      draft={draft.values}
      set={draft.set}
      wasKept={draft.wasKept}
      sending={sending}
      submit={() => sending.send({ id, version, ...draft.values })}
      leave={() => {
        draft.clear();
        close();
      }}
    />
  );
}

/** Approving the newest version for new referrals; running ones stay on theirs. */
function Approval({ path, told }: { path: Shown; told: (message: string) => void }) {
  const { t } = useWords();
  const mayApprove = useMay('referrals.configure');
  const { id, version, versions, faults } = path;
  const [newest] = versions;
  const { send, isSending, error } = useSend(referralsApi.approvePath.call, () =>
    told(t('referrals.path.did_approve')),
  );
  if (!newest || !mayApprove) return null;
  const isApproved = newest.approvedAt !== null;
  const effect = isApproved ? 'already' : faults.length > 0 ? 'dead_ends' : 'approve_effect';
  return (
    <Card level={2} title={t('referrals.ui.now')}>
      <Action
        id="approve-path"
        tone={isApproved ? 'plain' : 'primary'}
        unavailable={isApproved || faults.length > 0 || isSending}
        onClick={() => send({ id, version })}
        effect={t(`referrals.path.${effect}`)}
      >
        {t('referrals.path.approve', { number: newest.number })}
      </Action>
      <ErrorNote error={error} />
    </Card>
  );
}

function Versions({ path: { versions } }: { path: Shown }) {
  const { t, moment } = useWords();
  return (
    <Card level={2} title={t('referrals.path.versions')}>
      <ul className="plain stack-s">
        {versions.map(({ number, writtenAt, approvedAt }) => (
          <li key={number}>
            <b>{t('referrals.path.version', { number })}</b>{' '}
            <Badge tone={approvedAt === null ? 'plain' : 'leaf'}>
              {t(approvedAt === null ? 'referrals.path.not_approved' : 'referrals.path.is_approved')}
            </Badge>
            <p className="quiet">{moment(approvedAt ?? writtenAt)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
