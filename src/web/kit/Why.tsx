import { useState } from 'react';
import type { Subject } from '../../modules/access/why.ts';
import { useT } from '../../platform/i18n/react.ts';
import { Coming } from './Coming.tsx';
import { later } from './later.ts';

const Explanation = later(['access'], () => import('../../modules/access/ui/Explanation.tsx'), 'Explanation');

/** “Why can I see this?”: folded, and asked of the server only when somebody unfolds it. */
export function Why({ subject, id }: { subject: Subject; id: string }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="why" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('web.why')}</summary>
      {isOpen && (
        <Coming>
          <Explanation subject={subject} id={id} />
        </Coming>
      )}
    </details>
  );
}
