import type { Served } from '../../platform/serve.ts';
import { type Check, checked, failed } from '../../platform/signature/checks.ts';
import type { Certified } from '../../platform/signature/certificate.server.ts';
import { verifyCms } from '../../platform/signature/cms.server.ts';
import { verifyPasskey } from '../../platform/signature/passkey.server.ts';
import { noRoots } from '../../platform/signature/roots.server.ts';
import { organisationsOf } from '../directory/index.ts';
import { type Evidence, openEvidence } from './evidence.server.ts';
import { fileName, longest, type Statement } from './signable.ts';
import { belongingOf, findSignature, type FoundSignature, signaturesOn } from './signature.sql.ts';
import { findSignable, isStill, type Subject } from './subjects.server.ts';

type Signable = Awaited<ReturnType<typeof findSignable>>;

/** A signature as lists and pages show it. */
export async function shownSignature(context: Served, row: FoundSignature, signable: Signable) {
  const [organisation] = await organisationsOf(context.tx, [row.owner_organisation]);
  const statement = row.statement.toString('utf8');
  const signer = { person: row.person, organisation: row.owner_organisation };
  return {
    id: row.id,
    subject: row.subject,
    subjectId: row.subject_id,
    version: row.subject_version,
    kind: row.kind,
    person: { id: row.person, name: openEvidence(context, row)?.name ?? null },
    organisation: { id: row.owner_organisation, names: { ...organisation?.names } as Record<string, string> },
    at: row.at.toISOString(),
    isDemo: row.is_demo,
    isCurrent: isStill({ subject: row.subject, id: row.subject_id }, signable, { statement, signer }),
  };
}

export async function listSignatures(context: Served, subject: Subject) {
  const signable = await findSignable(context, subject);
  if (signable === null) return null;
  const rows = await signaturesOn(context.tx, subject.subject, subject.id);
  const items = [];
  for (const row of rows) items.push(await shownSignature(context, row, signable));
  const isSignable = signable !== 'nothing' && signable.shared !== undefined && context.actor.kind === 'person';
  return { items, isSignable };
}

type Signer = { checks: Check[]; certified: Certified | null; signingTime: Date | null };

/** Looks at a signature again, from what is kept of it alone. */
export async function verifyAgain(context: Served, row: FoundSignature): Promise<Signer[]> {
  const evidence = openEvidence(context, row);
  if (!evidence || evidence.kind !== row.kind)
    return [{ checks: [failed('signature', 'unreadable')], certified: null, signingTime: null }];
  return evidence.kind === 'passkey'
    ? [await passkeyAgain(context, row, evidence)]
    : cmsAgain(context, row, evidence.cms);
}

async function passkeyAgain(
  { tx }: Served,
  row: FoundSignature,
  { passkey }: Extract<Evidence, { kind: 'passkey' }>,
): Promise<Signer> {
  const { checks } = await verifyPasskey({ statement: row.statement, evidence: passkey });
  const publicKey = Buffer.from(passkey.publicKey, 'base64url').toString('base64');
  const belongs = await belongingOf(tx, { credential: row.key_id, person: row.person, publicKey });
  const isSame = passkey.credentialId === row.key_id && belongs !== 'other';
  // A passkey that was removed since still signed then: its public key is kept with the signature.
  const key: Check = {
    ...checked('key', isSame, 'key-not-theirs'),
    ...(isSame && belongs === 'removed' && { why: 'key-removed' }),
  };
  return { checks: [...checks, key, saidThen(row)], certified: null, signingTime: null };
}

/** Whether what the bytes themselves say of the signer and the moment is what the record of the signature says. */
function saidThen(row: FoundSignature): Check {
  try {
    const { at, ...said } = JSON.parse(row.statement.toString('utf8')) as Statement;
    const age = row.at.getTime() - new Date(at).getTime();
    const isSame =
      said.signer.person === row.person &&
      said.signer.organisation === row.owner_organisation &&
      said.subject === row.subject &&
      said.id === row.subject_id &&
      said.version === row.subject_version;
    return checked('time', isSame && age >= 0 && age <= longest[row.kind], 'not-signed-then');
  } catch {
    return failed('time', 'not-signed-then');
  }
}

async function cmsAgain({ signatureRoots }: Served, row: FoundSignature, cms: string): Promise<Signer[]> {
  const signature = Buffer.from(cms, 'base64');
  const found = await verifyCms({ statement: row.statement, signature, roots: signatureRoots ?? noRoots, at: row.at });
  if ('refused' in found) return [{ checks: [failed('signature', 'unreadable')], certified: null, signingTime: null }];
  const { isOwn } = row;
  const said = saidThen(row);
  return found.signers.map(({ certified, checks, signingTime }) => ({
    signingTime,
    // What the bytes say of the signer and the moment counts with what their certificate says.
    checks: said.isOk ? checks : checks.map((check) => (check.name === 'time' ? said : check)),
    certified: certified && (isOwn ? certified : { ...certified, iin: null, bin: null }),
  }));
}

/** The bytes that were signed, or the signature; of a certificate's numbers only the signer's own side hears. */
export async function signatureFile(context: Served, { id, part }: { id: string; part: 'statement' | 'signature' }) {
  const row = await findSignature(context.tx, id);
  if (!row) return null;
  const name = fileName(row.id, part, row.kind);
  if (part === 'statement') return { name, bytes: row.statement };
  const evidence = openEvidence(context, row);
  if (!evidence || (evidence.kind === 'cms' && !row.isOwn)) return null;
  const bytes =
    evidence.kind === 'cms'
      ? Buffer.from(evidence.cms, 'base64')
      : Buffer.from(`${JSON.stringify(evidence.passkey, null, 2)}\n`);
  return { name, bytes };
}
