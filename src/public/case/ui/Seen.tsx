import type { ReactNode } from 'react';
import { Card, LinkButton, Table } from '../../../design/index.ts';
import type { CaseShown } from '../../../modules/referrals/patientShown.ts';
import { spokenAddress } from '../../spoken/address.ts';
import { useSpoken } from '../../spoken/Frame.tsx';
import { openedPath } from '../data.ts';

type Shown = { shown: CaseShown };

/** What was allowed, each with the way to take it back. */
export function Consents({ shown: { consents } }: Shown): ReactNode {
  const { t, locale, named } = useSpoken();
  return (
    <Card title={t('case.consents.title')} level={2}>
      <div className="stack-s">
        <p className="quiet">{t('case.consents.text')}</p>
        {consents.length === 0 && <p>{t('case.consents.none')}</p>}
        {consents.map(({ id, purpose, to, until }) => (
          <div className="between" key={id}>
            <p>
              <b>{t(`case.purpose.${purpose}`)}</b>
              {to && <>, {named(to)}</>}
              {until && (
                <>
                  , <UntilText until={until} />
                </>
              )}
            </p>
            <LinkButton href={`${spokenAddress(locale, openedPath)}/withdraw?consent=${id}`}>
              {t('case.consents.withdraw')}
            </LinkButton>
          </div>
        ))}
      </div>
    </Card>
  );
}

function UntilText({ until }: { until: Date }) {
  const { t } = useSpoken();
  return <>{t('case.consents.until', { at: { at: until, zone: 'UTC' } })}</>;
}

/** Who opened what about the patient: organisation, role, when and why; several times on a day in one line. */
export function Seen({ shown: { seen, zone } }: Shown): ReactNode {
  const { t, named } = useSpoken();
  if (seen.length === 0)
    return (
      <Card title={t('case.seen.title')} level={2}>
        <p>{t('case.seen.none')}</p>
      </Card>
    );
  return (
    <Card title={t('case.seen.title')} level={2}>
      <p className="quiet">{t('case.seen.text', { count: seen.length })}</p>
      <Table
        id="seen"
        caption={t('case.seen.title')}
        captionHidden
        columns={[
          { key: 'when', label: t('case.seen.when') },
          { key: 'who', label: t('case.seen.who') },
          { key: 'why', label: t('case.seen.why') },
        ]}
        rows={seen.map(({ at, names, role, why, times }, index) => ({
          key: String(index),
          cells: [
            t('case.seen.at', { at: { at, zone } }),
            <span key="who">
              {named(names)}
              <br />
              <span className="quiet">{t(`case.role.${role}`)}</span>
            </span>,
            <span key="why">
              {t(`case.why.${why}`)}
              {times > 1 && <span className="quiet"> ({t('case.seen.times', { count: times })})</span>}
            </span>,
          ],
        }))}
      />
    </Card>
  );
}
