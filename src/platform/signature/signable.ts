import type { Shared } from '../event.sql.ts';
import { sha256 } from '../hash.ts';
import type { LocalisedText } from '../i18n/shown.ts';
import type { Served } from '../serve.ts';

/** What a record says that can be signed, and where it is shown. */
export type Signable = {
  /** Which version of the record; 1 is the first. */
  version: number;
  /** The content: of each language the SHA-256 of its UTF-8 text. */
  texts: Readonly<Record<string, string>>;
  /** What else it says and is signed with it, where that is no text; never who a patient is. */
  facts?: Readonly<Record<string, string | null>>;
  href: string;
  /** Whose signature it would be and who would see it; undefined where the actor's organisation is on no side of it. */
  shared: Shared | undefined;
  /** The record itself, in whose history a signature is told. */
  record: { subject: string; id: string };
};
/** Finds what the actor may see of a record; `nothing` where it is there and has nothing to sign. */
export type FindSignable = (context: Served, id: string) => Promise<Signable | 'nothing' | null>;

/** A text in several languages as it is signed. */
export const textsOf = (text: LocalisedText): Record<string, string> =>
  Object.fromEntries(Object.entries(text).map(([language, version]) => [language, sha256(version.text)]));
