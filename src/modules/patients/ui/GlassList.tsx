import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Card } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { patientsApi } from './client.ts';
import { organisationName } from './names.ts';
import type { Glass, Organisations } from './types.ts';

/** Who opened our records without a part in the care, for whoever looks whether it was justified. */
export function GlassOfOurs() {
  const { t } = useLanguage();
  const query = useQuery(patientsApi.glassBroken.queryOptions());
  return (
    <Card level={2} title={t('patients.ui.glass.title')}>
      <Loaded query={query}>
        {({ items, organisations }) =>
          items.length === 0 ? (
            <p className="quiet">{t('patients.ui.glass.none')}</p>
          ) : (
            <GlassLines items={items} organisations={organisations} mayReview />
          )
        }
      </Loaded>
    </Card>
  );
}

type Props = { items: readonly Glass[]; organisations: Organisations; mayReview: boolean };

export function GlassLines({ items, organisations, mayReview }: Props) {
  const { t, locale, formats } = useLanguage();
  const { send, isSending, error } = useSend(patientsApi.reviewGlass.call);
  return (
    <>
      <ErrorNote error={error} />
      <ul className="plain stack-s">
        {items.map(({ id, patient, organisation, reason, at, found }) => (
          <li key={id} className="stack-s">
            <p>
              <a href={`/app/patients/${patient}`}>{formats.moment(new Date(at), 'Asia/Almaty')}</a>,{' '}
              {organisationName(locale, organisations, organisation)}: {reason}
            </p>
            {found === null && mayReview && (
              <div className="row">
                {(['justified', 'not_justified'] as const).map((word) => (
                  <Button key={word} small unavailable={isSending} onClick={() => send({ id, found: word })}>
                    {t(`patients.ui.glass.${word}`)}
                  </Button>
                ))}
              </div>
            )}
            {found !== null && (
              <p>
                <Badge>{t(`patients.ui.glass.${found}`)}</Badge>
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
