import { KeyDestroyed, type Subject, type Vault } from '../../platform/crypto/vault.ts';
import type { Carried } from './day/exchange.ts';

/** What operations say, under the key of the visit that they are about; of the mission, where they are about none. */
const about = 'mission_operation.body';
const subjectOf = (mission: string, visit: string | null): Subject => `patient:${visit ?? mission}`;

/** Null in the place of what is about somebody who was erased: it is taken, and not kept. */
export function sealBodies(vault: Vault, mission: string, operations: readonly Carried[]): (Buffer | null)[] {
  const places = Map.groupBy(operations.keys(), (place) => subjectOf(mission, operations[place]?.body.visit ?? null));
  const kept = [...places.keys()].filter((subject) => !vault.isDestroyed(subject));
  vault.make(kept);
  const bodies = operations.map((): Buffer | null => null);
  for (const subject of kept) {
    const here = places.get(subject) ?? [];
    const said = here.map((place) => JSON.stringify(operations[place]?.body));
    for (const [index, sealed] of vault.sealAll(subject, said, about).entries()) bodies[here[index] ?? 0] = sealed;
  }
  return bodies;
}

type Sealed = { visit: string | null; body: Buffer | null };

/** What an operation says; null where the person was erased. */
export function openBody(vault: Vault, mission: string, { visit, body }: Sealed): Carried['body'] | null {
  if (!body) return null;
  try {
    return JSON.parse(vault.open(subjectOf(mission, visit), body, about).toString('utf8')) as Carried['body'];
  } catch (error) {
    if (error instanceof KeyDestroyed) return null;
    throw error;
  }
}
