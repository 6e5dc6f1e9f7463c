import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Note, SelectField } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { useCan } from '../../../web/kit/useCan.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { imagesContract } from '../contract.ts';
import type { Series, StudyPage } from '../schemas.ts';
import { imagesApi } from './client.ts';
import { Look } from './Look.tsx';
import { Viewer } from './Viewer.tsx';

/** One study: its series, the pictures of the one chosen, and what waits for somebody to look. */
export function StudyView({ id }: { id: string }) {
  const query = useQuery(imagesApi.study.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(study) => <Whole study={study} />}</Loaded>;
}

function Whole({ study }: { study: StudyPage }) {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState(() => largestOf(study.series)?.id);
  const series = study.series.find(({ id }) => id === chosen) ?? largestOf(study.series);
  const labelOf = ({ number, modality, label, slices }: Series): string =>
    [`${number}`, modality, label, t('images.ui.slices', { count: slices.length })]
      .filter((part) => part !== '')
      .join(' · ');
  if (!series) return <Note>{t('images.ui.nothing_shown')}</Note>;
  return (
    <div className="stack">
      {!study.isOwn && <Note>{t('images.ui.nameless_text')}</Note>}
      {study.dates === 'shifted' && <Note tone="warn">{t('images.ui.dates.shifted_text')}</Note>}
      {study.series.length > 1 && (
        <SelectField
          id={`series-${study.id}`}
          label={t('images.ui.series')}
          value={series.id}
          options={study.series.map((each) => ({ value: each.id, label: labelOf(each) }))}
          onChange={({ target }) => setChosen(target.value)}
        />
      )}
      <Viewer key={series.id} series={series} />
      {study.isOwn && <Look study={study} />}
      {study.isOwn && <Steps study={study} />}
    </div>
  );
}

const largestOf = (series: readonly Series[]): Series | undefined =>
  series.toSorted((a, b) => b.slices.length - a.slices.length)[0];

/** What who brought it does with the whole: show it to others, or take it back. */
function Steps({ study: { id, version, state } }: { study: StudyPage }) {
  const { t } = useLanguage();
  const mayChange = useCan(imagesContract.closeStudy);
  const close = useSend(imagesApi.closeStudy.call);
  const withdraw = useSend(imagesApi.withdrawStudy.call);
  if (!mayChange || state === 'withdrawn') return null;
  return (
    <div className="stack-s">
      <ErrorNote error={close.error ?? withdraw.error} />
      <p className="row">
        {state === 'receiving' && (
          <Button tone="primary" unavailable={close.isSending} onClick={() => close.send({ id, version })}>
            {t('images.ui.finish')}
          </Button>
        )}
        <Button tone="danger" unavailable={withdraw.isSending} onClick={() => withdraw.send({ id, version })}>
          {t('images.ui.withdraw')}
        </Button>
      </p>
    </div>
  );
}
