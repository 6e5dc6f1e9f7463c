import { EmptyState, LinkButton } from '../../design/index.ts';
import { useT } from '../../platform/i18n/react.ts';
import { useDocumentTitle } from './PageHead.tsx';

/** No such page, or not open to this organisation: the two must not be told apart. */
export function NotFound() {
  const t = useT();
  useDocumentTitle(t('page.not_found.title'));
  return (
    <EmptyState
      level={2}
      title={t('page.not_found.title')}
      text={t('web.not_found.text')}
      action={<LinkButton href="/app/">{t('web.not_found.home')}</LinkButton>}
    />
  );
}
