import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge, Button, TextArea } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../../web/kit/Loaded.tsx';
import { useCan } from '../../../../web/kit/useCan.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import type { PatientMessageShown } from '../../contract.patient.ts';
import { referralsContract } from '../../contract.ts';
import { longestMessage } from '../../patientPage.ts';
import { referralsApi } from '../client.ts';
import { useWords, zone } from '../useWords.ts';

type Props = { referral: string; unread: number; isOver: boolean };

/** What the patient and the hospitals wrote. It is opened on purpose: that somebody did is on record, and the patient sees it as read. */
export function PatientMessages({ referral, unread, isOver }: Props) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="stack-s" aria-labelledby="patient-messages">
      <div className="row between">
        <h3 id="patient-messages">{t('referrals.patient.messages')}</h3>
        {unread > 0 && <Badge tone="sun">{t('referrals.patient.messages.unread', { count: unread })}</Badge>}
      </div>
      {isOpen ? (
        <Opened referral={referral} isOver={isOver} />
      ) : (
        <p>
          <Button onClick={() => setOpen(true)}>{t('referrals.patient.messages.open')}</Button>
        </p>
      )}
    </section>
  );
}

function Opened({ referral, isOver }: Omit<Props, 'unread'>) {
  const { t } = useWords();
  const query = useQuery(referralsApi.patientMessages.queryOptions({ input: { id: referral } }));
  const canWrite = useCan(referralsContract.writeToPatient) && !isOver;
  return (
    <Loaded query={query}>
      {({ items }) => (
        <div className="stack">
          {items.length === 0 && <p className="quiet">{t('referrals.patient.messages.none')}</p>}
          <ol className="plain stack">
            {items.map((message) => (
              <Said key={message.id} message={message} />
            ))}
          </ol>
          {canWrite && <Write referral={referral} />}
        </div>
      )}
    </Loaded>
  );
}

function Said({ message: { from, about, at, text, readAt } }: { message: PatientMessageShown }) {
  const { t, formats } = useWords();
  return (
    <li>
      <p className="quiet small">
        <b>{from === 'organisation' ? t('referrals.patient.by_us') : t(`referrals.patient.holder.${from}`)}</b>,{' '}
        {formats.moment(new Date(at), zone, 'mediumTime')}
        {about !== 'message' && <>, {t(`referrals.patient.about.${about}`)}</>}
        {from === 'organisation' && readAt !== null && <>, {t('referrals.patient.messages.read')}</>}
      </p>
      <p className="as-written" dir="auto">
        {text ?? t('referrals.patient.messages.gone')}
      </p>
    </li>
  );
}

function Write({ referral }: { referral: string }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const writing = useSend(referralsApi.writeToPatient.call, () => setText(''));
  return (
    <form
      className="stack-s"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') writing.send({ id: referral, text });
      }}
    >
      <ErrorNote error={writing.error} typed />
      <TextArea
        id="to-patient"
        label={t('referrals.patient.messages.text')}
        hint={t('referrals.patient.messages.hint')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        maxLength={longestMessage}
        rows={3}
        required
      />
      <Button type="submit" unavailable={writing.isSending}>
        {t('referrals.patient.messages.send')}
      </Button>
    </form>
  );
}
