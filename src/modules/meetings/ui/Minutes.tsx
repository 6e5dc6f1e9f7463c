import { useState } from 'react';
import { Action, Badge, Button, LocalisedTextView } from '../../../design/index.ts';
import { useLocalised } from '../../../platform/i18n/react.ts';
import { Coming } from '../../../web/kit/Coming.tsx';
import { later } from '../../../web/kit/later.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Signatures } from '../../../web/kit/Signatures.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { meetingsApi, type Minutes as Version, type ViewProps } from './client.ts';
import { useWords } from './useWords.ts';

const MinutesForm = later(['meetings'], () => import('./MinutesForm.tsx'), 'MinutesForm');

/** The minutes: what is being written, what was approved, and what it said before. */
export function Minutes({ meeting, reload }: ViewProps) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const mayWrite = useMay('meetings.write') && meeting.isOwn && meeting.state === 'held';
  const draft = meeting.minutes.find(({ state }) => state === 'draft');
  const [approved, ...earlier] = meeting.minutes.filter(({ state }) => state === 'approved');
  const verb = draft ? 'go_on' : approved ? 'mend' : 'write';
  return (
    <section className="stack">
      <div className="row between">
        <h2>{t('meetings.minutes')}</h2>
        {mayWrite && !isOpen && (
          <Button small onClick={() => setOpen(true)}>
            {t(`meetings.minutes.${verb}`)}
          </Button>
        )}
      </div>
      <Coming>
        {isOpen && <MinutesForm {...{ meeting, reload, draft, approved }} close={() => setOpen(false)} />}
      </Coming>
      {draft && !isOpen && <Draft meeting={meeting} reload={reload} draft={draft} />}
      {approved ? <Shown version={approved} /> : !draft && <p className="quiet">{t('meetings.minutes.none')}</p>}
      {approved && <Signatures subject="minutes" id={meeting.id} />}
      {earlier.length > 0 && (
        <details>
          <summary>{t('meetings.minutes.earlier')}</summary>
          <div className="stack">
            {earlier.map((version) => (
              <Shown key={version.number} version={version} />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}

/** A version as it reads: paragraphs stay paragraphs. */
function Shown({ version }: { version: Version }) {
  const { t, text } = useWords();
  const localised = useLocalised();
  const { number, state, approvedAt, reasons, wording } = version;
  return (
    <article className="card stack-s">
      <p className="row">
        <Badge tone={state === 'approved' ? 'leaf' : 'sun'}>{t(`meetings.minutes.${state}`)}</Badge>
        <span className="quiet">{t('meetings.minutes.version', { number })}</span>
        {approvedAt !== null && (
          <span className="quiet">{t('meetings.minutes.approved_on', { at: approvedAt.slice(0, 10) })}</span>
        )}
      </p>
      {reasons && (
        <p className="quiet">
          {t('meetings.minutes.reasons')}: {text(reasons)}
        </p>
      )}
      <div className="written">
        <LocalisedTextView text={wording} {...localised} />
      </div>
    </article>
  );
}

function Draft({ meeting, reload, draft }: ViewProps & { draft: Version }) {
  const { t } = useWords();
  const mayWrite = useMay('meetings.write') && meeting.isOwn;
  const mayApprove = useMay('meetings.approve') && meeting.isOwn;
  const approve = useSend(meetingsApi.approveMinutes.call);
  const discard = useSend(meetingsApi.discardMinutes.call);
  const at = { id: meeting.id, number: draft.number, version: draft.version };
  const isBusy = approve.isSending || discard.isSending;
  return (
    <div className="stack-s">
      <Shown version={draft} />
      <p className="hint">{t('meetings.minutes.own_side_only')}</p>
      {mayApprove ? (
        <Action
          id="approve-minutes"
          tone="primary"
          unavailable={isBusy}
          onClick={() => approve.send(at)}
          effect={t('meetings.minutes.approve_effect')}
        >
          {t('meetings.minutes.approve')}
        </Action>
      ) : (
        <p className="hint">{t('meetings.minutes.coordinator')}</p>
      )}
      {mayWrite && (
        <p>
          <Button small tone="danger" unavailable={isBusy} onClick={() => discard.send(at)}>
            {t('meetings.minutes.discard')}
          </Button>
        </p>
      )}
      <ErrorNote error={approve.error ?? discard.error} reload={reload} />
    </div>
  );
}
