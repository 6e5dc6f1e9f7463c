export const refusals = [
  'damaged',
  'wrong-key',
  'missing',
  'nothing-there',
  'too-early',
  'too-late',
  'not-empty',
  'newer-version',
  'other-installation',
  'target-away',
  'disk-full',
  'busy',
  'not-possible',
] as const;
export type Refusal = (typeof refusals)[number];

/** A backup or a restore that cannot go on, for a reason an operator can understand. The message is one plain line. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
  readonly why: Refusal;

  constructor(why: Refusal, message: string) {
    super(message);
    this.why = why;
  }
}
