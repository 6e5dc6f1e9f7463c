import { DayFault } from '../fault.ts';
import { randomBytes } from './box.ts';
import type { PasskeyLock, PasskeySecret } from './keys.ts';

/** A key from a passkey: WebAuthn's `prf`, which gives the same secret for the same salt and to nobody without the passkey. */

type Results = AuthenticationExtensionsClientOutputs['prf'];
const secretOf = (credential: Credential | null): { results: Results; id: Uint8Array<ArrayBuffer> } => {
  if (!(credential instanceof PublicKeyCredential)) throw new DayFault('no_passkey');
  return { results: credential.getClientExtensionResults().prf, id: new Uint8Array(credential.rawId) };
};
const asBuffer = (value: BufferSource): ArrayBuffer =>
  value instanceof ArrayBuffer
    ? value
    : new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice().buffer;

const refused = (cause: unknown): never => {
  throw new DayFault('no_passkey', { cause });
};

/** Whether this browser says that it can derive keys from passkeys. */
export async function hasPasskeys(): Promise<boolean> {
  if (typeof PublicKeyCredential === 'undefined') return false;
  const capabilities = await PublicKeyCredential.getClientCapabilities?.();
  return capabilities?.['extension:prf'] === true;
}

async function asked(credential: Uint8Array<ArrayBuffer>, salt: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge: randomBytes(32),
    allowCredentials: [{ type: 'public-key', id: credential }],
    userVerification: 'required',
    extensions: { prf: { eval: { first: salt } } },
  };
  const { results } = secretOf(await navigator.credentials.get({ publicKey }).catch(refused));
  if (!results?.results?.first) throw new DayFault('no_passkey');
  return asBuffer(results.results.first);
}

/** Makes a passkey for this store. `name` is what the device's own list of passkeys shows. */
export async function newPasskeySecret(name: string): Promise<PasskeySecret> {
  const salt = randomBytes(32);
  const publicKey: PublicKeyCredentialCreationOptions = {
    challenge: randomBytes(32),
    rp: { name: 'Yntymaq' },
    user: { id: randomBytes(16), name, displayName: name },
    pubKeyCredParams: [
      { type: 'public-key', alg: -7 },
      { type: 'public-key', alg: -257 },
    ],
    authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
    extensions: { prf: { eval: { first: salt } } },
  };
  const { results, id } = secretOf(await navigator.credentials.create({ publicKey }).catch(refused));
  if (!results?.enabled && !results?.results) throw new DayFault('no_passkey');
  const secret = results.results?.first ? asBuffer(results.results.first) : await asked(id, salt);
  return { credential: id, salt, secret };
}

/** Asks for the passkey of this lock. */
export const passkeySecret = ({ credential, salt }: PasskeyLock): Promise<ArrayBuffer> => asked(credential, salt);
