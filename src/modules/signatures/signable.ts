/** What may be signed. Each module says what of it can be, and how its content is written down. */
export const signables = ['minutes', 'instrument_version', 'consent', 'board_decision', 'quota_decision'] as const;
export type SignableKind = (typeof signables)[number];
export const kinds = ['passkey', 'cms'] as const;
export type Kind = (typeof kinds)[number];

/** The content of a record as it is signed: texts by their hashes, so that a statement stays short and tells nobody the text. */
export type Content = {
  /** Which version of the record. */
  version: number;
  /** SHA-256 of the UTF-8 text in each language, lower-case hexadecimal. */
  texts: Readonly<Record<string, string>>;
  /** What a record without a text of its own says; never who a patient is. */
  facts?: Readonly<Record<string, string | null>>;
};
type Signer = { person: string; organisation: string };
export type Statement = {
  form: 'yntymaq statement 1';
  subject: SignableKind;
  id: string;
  version: number;
  texts: Readonly<Record<string, string>>;
  facts?: Readonly<Record<string, string | null>>;
  signer: Signer;
  /** When the signer asked for these bytes. */
  at: string;
};
type Said = { subject: SignableKind; id: string; content: Content; signer: Signer; at: Date };

/** What somebody signs of a record. */
export const statementOf = ({ subject, id, content, signer, at }: Said): Statement => ({
  form: 'yntymaq statement 1',
  subject,
  id,
  version: content.version,
  texts: content.texts,
  ...(content.facts && { facts: content.facts }),
  signer: { person: signer.person, organisation: signer.organisation },
  at: at.toISOString(),
});

/** How long one may take from asking for the bytes to bringing the signature: a desktop signer may stand on another desk. */
export const longest = { passkey: 3_600_000, cms: 24 * 3_600_000 } as const satisfies Record<Kind, number>;

/** The moment in a statement, where it is one; what else it says is compared with what the record says now. */
export function momentIn(statement: string): Date | null {
  try {
    const { at } = JSON.parse(statement) as { at?: unknown };
    const moment = typeof at === 'string' ? new Date(at) : null;
    return moment && moment.toISOString() === at ? moment : null;
  } catch {
    return null;
  }
}

/** Whether a statement asked for then may be signed now. */
export const isInTime = (asked: Date, now: Date, kind: Kind): boolean => {
  const age = now.getTime() - asked.getTime();
  return age >= 0 && age <= longest[kind];
};

/** The name of a file with a statement or a signature. */
export const fileName = (id: string, part: 'statement' | 'signature', kind: Kind): string =>
  part === 'statement' ? `statement-${id}.json` : kind === 'cms' ? `statement-${id}.json.p7s` : `signature-${id}.json`;
