import { Badge, Button } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { PatientLine } from './PatientList.tsx';
import type { Candidate } from './types.ts';

type Props = {
  items: readonly Candidate[];
  /** What can be done with one, where something can. */
  act?: (candidate: Candidate) => void;
  action?: string;
  isBusy?: boolean;
};

/** Who may be meant, each with why, and with what can be done. */
export function CandidateList({ items, act, action, isBusy = false }: Props) {
  const { t } = useLanguage();
  return (
    <ul className="plain stack-s">
      {items.map((candidate) => (
        <li key={candidate.id} className="row between">
          <PatientLine row={candidate} />
          <span className="row">
            <Badge>{t(`patients.ui.duplicates.${candidate.reason}`)}</Badge>
            {act && (
              <Button small unavailable={isBusy} onClick={() => act(candidate)}>
                {action}
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
