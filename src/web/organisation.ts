import { caller } from '../platform/client.ts';
import { readStored, writeStored } from './kit/stored.ts';

/** The organisation last chosen on this device; null: the person's only or first one. */
export const organisationChosen = (): string | null => readStored('organisation');

/** From now on every request is made for this organisation. */
export function actFor(organisation: string | null): void {
  writeStored('organisation', organisation);
  caller.organisation = organisation;
}
