import { CommitmentRow } from './CommitmentRow.tsx';
import type { Commitment } from './types.ts';
import { useWords } from './useWords.ts';

/** What it belongs to: the meeting, the instrument, the whole of which it is a part, what replaced it and what it replaced. */
export function Related({ commitment }: { commitment: Commitment }) {
  const { t, text } = useWords();
  const { meeting, instrument, whole, replacement, replaces } = commitment;
  const links = [
    ...(meeting
      ? [{ key: 'meeting', href: `/app/meetings/${meeting}`, label: t('accords.ui.related.meeting_open') }]
      : []),
    ...(instrument
      ? [{ key: 'instrument', href: `/app/instruments/${instrument}`, label: t('accords.ui.related.instrument_open') }]
      : []),
    ...[
      { key: 'whole' as const, found: whole ? [whole] : [] },
      { key: 'replacement' as const, found: replacement ? [replacement] : [] },
      { key: 'replaces' as const, found: replaces },
    ].flatMap(({ key, found }) =>
      found.map(({ id, title }) => ({
        key: `${key} ${id}`,
        href: `/app/commitments/${id}`,
        label: `${t(`accords.ui.related.${key}`)}: ${text(title).text}`,
      })),
    ),
  ];
  if (links.length === 0) return null;
  return (
    <section className="card stack-s">
      <h2 className="minor">{t('accords.ui.related.title')}</h2>
      <ul>
        {links.map(({ key, href, label }) => (
          <li key={key}>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The parts of a whole, as each stands: shown, and never counted beside it. */
export function Parts({ commitment: { parts, organisations } }: { commitment: Commitment }) {
  const { t } = useWords();
  if (parts.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t('accords.ui.parts.title')}</h2>
      <div className="card">
        {parts.map((part) => (
          <CommitmentRow key={part.id} row={part} organisations={organisations} />
        ))}
      </div>
      <p className="hint">{t('accords.ui.parts.once')}</p>
    </section>
  );
}
