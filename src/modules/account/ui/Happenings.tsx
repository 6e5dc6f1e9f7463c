import { Card, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import type { AccountRecord } from './client.ts';

type Happening = AccountRecord['happenings'][number];

/** What happened lately with this person's ways in. Who does not recognise something changes the password. */
export function Happenings({ happenings }: { happenings: readonly Happening[] }) {
  const { t, formats } = useLanguage();
  const words = ({ what, how }: Happening): string => {
    const done = t(`account.what.${what}` as 'account.what.signed_in');
    return how === null ? done : `${done} (${t(`account.how.${how}` as 'account.how.password')})`;
  };
  if (happenings.length === 0) return null;
  return (
    <Card level={2} title={t('account.happenings.title')}>
      <p>{t('account.happenings.text')}</p>
      <Table
        id="happenings"
        caption={t('account.happenings.title')}
        captionHidden
        columns={[
          { key: 'at', label: t('account.happenings.at') },
          { key: 'what', label: t('account.happenings.what') },
          { key: 'network', label: t('account.happenings.network') },
        ]}
        rows={happenings.map((happening) => ({
          key: happening.id,
          cells: [formats.moment(new Date(happening.at), 'Asia/Almaty'), words(happening), happening.network ?? '–'],
        }))}
      />
    </Card>
  );
}
