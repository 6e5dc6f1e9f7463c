import { Badge, Card, DemoBadge } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import type { Partnership } from './types.ts';

export type { Partnership } from './types.ts';

/** Who works together, side by side. */
export function Sides({ partnership: { sides, ownSide, organisations } }: { partnership: Partnership }) {
  const { t, locale } = useLanguage();
  return (
    <Card level={2} title={t('directory.ui.sides')}>
      <div className="stack">
        {sides.map((side) => (
          <div key={side.id} className="stack-s">
            <h3 className="minor row">
              {nameIn(locale, side.names)} <Badge>{t(`directory.ui.role.${side.role}`)}</Badge>{' '}
              {side.id === ownSide && <Badge tone="sky">{t('directory.ui.own_side')}</Badge>}
            </h3>
            <ul className="plain">
              {organisations
                .filter(({ id }) => side.organisations.includes(id))
                .map(({ id, names, isDemo }) => (
                  <li key={id}>
                    <a href={`/app/organisations/${id}`}>{nameIn(locale, names)}</a>{' '}
                    {isDemo && <DemoBadge label={t('directory.ui.demo')} />}
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </div>
    </Card>
  );
}
