import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Badge, Button, Card } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { carePurposes, covers } from '../consent.ts';
import { patientsApi } from './client.ts';
import { Choice } from './fields.tsx';
import { GlassLines } from './GlassList.tsx';
import { organisationName } from './names.ts';
import type { Page } from './types.ts';

/** Who takes part in the care, on what ground, and whether the record is open to them now. */
export function Care({ page, mayWrite }: { page: Page; mayWrite: boolean }) {
  const { t, locale, formats } = useLanguage();
  const { send, isSending, error } = useSend(patientsApi.endCare.call);
  const grounds = page.consents.filter(
    ({ state, purpose }) => (state === 'stands' || state === 'to_come') && carePurposes.includes(purpose),
  );
  return (
    <Card level={2} title={t('patients.ui.care')}>
      <ErrorNote error={error} />
      <ul className="plain stack-s">
        {page.care.map(({ id, organisation, ground, since, until, isOpen }) => (
          <li key={id} className="row between">
            <span>
              {organisationName(locale, page.organisations, organisation)} · {t(`patients.ui.ground.${ground}`)}{' '}
              <span className="quiet">{formats.moment(new Date(since), 'Asia/Almaty')}</span>{' '}
              <Badge>{t(isOpen ? 'patients.ui.care.open' : 'patients.ui.care.closed')}</Badge>
            </span>
            {mayWrite && ground !== 'custodian' && until === null && (
              <Button small unavailable={isSending} onClick={() => send({ id })}>
                {t('patients.ui.care.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && grounds.length > 0 && <Share page={page} grounds={grounds} />}
      {page.glass.length > 0 && (
        <>
          <h3>{t('patients.ui.glass.title')}</h3>
          <GlassLines items={page.glass} organisations={page.organisations} mayReview={false} />
        </>
      )}
    </Card>
  );
}

function Share({ page, grounds }: { page: Page; grounds: Page['consents'] }) {
  const { t } = useLanguage();
  const [consent, setConsent] = useState(grounds[0]?.id ?? '');
  const [organisation, setOrganisation] = useState('');
  const { send, isSending, error } = useSend(patientsApi.shareCare.call, () => setOrganisation(''));
  const press = (event: FormEvent) => {
    event.preventDefault();
    if (organisation !== '') send({ id: page.id, consent, organisation });
  };
  const label = ({ purpose, receivingCountry, givenOn }: Page['consents'][number]) =>
    `${t(`patients.ui.purpose.${purpose}`)}, ${receivingCountry}, ${givenOn}`;
  return (
    <form className="stack" onSubmit={press} aria-label={t('patients.ui.care.share')}>
      <h3>{t('patients.ui.care.share')}</h3>
      <p className="hint">{t('patients.ui.care.share_hint')}</p>
      <div className="fgrid">
        <Choice
          id="share-consent"
          label={t('patients.ui.consent.title')}
          options={grounds.map((each) => ({ value: each.id, label: label(each) }))}
          value={consent}
          set={setConsent}
        />
        <Receiver
          ground={grounds.find(({ id }) => id === consent)}
          page={page}
          value={organisation}
          set={setOrganisation}
        />
      </div>
      <ErrorNote error={error} typed />
      <p>
        <Button type="submit" unavailable={isSending || organisation === ''}>
          {t('patients.ui.care.share')}
        </Button>
      </p>
    </form>
  );
}

type ReceiverProps = {
  ground: Page['consents'][number] | undefined;
  page: Page;
  value: string;
  set: (value: string) => void;
};

/** Only organisations that the consent is about. */
function Receiver({ ground, page, value, set }: ReceiverProps) {
  const { t, locale } = useLanguage();
  const { data = [] } = useQuery(directoryApi.organisations.queryOptions());
  const offered = data.filter(
    ({ id, country }) => id !== page.custodian && ground && covers(ground, { country, organisation: id }),
  );
  return (
    <Choice
      id="share-organisation"
      label={t('patients.ui.receiving_organisation')}
      options={[
        { value: '', label: t('patients.ui.choose') },
        ...offered.map(({ id, names }) => ({ value: id, label: nameIn(locale, names) })),
      ]}
      value={value}
      set={set}
    />
  );
}
