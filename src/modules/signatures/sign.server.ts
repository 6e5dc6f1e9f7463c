import { recordEvent } from '../../platform/event.sql.ts';
import { sha256 } from '../../platform/hash.ts';
import type { Served } from '../../platform/serve.ts';
import type { Check } from '../../platform/signature/checks.ts';
import { type CmsRefusal, verifyCms } from '../../platform/signature/cms.server.ts';
import { type PasskeyEvidence, verifyPasskey } from '../../platform/signature/passkey.server.ts';
import type { Signable } from '../../platform/signature/signable.ts';
import { challengeOf } from '../../platform/signature/statement.ts';
import { type Evidence, sealEvidence } from './evidence.server.ts';
import { isInTime, type Kind, momentIn } from './signable.ts';
import { countSigningKey, insertSignature, ownName, type SignatureTable, signingKeys } from './signature.sql.ts';
import { bytesOf, findSignable, type Subject } from './subjects.server.ts';

type Refused<Reason extends string> = { refused: Reason };
type Unsignable = 'not-found' | 'nothing-to-sign' | 'not-own-side';
type Own = Signable & { shared: NonNullable<Signable['shared']> };

/** What the actor may sign of a record. Another system signs nothing: it is no person. */
async function ownSignable(context: Served, subject: Subject): Promise<Own | Refused<Unsignable>> {
  const found = await findSignable(context, subject);
  if (found === null) return { refused: 'not-found' };
  if (found === 'nothing') return { refused: 'nothing-to-sign' };
  const { shared } = found;
  return shared && context.actor.kind === 'person' ? { ...found, shared } : { refused: 'not-own-side' };
}

const rpIdOf = (origin: string): string => new URL(origin).hostname;

export async function begin(context: Served, subject: Subject) {
  const found = await ownSignable(context, subject);
  if ('refused' in found) return found;
  const { tx, actor, now, origin } = context;
  const statement = bytesOf(subject, found, { signer: actor, at: now });
  const credentials = (await signingKeys(tx)).map(({ credential, transports }) => ({
    id: credential,
    transports: transports?.split(',').filter(Boolean) ?? [],
  }));
  const challenge = challengeOf(Buffer.from(statement)).toString('base64url');
  return { statement, challenge, rpId: rpIdOf(origin), credentials };
}

type Passkey = Pick<PasskeyEvidence, 'credentialId' | 'authenticatorData' | 'clientDataJSON' | 'signature'>;
export type Brought = Subject & { statement: string; passkey?: Passkey | undefined; cms?: File | undefined };
export type Broken = { broken: Check[] };
type Verified = { evidence: Evidence; keyId: string };

/** Takes a signature in if every check of it passes. */
export async function sign(context: Served, brought: Brought) {
  const { passkey, cms, statement } = brought;
  if ((passkey === undefined) === (cms === undefined)) return { refused: 'bring-one-signature' as const };
  const found = await ownSignable(context, brought);
  if ('refused' in found) return found;
  const kind: Kind = passkey ? 'passkey' : 'cms';
  const asked = momentIn(statement);
  if (!asked || !isInTime(asked, context.now, kind)) return { refused: 'signed-too-late' as const };
  if (bytesOf(brought, found, { signer: context.actor, at: asked }) !== statement)
    return { refused: 'signed-text-differs' as const };
  const verified = passkey
    ? await byPasskey(context, statement, passkey)
    : await byCms(context, statement, new Uint8Array((await cms?.arrayBuffer()) ?? []));
  if (!('evidence' in verified)) return verified;
  return keep(context, { brought, kind, found, verified });
}

async function byPasskey(
  context: Served,
  statement: string,
  passkey: Passkey,
): Promise<Verified | Refused<'passkey-unknown'> | Broken> {
  const { tx, origin } = context;
  const key = (await signingKeys(tx)).find(({ credential }) => credential === passkey.credentialId);
  if (!key) return { refused: 'passkey-unknown' };
  const publicKey = Buffer.from(key.public_key, 'base64').toString('base64url');
  const evidence = { ...passkey, publicKey, origin, rpId: rpIdOf(origin) };
  const { checks, counter } = await verifyPasskey({
    statement: Buffer.from(statement),
    evidence,
    counter: key.counter,
  });
  if (checks.some(({ isOk }) => !isOk)) return { broken: checks };
  await countSigningKey(tx, key.credential, counter);
  return { evidence: { kind: 'passkey', name: await ownName(tx), passkey: evidence }, keyId: key.credential };
}

async function byCms(
  { tx, signatureRoots: roots, now }: Served,
  statement: string,
  signature: Uint8Array,
): Promise<Verified | Refused<CmsRefusal | 'cms-roots-missing'> | Broken> {
  if (!roots) return { refused: 'cms-roots-missing' };
  const found = await verifyCms({ statement: Buffer.from(statement), signature, roots, at: now });
  if ('refused' in found) return found;
  const checks = found.signers.flatMap((signer) => signer.checks);
  if (checks.some(({ isOk }) => !isOk)) return { broken: checks };
  const keyId = found.signers.map(({ certified }) => certified?.fingerprint ?? '').join(' ');
  const cms = Buffer.from(signature).toString('base64');
  return { evidence: { kind: 'cms', name: await ownName(tx), cms }, keyId };
}

const actions = {
  minutes: 'signMinutes',
  instrument_version: 'signVersion',
  consent: 'signConsent',
  board_decision: 'signDecision',
  quota_decision: 'signDecision',
} as const;
type Keeping = { brought: Brought; kind: Kind; found: Own; verified: Verified };

async function keep(context: Served, { brought, kind, found, verified }: Keeping) {
  const { actor, now, newId } = context;
  const { evidence, keyId } = verified;
  const row: SignatureTable = {
    ...found.shared,
    id: newId(),
    subject: brought.subject,
    subject_id: brought.id,
    subject_version: found.version,
    kind,
    statement: Buffer.from(brought.statement),
    evidence: sealEvidence(context, evidence),
    evidence_hash: sha256(evidence.kind === 'cms' ? evidence.cms : evidence.passkey.signature),
    key_id: keyId,
    person: actor.person,
    at: now,
  };
  if (!(await insertSignature(context, row))) return { refused: 'signed-before' as const };
  const { subject, id: subjectId } = found.record;
  const action = actions[brought.subject];
  await recordEvent(context, { subject, subjectId, action, fields: [], shared: found.shared });
  return { kept: { ...row, isOwn: true } };
}
