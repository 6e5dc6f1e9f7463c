import type { Names } from '../src/platform/i18n/localised.ts';

/** `kind` as the directory calls it; `place` is a key of `src/platform/place`, where a source says where it is. */
export type DemoOrganisation = {
  kind: string;
  country: string;
  place?: string;
  names: Names;
  /** Other ways in which sources write its name. */
  aliases?: readonly string[];
  /** The key of the organisation of which it is a part. */
  partOf?: string;
  /** Invented: it is no real organisation, and its patients are none. */
  isDemo?: boolean;
};
