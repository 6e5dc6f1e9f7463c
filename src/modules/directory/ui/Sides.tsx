import { useQuery } from '@tanstack/react-query';
import type { InferContractRouterOutputs } from '@orpc/contract';
import { Badge, Card, DemoBadge } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import type { directoryContract } from '../contract.ts';
import { directoryApi } from './client.ts';

export type Partnership = InferContractRouterOutputs<typeof directoryContract>['partnership'];

/** Who works together, side by side. */
export function Sides({ partnership: { sides, ownSide } }: { partnership: Partnership }) {
  const { t, locale } = useLanguage();
  const { data: organisations = [] } = useQuery(directoryApi.organisations.queryOptions());
  return (
    <Card level={2} title={t('directory.ui.sides')}>
      <div className="stack">
        {sides.map((side) => (
          <div key={side.id} className="stack-s">
            <h3 className="minor row">
              {nameIn(locale, side.names)}{' '}
              {side.id === ownSide && <Badge tone="sky">{t('directory.ui.own_side')}</Badge>}
            </h3>
            <ul className="plain">
              {organisations
                .filter(({ id }) => side.organisations.includes(id))
                .map(({ id, names, isDemo }) => (
                  <li key={id}>
                    {nameIn(locale, names)} {isDemo && <DemoBadge label={t('directory.ui.demo')} />}
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </div>
    </Card>
  );
}
