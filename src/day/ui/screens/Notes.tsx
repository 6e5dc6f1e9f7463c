import type { Encounter, Note } from '../../../modules/missions/day/encounter.ts';
import type { Diagnosis, PartValue, Vitals } from '../../../modules/missions/day/operation.ts';
import { Badge } from '../../../design/index.ts';
import type { Translator } from '../../../platform/i18n/translate.ts';
import { useWorkplace } from '../context.tsx';
import { useT } from '../language.tsx';
import { vitalNames, vitalRanges } from '../view/encounter.ts';
import { Authors } from './Authors.tsx';

const isDiagnosis = (value: PartValue): value is Diagnosis => typeof value === 'object' && 'code' in value;

/** What was written of a part, as it is read. */
export function partText(t: Translator, part: string, value: PartValue): string {
  if (isDiagnosis(value)) return [value.code, value.text].filter(Boolean).join(' ');
  if (typeof value === 'object') {
    const vitals: Vitals = value;
    const said = vitalNames.filter((name) => vitals[name] !== undefined);
    return said
      .map((name) => `${t(`day.vital.${name}`)} ${vitals[name]} ${t(`day.unit.${vitalRanges[name].unit}`)}`)
      .join(', ');
  }
  if (part === 'nextStep' && /^(home|treatment_here|operation|referral|consultation)$/.test(value))
    return t(`day.step.${value as 'home'}`);
  return value;
}

/** All that was written, the newest first; what was replaced stays readable. */
export function Notes({ encounter }: { encounter: Encounter }) {
  const t = useT();
  if (encounter.notes.length === 0) return null;
  return (
    <details className="card">
      <summary>{t('day.notes.title', { count: encounter.notes.length })}</summary>
      <ul className="plain sides">
        {encounter.notes.toReversed().map((note) => (
          <NoteLine key={note.from.id} note={note} />
        ))}
      </ul>
    </details>
  );
}

function NoteLine({ note: { part, value, from, replacedBy, isSigned, isAddendum } }: { note: Note }) {
  const t = useT();
  const { day } = useWorkplace();
  return (
    <li className="stack-s">
      <p>
        <b>{t(`day.part.${part}`)}</b> {isSigned && <Badge tone="leaf">{t('day.encounter.signed')}</Badge>}
        {isAddendum && <Badge tone="line">{t('day.notes.addendum')}</Badge>}
        {replacedBy.length > 0 && <Badge tone="line">{t('day.notes.replaced')}</Badge>}
      </p>
      <p>{partText(t, part, value) || t('day.not_said')}</p>
      <Authors from={from} day={day} />
    </li>
  );
}
