/** Two people for what accuses. Pure: no clock, no database, no HTTP. */
export type ShownTo = 'partnership' | 'public';
export type Decision = 'approve' | 'refuse' | 'take_back';
export type RequestRefusal = 'answered-before' | 'same-person' | 'may-not-publish';

export type Asked = { state: string; requestedBy: string; organisation: string };
export type Decider = { person: string; organisation: string; mayPublish: boolean };

/**
 * What a person may do with a request: who asked takes it back; another person of the same organisation, who may publish,
 * approves or refuses it. Nobody does both.
 */
export function decisionsFor({ state, requestedBy, organisation }: Asked, decider: Decider): Decision[] {
  if (state !== 'waiting' || organisation !== decider.organisation) return [];
  if (requestedBy === decider.person) return ['take_back'];
  return decider.mayPublish ? ['approve', 'refuse'] : [];
}

/** Why a decision is not this person's; null where it is. */
export function whyNotDecided(asked: Asked, decider: Decider, decision: Decision): RequestRefusal | null {
  if (asked.state !== 'waiting') return 'answered-before';
  if (decisionsFor(asked, decider).includes(decision)) return null;
  return (asked.requestedBy === decider.person) === (decision === 'take_back') ? 'may-not-publish' : 'same-person';
}
