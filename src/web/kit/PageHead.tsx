import { type ReactNode, useEffect, useRef } from 'react';
import { Breadcrumb } from '../../design/index.ts';
import { useT } from '../../platform/i18n/react.ts';
import { arrival } from './arrival.ts';

export function useDocumentTitle(title: string): void {
  const brand = useT()('web.brand');
  useEffect(() => {
    document.title = `${title} – ${brand}`;
  }, [title, brand]);
}

type Props = {
  title: string;
  /** A line above the title: what kind of record this is. */
  kicker?: ReactNode;
  /** A line under the title. */
  lead?: ReactNode;
  /** The way here, without this page. */
  crumbs?: readonly { href: string; label: string }[];
  /** What can be done with the whole page. */
  actions?: ReactNode;
};

/** The head of a page. Who comes from another page hears its title first: the title takes the focus. */
export function PageHead({ title, kicker, lead, crumbs, actions }: Props) {
  const t = useT();
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(title);
  useEffect(() => {
    if (!arrival.take()) return;
    heading.current?.focus({ preventScroll: true });
    globalThis.scrollTo(0, 0);
  }, []);
  return (
    <div>
      {crumbs && <Breadcrumb label={t('web.crumbs')} items={[...crumbs, { label: title }]} />}
      <div className="row between">
        <div>
          {kicker !== undefined && <p className="quiet">{kicker}</p>}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className="quiet">{lead}</p>}
        </div>
        {actions !== undefined && <div className="row">{actions}</div>}
      </div>
    </div>
  );
}
