import type { ReactNode } from 'react';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, instrumentPath, meetingPath, organisationPath, partnershipPath } from '../address.ts';
import { missionPath } from '../booking/data.ts';
import type { Hit } from '../things.ts';
import { Section } from './listing.tsx';
import { Demo, Said } from './parts.tsx';

const pathOf = ({ kind, id, slug }: Hit): string => {
  if (kind === 'partnership') return partnershipPath(slug ?? id);
  if (kind === 'mission') return missionPath(slug ?? id);
  if (kind === 'organisation') return organisationPath(id);
  return kind === 'instrument' ? instrumentPath(id) : meetingPath(id);
};

/** Partnerships, organisations, instruments, meetings and missions that a search finds beside commitments. */
export function Hits({ hits }: { hits: readonly Hit[] }): ReactNode {
  const { locale, t } = useLanguage();
  if (hits.length === 0) return null;
  return (
    <Section id="hits" title={t('public.found.also')}>
      <ul className="plain stack-s">
        {hits.map((hit) => (
          <li key={hit.id}>
            <span className="quiet">{t(`public.found.kind.${hit.kind}`)}: </span>
            <a href={addressOf(locale, pathOf(hit))}>
              <Said text={hit.title} />
            </a>{' '}
            {hit.isDemo && <Demo />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
