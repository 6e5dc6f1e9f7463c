import { useState } from 'react';
import { Button, Card, DemoBadge, Figure, Quote } from '../../../design/index.ts';
import { perText } from '../per.ts';
import { useMay } from '../../../web/kit/session.ts';
import { CapacityCorrection, CapacityLog } from './CapacityCorrection.tsx';
import { Grounds } from './Grounds.tsx';
import { ShownTo } from './ShownTo.tsx';
import type { Capacity, Overview } from './types.ts';
import { useWords } from './useWords.ts';

/** What places can do, and what is so around them: neither promised nor delivered, and said so. */
export function Capacities({ overview }: { overview: Overview }) {
  const { t } = useWords();
  const { capacities, corrections } = overview;
  if (capacities.length === 0 && corrections.length === 0) return null;
  return (
    <Card level={2} title={t('accords.ui.capacity.title')}>
      <div className="stack">
        {capacities.map((capacity) => (
          <CapacityItem key={capacity.id} capacity={capacity} />
        ))}
        <p className="hint">{t('accords.ui.capacity.hint')}</p>
        <CapacityLog overview={overview} />
      </div>
    </Card>
  );
}

function CapacityItem({ capacity }: { capacity: Capacity }) {
  const { t, formats, text } = useWords();
  const mayWrite = useMay('accords.write');
  const [isCorrecting, setCorrecting] = useState(false);
  const { title, amount, comparator, per, kind, asOf, place, grounds, isOwn, isDemo, visibility } = capacity;
  const said = [t(`accords.ui.capacity.kind.${kind}`), place, asOf && t('accords.ui.capacity.as_of', { on: asOf })];
  return (
    <div className="stack-s">
      <Figure
        value={formats.amount({ amount, currency: null }, comparator)}
        label={per === null ? text(title).text : `${text(title).text} ${perText(t, per)}`}
        {...(grounds.length > 0 && {
          proof: <Grounds grounds={grounds} isOwn={isOwn} flat open />,
          proofLabel: t('accords.ui.proof.show'),
        })}
      />
      <p className="quiet">{said.filter(Boolean).join(' · ')}</p>
      <p className="row">
        <ShownTo visibility={visibility} />
        {isDemo && <DemoBadge label={t('accords.ui.demo')} />}
        {isOwn && mayWrite && !isCorrecting && (
          <Button onClick={() => setCorrecting(true)}>{t('accords.ui.capacity.correct')}</Button>
        )}
      </p>
      {isCorrecting && <CapacityCorrection capacity={capacity} close={() => setCorrecting(false)} />}
    </div>
  );
}

/** The newest of what sources say and a person has accepted. */
export function NewestClaims({ claims, isOwn }: { claims: Overview['claims']; isOwn: boolean }) {
  const { t, formats } = useWords();
  if (claims.length === 0) return null;
  return (
    <Card level={2} title={t('accords.ui.partnership.claims')}>
      <div className="stack">
        {claims.slice(0, 5).map(({ id, quote, language, document }) => (
          <div key={id} className="stack-s">
            <Quote text={quote} lang={language} />
            <p className="src">
              {isOwn ? <a href={`/app/documents/${document.id}?claim=${id}`}>{document.title}</a> : document.title}
              {document.publishedOn !== null && `, ${formats.edtf(document.publishedOn)}`}
            </p>
          </div>
        ))}
      </div>
    </Card>
  );
}
