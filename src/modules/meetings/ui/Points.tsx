import { useState } from 'react';
import { Badge, Button, LinkButton, LocalisedTextView } from '../../../design/index.ts';
import { useLocalised } from '../../../platform/i18n/react.ts';
import { useMay } from '../../../web/kit/session.ts';
import type { Meeting, Point, ViewProps } from './client.ts';
import { PointsForm } from './PointsForm.tsx';
import { useWords } from './useWords.ts';

/** What each side offered, asked and agreed, and what became of it. */
export function Points({ meeting, reload }: ViewProps) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const mayChange = useMay('meetings.write') && meeting.isOwn;
  const { points, state } = meeting;
  // One thing to do first on a page: minutes that wait for approval come before.
  const isDrafted = meeting.minutes.some(({ state: each }) => each === 'draft');
  const isLeft = points.some(({ isEntered, kind }) => !isEntered && kind !== 'informed');
  return (
    <section className="stack">
      <div className="row between">
        <h2>{t('meetings.points')}</h2>
        {mayChange && !isOpen && (
          <Button small onClick={() => setOpen(true)}>
            {t('meetings.form.edit')}
          </Button>
        )}
      </div>
      {isOpen ? (
        <PointsForm meeting={meeting} reload={reload} close={() => setOpen(false)} />
      ) : points.length === 0 ? (
        <p className="quiet">{t('meetings.points.none')}</p>
      ) : (
        <PointList points={points} meeting={meeting} />
      )}
      {mayChange && !isOpen && isLeft && (
        <p>
          {state === 'held' ? (
            <LinkButton tone={isDrafted ? 'plain' : 'primary'} href={`/app/meetings/${meeting.id}/commitments`}>
              {t('meetings.points.to_commitments')}
            </LinkButton>
          ) : (
            <span className="hint">{t('meetings.points.held_first')}</span>
          )}
        </p>
      )}
    </section>
  );
}

/** Points with who said them, how, and the commitments they became. */
export function PointList({ points, meeting }: { points: readonly Point[]; meeting: Pick<Meeting, 'sides'> }) {
  const { t, text, side } = useWords();
  const localised = useLocalised();
  return (
    <ol className="plain stack">
      {points.map(({ id, side: who, kind, strength, wording, commitment, isEntered }) => (
        <li key={id} className="stack-s">
          <p className="row">
            <b>{side(who, meeting)}</b>
            <Badge tone="sky">{t(`meetings.kind.${kind}`)}</Badge>
            {strength !== null && <Badge>{t(`meetings.strength.${strength}`)}</Badge>}
          </p>
          <LocalisedTextView text={wording} {...localised} />
          {commitment ? (
            <p className="small">
              {t('meetings.points.entered')}: <a href={`/app/commitments/${commitment.id}`}>{text(commitment.title)}</a>
            </p>
          ) : (
            isEntered && <p className="small">{t('meetings.points.entered')}</p>
          )}
        </li>
      ))}
    </ol>
  );
}
