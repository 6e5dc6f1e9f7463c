import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { Badge, Button, Card, DemoBadge, EmptyState } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { later } from '../../../web/kit/later.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { useCan } from '../../../web/kit/useCan.ts';
import { Waits } from '../../../web/kit/Waits.tsx';
import { imagesContract } from '../contract.ts';
import type { StudyRow } from '../schemas.ts';
import { imagesApi } from './client.ts';
import type { Subject } from './subject.ts';

const Bring = later(['images'], () => import('./Bring.tsx'), 'Bring');
const loadView = () => import('./StudyView.tsx');
const StudyView = later(['images'], () => import('./StudyView.tsx'), 'StudyView');

/** The studies of a record, a way to bring one, and the one that is open. */
export function ImagesPanel({ of }: { of: Subject }) {
  const { t } = useLanguage();
  const mayBring = useCan(imagesContract.beginStudy);
  const [open, setOpen] = useState<string | null>(null);
  const [isBringing, setBringing] = useState(false);
  const query = useQuery(imagesApi.studies.queryOptions({ input: { patient: of.patient, subject: of.record } }));
  // The viewer is here when somebody presses the button.
  const hasStudies = (query.data?.length ?? 0) > 0;
  useEffect(() => void (hasStudies && loadView()), [hasStudies]);
  const bring = mayBring && !isBringing && (
    <Button small onClick={() => setBringing(true)}>
      {t('images.ui.bring')}
    </Button>
  );
  return (
    <Card level={2} title={t('images.ui.title')} aside={bring}>
      <div className="stack">
        <Suspense fallback={<Waits />}>
          {isBringing && <Bring of={of} close={() => setBringing(false)} />}
          <Loaded query={query}>{(rows) => <Studies rows={rows} open={open} setOpen={setOpen} />}</Loaded>
          {open !== null && <StudyView key={open} id={open} />}
        </Suspense>
      </div>
    </Card>
  );
}

type ListProps = { rows: readonly StudyRow[]; open: string | null; setOpen: (id: string | null) => void };

function Studies({ rows, open, setOpen }: ListProps) {
  const { t } = useLanguage();
  if (rows.length === 0) return <EmptyState title={t('images.ui.none')} text={t('images.ui.none_text')} />;
  return (
    <ul className="plain stack-s">
      {rows.map((row) => (
        <li key={row.id} className="row between">
          <StudyLine row={row} />
          <Button
            small
            aria-expanded={open === row.id}
            unavailable={row.slices === 0}
            onClick={() => setOpen(open === row.id ? null : row.id)}
          >
            {open === row.id ? t('images.ui.close') : t('images.ui.open')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function StudyLine({ row: { modalities, slices, waiting, state, isOwn, isDemo, broughtAt } }: { row: StudyRow }) {
  const { t, formats } = useLanguage();
  return (
    <p>
      <b>{modalities.join(', ')}</b> {t('images.ui.slices', { count: slices })}{' '}
      <span className="quiet">
        {t('images.ui.brought', { at: formats.moment(new Date(broughtAt), 'Asia/Almaty') })}
      </span>{' '}
      {state === 'receiving' && <Badge tone="sun">{t('images.ui.state.receiving')}</Badge>}
      {waiting > 0 && <Badge tone="sun">{t('images.ui.waiting', { count: waiting })}</Badge>}
      {!isOwn && <Badge tone="leaf">{t('images.ui.nameless')}</Badge>}
      {isDemo && <DemoBadge label={t('images.ui.demo')} />}
    </p>
  );
}
