import { statfs } from 'node:fs/promises';
import type { Channel } from '../outbox/message.ts';

/** A setting of the environment as an administrator may see it. */
export type ShownSetting = {
  name: string;
  description: string;
  isSecret: boolean;
  /** `environment`: it was set; `default`: the product's own; `none`: it is not set and has no default. */
  source: 'environment' | 'default' | 'none';
  /** Never of a secret. */
  value: string | null;
};

/** The machine and the program, as far as those who look after the installation may ask. */
export type Host = {
  version: string;
  startedAt: Date;
  settings: readonly ShownSetting[];
  waysOut: readonly Channel[];
  /** In bytes, where the data lie; null: it cannot be told. */
  disk: () => Promise<{ free: number; total: number } | null>;
};

/** How much room is left where a folder lies. */
export const diskOf = (folder: string) => (): ReturnType<Host['disk']> =>
  statfs(folder).then(
    ({ bavail, blocks, bsize }) => ({ free: bavail * bsize, total: blocks * bsize }),
    () => null,
  );

/** Nothing is known of the machine. */
export const unknownHost: Host = {
  version: '',
  startedAt: new Date(0),
  settings: [],
  waysOut: [],
  disk: () => Promise.resolve(null),
};
