import { permissionsOf, type Role, roles } from '../../src/permissions.ts';
import type { Actor, Place } from './actors.ts';
import type { Outcome } from './attempt.ts';
import { expected, type Least, type Row, shownAtMost } from './expected.ts';
import type { Visibility } from './records.ts';

const ownSide: readonly Place[] = ['owner', 'colleague'];
const inPartnership: readonly Place[] = ['owner', 'colleague', 'across'];

/** Whether somebody at a place sees a record that is shown so widely. */
export const sees = (place: Place, visibility: Visibility): boolean =>
  ownSide.includes(place) || visibility === 'public' || (visibility === 'partnership' && place === 'across');

/** How widely the record of a bundle is shown; null where a bundle has none of its kind. */
export function shownTo(about: string, bundle: Visibility): Visibility | null {
  const most = shownAtMost[about];
  if (!most || most.includes(bundle)) return bundle;
  if (about === 'settlement' && bundle === 'own_side') return null;
  return most.at(-1) ?? null;
}

const rank = (role: Role | null): number => (role === null ? -1 : roles.indexOf(role));

/** Whether somebody is what an endpoint asks for at least. A token is what its scopes say, which the endpoint's own need decides. */
export function reaches(least: Least, { role, isClinical, isInstallation }: Actor): boolean {
  if (least === 'installation') return isInstallation;
  const [first, second] = least.split(' ') as [string, Role | undefined];
  return second ? isClinical && rank(role) >= rank(second) : rank(role) >= rank(first as Role);
}

const done: readonly Outcome[] = ['done', 'declined'];
const hidden: readonly Outcome[] = ['unseen'];
const refused: readonly Outcome[] = ['not-yours', 'unseen'];

function byRule(
  { rule, wide, isToldWhy, about }: Row,
  { place, role, may }: Actor,
  visibility: Visibility,
): readonly Outcome[] {
  if (rule === 'all' || rule === 'list') return done;
  if (rule === 'let in') return [...done, 'unseen', 'not-yours', 'fault 400 invalid-input'];
  const isSeen = sees(place, visibility);
  const isLet =
    rule === 'seen' ||
    (rule === 'own side' && ownSide.includes(place)) ||
    (rule === 'owner' && place === 'owner') ||
    (rule === 'parties' && (place === 'owner' || place === 'across')) ||
    (rule === 'partners' && inPartnership.includes(place)) ||
    (rule === 'other side' && place === 'across');
  if (!isSeen) return hidden;
  if (!isLet) return isToldWhy ? [...refused, 'declined'] : refused;
  const mayPublish = role === null ? may.has('accords.publish') : rank(role) >= rank('coordinator');
  return wide && (visibility !== 'own_side' || about === 'request') && !mayPublish ? ['not-yours'] : done;
}

/** What may come of an attempt of an actor at an endpoint about a record that is shown so widely. */
export function expectedOf(name: string, needs: string, actor: Actor, bundle: Visibility): readonly Outcome[] | null {
  const row = expected[name];
  if (!row) return [];
  if (actor.kind === 'nobody' || actor.kind === 'gone') return ['sign-in'];
  const isLetIn = actor.kind === 'token' ? !row.peopleOnly && actor.may.has(needs) : reaches(row.least, actor);
  if (!isLetIn) return ['forbidden'];
  if (row.stepUp && !actor.isFresh) return ['step-up'];
  const visibility = row.about === null ? 'public' : shownTo(row.about, bundle);
  return visibility && byRule(row, actor, visibility);
}

/** The permission that a row asks for agrees with the one the endpoint names: the least who has it is the least said here. */
export function leastWith(permission: string): Least | undefined {
  if (
    permissionsOf('viewer', { isInstallation: true }).has(permission as never) &&
    !permissionsOf('administrator').has(permission as never)
  )
    return 'installation';
  const plain = roles.find((role) => permissionsOf(role).has(permission as never));
  const clinical = roles.find((role) => permissionsOf(role, { isClinical: true }).has(permission as never));
  return plain ?? (clinical && `clinical ${clinical}`);
}
