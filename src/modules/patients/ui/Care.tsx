import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Badge, Button, Card, SelectField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { carePurposes, covers } from '../consent.ts';
import { patientsApi } from './client.ts';
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
  const { t, locale } = useLanguage();
  const all = useQuery(directoryApi.organisations.queryOptions());
  const [consent, setConsent] = useState(grounds[0]?.id ?? '');
  const [organisation, setOrganisation] = useState('');
  const { send, isSending, error } = useSend(patientsApi.shareCare.call, () => setOrganisation(''));
  const chosen = grounds.find(({ id }) => id === consent);
  const receivers = (all.data ?? []).filter(
    ({ id, country }) => id !== page.custodian && chosen && covers(chosen, { country, organisation: id }),
  );
  const press = (event: FormEvent) => {
    event.preventDefault();
    if (organisation !== '') send({ id: page.id, consent, organisation });
  };
  return (
    <form className="stack" onSubmit={press} aria-label={t('patients.ui.care.share')}>
      <h3>{t('patients.ui.care.share')}</h3>
      <p className="hint">{t('patients.ui.care.share_hint')}</p>
      <div className="fgrid">
        <SelectField
          id="share-consent"
          label={t('patients.ui.consent.title')}
          options={grounds.map(({ id, purpose, receivingCountry, givenOn }) => ({
            value: id,
            label: `${t(`patients.ui.purpose.${purpose}`)}, ${receivingCountry}, ${givenOn}`,
          }))}
          value={consent}
          onChange={({ target }) => setConsent(target.value)}
        />
        <SelectField
          id="share-organisation"
          label={t('patients.ui.receiving_organisation')}
          options={[
            { value: '', label: t('patients.ui.choose') },
            ...receivers.map(({ id, names }) => ({ value: id, label: nameIn(locale, names) })),
          ]}
          value={organisation}
          onChange={({ target }) => setOrganisation(target.value)}
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
