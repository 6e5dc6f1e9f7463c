import type { ReactNode } from 'react';
import { Breadcrumb, LocalisedTextView } from '../../design/index.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import { useLanguage, useLocalised } from '../../platform/i18n/react.ts';
import { addressOf, homePath } from '../address.ts';

type Crumb = { href?: string | undefined; label: string };

/** The head of a page of its own: the way here, its title, and what stands under it. */
export function PageTop({
  crumbs,
  title,
  children,
}: {
  crumbs: readonly Crumb[];
  title: ReactNode;
  children?: ReactNode;
}): ReactNode {
  const { locale, t } = useLanguage();
  return (
    <div className="band">
      <div className="wrap pad-end">
        <Breadcrumb
          label={t('public.crumb')}
          items={[{ href: addressOf(locale, homePath), label: t('public.nav.promises') }, ...crumbs]}
        />
        <div className="stack">
          <h1>{title}</h1>
          {children}
        </div>
      </div>
    </div>
  );
}

/** A text of a record: the reader's language first, a machine's says so, the original one press away. */
export function LongText({ text }: { text: LocalisedText }): ReactNode {
  const localised = useLocalised();
  return <LocalisedTextView text={text} {...localised} />;
}
