import type { InferContractRouterOutputs } from '@orpc/contract';
import type { ReactNode } from 'react';
import { DemoBadge } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { textIn } from '../../../platform/i18n/shown.ts';
import { sections, type SectionName } from '../digest.ts';
import type { remindersContract } from '../contract.ts';

type Answers = InferContractRouterOutputs<typeof remindersContract>;
export type Now = Answers['now'];
export type Digests = Answers['digests'];
type Props = { contents: Now['contents']; commitments: Now['commitments'] };

const shownAtOnce = 5;

/** What one digest names, section by section; a section with nothing in it is left out. */
export function Contents({ contents, commitments }: Props) {
  const { t } = useLanguage();
  const filled = sections.filter((name) => contents[name].real + contents[name].demo > 0);
  if (filled.length === 0) return <p className="quiet">{t('reminders.nothing')}</p>;
  return filled.map((name) => <Section key={name} name={name} section={contents[name]} commitments={commitments} />);
}

type SectionProps = { name: SectionName; section: Now['contents'][SectionName]; commitments: Now['commitments'] };

function Section({ name, section, commitments }: SectionProps) {
  const { t } = useLanguage();
  return (
    <section className="stack-s">
      <h3>
        {t(`reminders.digest.${name}`)} <Counts real={section.real} demo={section.demo} />
      </h3>
      <Titles ids={section.first} commitments={commitments} of={section.real + section.demo} />
    </section>
  );
}

/** Real ones and those of the demonstration are never one number. */
export function Counts({ real, demo }: { real: number; demo: number }): ReactNode {
  const { t } = useLanguage();
  const parts = [
    ...(real > 0 || demo === 0 ? [t('reminders.count', { count: real })] : []),
    ...(demo > 0 ? [t('reminders.demo', { count: demo })] : []),
  ];
  return <span className="quiet">{parts.join(' · ')}</span>;
}

type TitlesProps = { ids: readonly string[]; commitments: Now['commitments']; of: number };

/** The commitments of a section by name, each once. */
export function Titles({ ids, commitments, of }: TitlesProps) {
  const { t, locale, formats } = useLanguage();
  const named = [...new Set(ids)];
  const shown = named.slice(0, shownAtOnce);
  const rest = of - ids.filter((id) => shown.includes(id)).length;
  return (
    <ul className="plain">
      {shown.map((id) => {
        const found = commitments.find((each) => each.id === id);
        if (!found) return <li key={id}>{t('reminders.gone')}</li>;
        return (
          <li key={id}>
            <a href={`/app/commitments/${id}`}>{textIn(locale, found.title).text}</a>
            {found.termLast !== null && <span className="quiet"> · {formats.edtf(found.termLast)}</span>}{' '}
            {found.isDemo && <DemoBadge label={t('web.demo.badge')} />}
          </li>
        );
      })}
      {rest > 0 && <li className="quiet">{t('reminders.and_more', { count: rest })}</li>}
    </ul>
  );
}
