import type { Served } from '../../platform/serve.ts';
import type { FindSignable, Signable } from '../../platform/signature/signable.ts';
import { canonical } from '../../platform/signature/statement.ts';
import { decisionToSign } from '../boards/index.ts';
import { versionToSign } from '../instruments/index.ts';
import { minutesToSign } from '../meetings/index.ts';
import { consentToSign } from '../patients/index.ts';
import { decisionToSign as quotaDecisionToSign } from '../quotas/index.ts';
import { momentIn, type SignableKind, statementOf } from './signable.ts';

/** How each kind of record says what of it can be signed. */
const finders: Readonly<Record<SignableKind, FindSignable>> = {
  minutes: minutesToSign,
  instrument_version: versionToSign,
  consent: consentToSign,
  board_decision: decisionToSign,
  quota_decision: quotaDecisionToSign,
};
export type Subject = { subject: SignableKind; id: string };

export const findSignable = (context: Served, { subject, id }: Subject): Promise<Signable | 'nothing' | null> =>
  finders[subject](context, id);

type Signer = { person: string; organisation: string };
/** The exact bytes that somebody signs of a record, asked for at that moment. */
export const bytesOf = (
  { subject, id }: Subject,
  signable: Signable,
  { signer, at }: { signer: Signer; at: Date },
): string => canonical(statementOf({ subject, id, content: signable, signer, at }));

/** Whether somebody who signed these bytes would sign the same today: the record still says what it said. */
export function isStill(
  subject: Subject,
  signable: Signable | 'nothing' | null,
  signed: { statement: string; signer: Signer },
): boolean {
  const at = momentIn(signed.statement);
  if (!at || signable === null || signable === 'nothing') return false;
  return bytesOf(subject, signable, { signer: signed.signer, at }) === signed.statement;
}
