import { type Stage, mainLine } from '../referral.ts';

/** The lifecycle in a line of a list: how far it has come; the words stand beside it. */
export function RowBar({ stage }: { stage: Stage }) {
  const at = (mainLine as readonly Stage[]).indexOf(stage);
  if (at === -1) return null;
  return (
    <span className="life-mini" aria-hidden="true">
      {mainLine.map((each, index) => (
        <i key={each} className={index < at ? 'done' : index === at ? 'now' : undefined} />
      ))}
    </span>
  );
}
