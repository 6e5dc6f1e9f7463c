import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card, SelectField, Toast } from '../../../design/index.ts';
import { localeTable, locales, type Locale } from '../../../platform/i18n/locales.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { remindersApi } from './client.ts';

/** Whether the digest comes by mail, and in which language. A choice counts at once. */
export function Choice() {
  const { t } = useLanguage();
  const query = useQuery(remindersApi.choice.queryOptions());
  const [done, setDone] = useState<string | null>(null);
  const { send, isSending, error } = useSend(remindersApi.choose.call, () => setDone(t('reminders.choice.saved')));
  return (
    <Card level={2} title={t('reminders.choice.title')}>
      <Loaded query={query}>
        {({ byMail, locale, isPossible }) =>
          isPossible ? (
            <div className="stack">
              <label className="check">
                <input
                  type="checkbox"
                  checked={byMail}
                  disabled={isSending}
                  onChange={({ target }) => send({ byMail: target.checked, locale })}
                />
                {t('reminders.choice.by_mail')}
              </label>
              <p className="hint">{t('reminders.choice.hint')}</p>
              <SelectField
                id="digest-language"
                label={t('reminders.choice.language')}
                value={locale}
                onChange={({ target }) => send({ byMail, locale: target.value as Locale })}
                options={locales.map((value) => ({ value, label: localeTable[value].ownName }))}
              />
              <ErrorNote error={error} />
            </div>
          ) : (
            <p className="quiet">{t('reminders.choice.not_here')}</p>
          )
        }
      </Loaded>
      <Toast message={done} />
    </Card>
  );
}
