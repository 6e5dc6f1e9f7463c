import type { ReactNode } from 'react';
import { Button, Card, SelectField, TextArea } from '../../../design/index.ts';
import { asks, longestMessage } from '../../../modules/referrals/patientPage.ts';
import type { CaseShown } from '../../../modules/referrals/patientShown.ts';
import { spokenAddress } from '../../spoken/address.ts';
import { useSpoken } from '../../spoken/Frame.tsx';
import { type OpenData, openedPath } from '../data.ts';

/** What is asked for by writing; a consent is withdrawn where it stands, in one step. */
const written = asks.filter((each) => each !== 'withdraw');

/** What was written both ways, and a form to write. */
export function Messages({ data }: { data: OpenData }): ReactNode {
  const { t } = useSpoken();
  const { shown, isWritable } = data;
  return (
    <Card title={t('case.messages.title')} level={2}>
      <div className="stack" id="messages">
        {shown.messages.length === 0 ? (
          <p>{t('case.messages.none')}</p>
        ) : (
          <ol className="said">
            {shown.messages.map((message) => (
              <Said key={message.id} message={message} zone={shown.zone} />
            ))}
          </ol>
        )}
        {isWritable && <Write data={data} />}
      </div>
    </Card>
  );
}

function Said({ message, zone }: { message: CaseShown['messages'][number]; zone: string }) {
  const { t, named } = useSpoken();
  const { at, isOwn, from, about, text, isRead } = message;
  return (
    <li className={isOwn ? 'own' : undefined}>
      <p className="quiet">
        <b>{isOwn ? t('case.messages.you') : from && named(from)}</b>, {t('case.seen.at', { at: { at, zone } })}
        {isOwn && about !== 'message' && <>, {t(`case.ask.${about}`)}</>}
      </p>
      <p className="as-written" dir="auto">
        {text}
      </p>
      {isOwn && isRead && <p className="quiet">{t('case.messages.read')}</p>}
    </li>
  );
}

function Write({ data: { problem, typed } }: { data: OpenData }) {
  const { t, locale } = useSpoken();
  const wrong = problem === null ? undefined : t(`case.messages.${problem}`, { most: longestMessage });
  return (
    <form className="stack" method="post" action={`${spokenAddress(locale, openedPath)}/messages`} noValidate>
      <SelectField
        id="about"
        name="about"
        label={t('case.messages.about')}
        defaultValue={typed.about}
        options={written.map((each) => ({ value: each, label: t(`case.ask.${each}`) }))}
      />
      <TextArea
        id="text"
        name="text"
        label={t('case.messages.text')}
        hint={t('case.messages.hint')}
        error={wrong}
        rows={4}
        maxLength={longestMessage}
        dir="auto"
        defaultValue={typed.text}
        required
      />
      <Button type="submit" tone="primary">
        {t('case.messages.send')}
      </Button>
    </form>
  );
}
