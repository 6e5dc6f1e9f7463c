import { useQuery } from '@tanstack/react-query';
import { Card } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { accountApi } from './client.ts';
import { Codes } from './Codes.tsx';
import { Happenings } from './Happenings.tsx';
import { Passkeys } from './Passkeys.tsx';
import { Password } from './Password.tsx';
import { Sessions } from './Sessions.tsx';

/** /app/account: a person's own ways in. */
export function AccountPage() {
  const t = useT();
  const query = useQuery(accountApi.mine.queryOptions());
  return (
    <>
      <PageHead title={t('account.title')} lead={t('account.lead')} />
      <Loaded query={query}>
        {(mine) => (
          <>
            <Card level={2} title={t('account.who.title')}>
              <p>
                <b>{mine.name}</b>
              </p>
              <p>{mine.email}</p>
              <p className="hint">{t('account.who.hint')}</p>
            </Card>
            <Password hasPassword={mine.hasPassword} email={mine.email} />
            <Passkeys passkeys={mine.passkeys} />
            <Codes hasCodes={mine.hasCodes} hasPassword={mine.hasPassword} />
            <Sessions sessions={mine.sessions} />
            <Happenings happenings={mine.happenings} />
          </>
        )}
      </Loaded>
    </>
  );
}
