import { useQuery } from '@tanstack/react-query';
import { Badge, DemoBadge, EmptyState, LinkButton } from '../../../design/index.ts';
import { nameIn, textIn } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { directoryApi } from './client.ts';
import type { Partnership } from './Sides.tsx';

/** /app/partnerships: the partnerships that this organisation may see, its own first. */
export function PartnershipsPage() {
  const { t } = useLanguage();
  const mayOpen = useMay('directory.write');
  const query = useQuery(directoryApi.partnerships.queryOptions());
  const open = mayOpen && <LinkButton href="/app/partnerships/new">{t('directory.ui.open.title')}</LinkButton>;
  return (
    <>
      <PageHead
        title={t('web.nav.partnerships')}
        lead={t('directory.ui.partnerships.lead')}
        actions={open || undefined}
      />
      <Loaded query={query}>
        {(partnerships) =>
          partnerships.length === 0 ? (
            <EmptyState
              level={2}
              title={t('directory.ui.partnerships.none')}
              text={t(mayOpen ? 'directory.ui.partnerships.none_open' : 'directory.ui.partnerships.none_ask')}
              action={open || undefined}
            />
          ) : (
            <ul className="plain stack">
              {partnerships
                .toSorted((a: Partnership, b: Partnership) => Number(a.ownSide === null) - Number(b.ownSide === null))
                .map((partnership) => (
                  <PartnershipCard key={partnership.id} partnership={partnership} />
                ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

function PartnershipCard({
  partnership: { slug, names, summary, sides, ownSide, visibility, isDemo },
}: {
  partnership: Partnership;
}) {
  const { t, locale, formats } = useLanguage();
  return (
    <li className="card stack-s">
      <div className="row between">
        <h2 className="minor">
          <a href={`/app/partnerships/${slug}`}>{nameIn(locale, names)}</a>
        </h2>
        <div className="row">
          {ownSide === null && <Badge>{t('directory.ui.not_ours')}</Badge>}
          <Badge tone={visibility === 'public' ? 'leaf' : 'sky'}>{t(`directory.ui.visibility.${visibility}`)}</Badge>
          {isDemo && <DemoBadge label={t('directory.ui.demo')} />}
        </div>
      </div>
      <p>{textIn(locale, summary).text}</p>
      <p className="quiet">
        {t('directory.ui.sides')}: {formats.list(sides.map((side) => nameIn(locale, side.names)))}
      </p>
    </li>
  );
}
