import { Badge, type BadgeTone } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import type { PersonRow } from './client.ts';

const tones: Record<PersonRow['state'], BadgeTone> = {
  active: 'leaf',
  temporary: 'sun',
  upcoming: 'line',
  invited: 'line',
  expired: 'plain',
  ended: 'plain',
  deactivated: 'clay',
};

/** How somebody stands in the organisation, in a word and never by colour alone. */
export function StateBadge({ state }: { state: PersonRow['state'] }) {
  const t = useT();
  return <Badge tone={tones[state]}>{t(`access.ui.state.${state}`)}</Badge>;
}
