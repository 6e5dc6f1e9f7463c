import type { SignableKind } from '../signable.ts';
import { signaturesApi } from './client.ts';

type Subject = { subject: SignableKind; id: string };
type Outcome = 'signed' | 'cancelled' | 'no-passkey';

const isCancelled = (error: unknown): boolean =>
  error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name);

/**
 * Signs with a passkey: the server writes down the bytes, the device signs their hash after it has made sure of the person, and
 * the server verifies. A person who changes their mind signs nothing.
 */
export async function signWithPasskey(
  asked: Subject,
  options: { context: { idempotencyKey?: string } },
): Promise<Outcome> {
  const [{ startAuthentication }, begun] = await Promise.all([
    import('@simplewebauthn/browser'),
    signaturesApi.beginSigning.call(asked, { context: {} }),
  ]);
  const { statement, challenge, rpId, credentials } = begun;
  if (credentials.length === 0) return 'no-passkey';
  const allowCredentials = credentials.map(({ id, transports }) => ({
    id,
    type: 'public-key' as const,
    transports: transports as ('internal' | 'hybrid' | 'usb' | 'nfc' | 'ble')[],
  }));
  try {
    const { id, response } = await startAuthentication({
      optionsJSON: { challenge, rpId, allowCredentials, userVerification: 'required' },
    });
    const { authenticatorData, clientDataJSON, signature } = response;
    const passkey = { credentialId: id, authenticatorData, clientDataJSON, signature };
    await signaturesApi.sign.call({ ...asked, statement, passkey }, options);
    return 'signed';
  } catch (error) {
    if (isCancelled(error)) return 'cancelled';
    throw error;
  }
}
