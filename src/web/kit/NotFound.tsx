import { LinkButton } from '../../design/index.ts';
import { useT } from '../../platform/i18n/react.ts';
import { PageHead } from './PageHead.tsx';

/** No such page, or not open to this organisation: the two must not be told apart. */
export function NotFound() {
  const t = useT();
  return (
    <div className="stack">
      <PageHead title={t('page.not_found.title')} lead={t('web.not_found.text')} />
      <p>
        <LinkButton href="/app/">{t('web.not_found.home')}</LinkButton>
      </p>
    </div>
  );
}
