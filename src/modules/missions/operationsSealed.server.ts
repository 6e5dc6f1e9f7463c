import { KeyDestroyed, type Subject, type Vault } from '../../platform/crypto/vault.ts';
import type { Carried } from './day/exchange.ts';

/** What operations say, under the key of the visit that they are about; of the mission, where they are about none. */
const about = 'mission_operation.body';
const subjectOf = (mission: string, visit: string | null): Subject => `patient:${visit ?? mission}`;

/** Null in the place of what is about somebody who was erased: it is taken, and not kept. */
export function sealBodies(vault: Vault, mission: string, operations: readonly Carried[]): (Buffer | null)[] {
  const subjects = [...new Set(operations.map(({ body }) => subjectOf(mission, body.visit)))];
  const erased = new Set(subjects.filter((subject) => vault.isDestroyed(subject)));
  vault.make(subjects.filter((subject) => !erased.has(subject)));
  return operations.map(({ body }) => {
    const subject = subjectOf(mission, body.visit);
    return erased.has(subject) ? null : vault.seal(subject, JSON.stringify(body), about);
  });
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
