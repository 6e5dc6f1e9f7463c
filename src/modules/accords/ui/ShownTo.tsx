import { Badge } from '../../../design/index.ts';
import { useT } from '../../../platform/i18n/react.ts';
import type { Visibility } from './types.ts';

/** Who can see a record; nothing where everybody can. */
export function ShownTo({ visibility }: { visibility: Visibility }) {
  const t = useT();
  if (visibility === 'public') return null;
  return <Badge tone={visibility === 'own_side' ? 'sun' : 'sky'}>{t(`accords.ui.visibility.${visibility}`)}</Badge>;
}
