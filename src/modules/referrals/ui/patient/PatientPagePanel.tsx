import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge, Button, Card, Note } from '../../../../design/index.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../../web/kit/Loaded.tsx';
import { useCan } from '../../../../web/kit/useCan.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import { referralsContract } from '../../contract.ts';
import type { PatientPageShown } from '../../contract.patient.ts';
import { referralsApi } from '../client.ts';
import { useWords, zone } from '../useWords.ts';
import { GiveCode } from './GiveCode.tsx';
import { Given, type Issued } from './Given.tsx';
import { PatientMessages } from './PatientMessages.tsx';

type Props = { referral: string; patient: string; isOver: boolean };

/** The patient's page as staff deal with it: codes that were given out, another one, and messages both ways. */
export function PatientPagePanel({ referral, patient, isOver }: Props) {
  const { t } = useWords();
  const query = useQuery(referralsApi.patientPages.queryOptions({ input: { id: referral } }));
  const canGive = useCan(referralsContract.issuePatientPage) && !isOver;
  const [isGiving, setGiving] = useState(false);
  const [given, setGiven] = useState<Issued | null>(null);
  return (
    <Card title={t('referrals.patient.title')} level={2}>
      <Loaded query={query}>
        {({ items, unread }) => (
          <div className="stack">
            <Codes referral={referral} pages={items} />
            {given && <Given issued={given} />}
            {canGive && !isGiving && (
              <p>
                <Button onClick={() => setGiving(true)}>{t('referrals.patient.give')}</Button>
              </p>
            )}
            {isGiving && (
              <GiveCode
                referral={referral}
                patient={patient}
                done={(issued) => {
                  setGiven(issued);
                  setGiving(false);
                }}
              />
            )}
            <PatientMessages referral={referral} unread={unread} isOver={isOver} />
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function Codes({ referral, pages }: { referral: string; pages: readonly PatientPageShown[] }) {
  const { t } = useWords();
  const standing = pages.filter(({ endedAt }) => endedAt === null);
  if (standing.length === 0) return <p className="quiet">{t('referrals.patient.none')}</p>;
  return (
    <ul className="plain stack" aria-label={t('referrals.patient.title')}>
      {standing.map((page) => (
        <Code key={page.id} referral={referral} page={page} />
      ))}
    </ul>
  );
}

function Code({ referral, page }: { referral: string; page: PatientPageShown }) {
  const { t } = useWords();
  const mayEnd = useCan(referralsContract.endPatientPage);
  const ending = useSend(referralsApi.endPatientPage.call);
  const at = (moment: string) => ({ at: { at: new Date(moment), zone } });
  const holder = t(`referrals.patient.holder.${page.holder}`);
  return (
    <li>
      <p className="row">
        <b>{holder}</b>
        <Badge>{page.language}</Badge>
        {mayEnd && (
          <Button
            small
            tone="quiet"
            unavailable={ending.isSending}
            onClick={() => ending.send({ id: referral, page: page.id })}
          >
            {t('referrals.patient.end')}
            <span className="sr">: {holder}</span>
          </Button>
        )}
      </p>
      <p className="quiet small">
        {t(`referrals.patient.factor.${page.factor}`)}, {t('referrals.patient.issued', at(page.issuedAt))},{' '}
        {page.openedAt === null ? t('referrals.patient.never') : t('referrals.patient.opened', at(page.openedAt))}
      </p>
      {page.isBlocked && <Note tone="warn">{t('referrals.patient.blocked')}</Note>}
      <ErrorNote error={ending.error} />
    </li>
  );
}
