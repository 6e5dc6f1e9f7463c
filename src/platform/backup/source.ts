import path from 'node:path';
import type { KeyRing } from '../crypto/keyRing.ts';
import type { Vault } from '../crypto/vault.ts';
import type { Target } from './target.ts';

/** What is backed up, and where to. */
export type Installation = {
  /** The data folder. */
  home: string;
  /** The owner's login. */
  ownerUrl: string;
  /** The cluster of the own Postgres and where it hands its log; undefined: an external server. */
  embedded: { cluster: string; spool: string } | undefined;
  ring: KeyRing;
  vault: Vault;
  target: Target;
};

export const filesOf = (home: string): string => path.join(home, 'files');
export const vaultOf = (home: string): string => path.join(home, 'vault');
