import { Button, Card } from '../../../design/index.ts';
import { personIn, visitAt } from '../../../modules/missions/day/day.ts';
import { encounterParts, personFields } from '../../../modules/missions/day/operation.ts';
import { type Issue, reconcileList, type Side } from '../../../modules/missions/day/reconcile.ts';
import type { Translator } from '../../../platform/i18n/translate.ts';
import { useWorkplace } from '../context.tsx';
import { useT } from '../language.tsx';
import { Screen, useAboutPerson, useNameOf } from '../parts.tsx';
import { to } from '../route.ts';
import { fieldBody } from '../view/register.ts';
import { Authors } from './Authors.tsx';
import { partText } from './Notes.tsx';
import { valueText } from './PersonFields.tsx';

const atOnce = 50;

/** What no rule may decide: side by side, with who said it, when and on which device. */
export function ReconcileScreen() {
  const t = useT();
  const { day } = useWorkplace();
  const issues = reconcileList(day);
  return (
    <Screen title={t('day.reconcile.title')}>
      <output className="quiet">{t('day.reconcile.count', { count: issues.length })}</output>
      {issues.slice(0, atOnce).map((issue) => (
        <IssueCard key={issue.id} issue={issue} />
      ))}
    </Screen>
  );
}

/** What of a field or a part it is about, in words. */
function aboutText(t: Translator, { kind, about }: Issue): string {
  const word = about.split(' ').at(-1);
  const field = personFields.find((each) => each === about);
  const part = encounterParts.find((each) => each === word);
  if (field && (kind === 'field' || kind === 'person_field')) return t(`day.field.${field}`);
  return part && kind === 'notes' ? t(`day.part.${part}`) : '';
}

function IssueCard({ issue }: { issue: Issue }) {
  const t = useT();
  const { act } = useWorkplace();
  const isOfTwo = issue.kind === 'double' || issue.kind === 'ticket_twice';
  const settle = () => void act([{ kind: 'reconciled', visit: issue.visit, issue: issue.id }]);
  return (
    <Card title={t(`day.issue.${issue.kind}`)} level={2} aside={aboutText(t, issue)}>
      <div className="stack">
        <ul className="plain sides">
          {issue.sides.map((side) => (
            <SideLine key={`${side.visit} ${side.from.id}`} issue={issue} side={side} />
          ))}
        </ul>
        {isOfTwo && <OneOrTwo issue={issue} />}
        <Button full onClick={settle}>
          {t('day.reconcile.settle')}
        </Button>
      </div>
    </Card>
  );
}

/** Two visits: one person or two, as somebody who has looked at both says. */
function OneOrTwo({ issue }: { issue: Issue }) {
  const t = useT();
  const { day, act } = useWorkplace();
  const [first, ...rest] = [...new Set(issue.sides.map(({ visit }) => visit))];
  const other = rest.at(-1);
  if (first === undefined || other === undefined) return null;
  const isOne = personIn(day, first) === personIn(day, other);
  const say = (isSame: boolean) =>
    void act([
      { kind: 'visit.same', visit: first, other, isSame },
      { kind: 'reconciled', visit: issue.visit, issue: issue.id },
    ]);
  return (
    <div className="pair">
      {!isOne && <Button onClick={() => say(true)}>{t('day.reconcile.same')}</Button>}
      <Button onClick={() => say(false)}>{t('day.reconcile.other')}</Button>
    </div>
  );
}

function SideLine({ issue, side }: { issue: Issue; side: Side }) {
  const t = useT();
  const { day, act } = useWorkplace();
  const nameOf = useNameOf();
  const about = useAboutPerson();
  const visit = visitAt(day, side.visit);
  const field = personFields.find((each) => each === issue.about);
  const part = issue.about.split(' ').at(-1) ?? '';
  const said = typeof side.value === 'string' ? side.value : null;
  const value = said !== null && field ? valueText(t, field, said) : null;
  return (
    <li className="stack-s">
      {visit && (
        <p>
          <a href={to('visit', visit.id)}>
            {visit.ticket} {nameOf(visit)}
          </a>{' '}
          <span className="quiet">{about(visit)}</span>
        </p>
      )}
      {side.value !== null && <b>{value ?? endText(t, issue, side) ?? partText(t, part, side.value)}</b>}
      <Authors from={side.from} day={day} />
      {issue.kind === 'field' && visit && field && said !== null && (
        <Button small onClick={() => void act([fieldBody(visit, field, said)])}>
          {t('day.this_holds')}
        </Button>
      )}
    </li>
  );
}

function endText(t: Translator, { kind }: Issue, { value }: Side): string | null {
  const how = (['left', 'emergency', 'died', 'cancelled'] as const).find((each) => each === value);
  return kind === 'after_end' && how ? t(`day.end.${how}`) : null;
}
