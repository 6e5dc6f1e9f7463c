import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { type Check, checked, failed, passed, type Why } from './checks.ts';
import { challengeOf } from './statement.ts';

/** All that anybody needs to verify a signature by passkey again, without us: base64url, as WebAuthn calls it. */
export type PasskeyEvidence = {
  credentialId: string;
  /** COSE */
  publicKey: string;
  authenticatorData: string;
  clientDataJSON: string;
  signature: string;
  /** Where it was made, and for which site the passkey is. */
  origin: string;
  rpId: string;
};
type Asked = { statement: Uint8Array; evidence: PasskeyEvidence; counter?: number };

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

/** Whether the device signed these very bytes: what it signed over contains their hash. */
function challengeIn(clientDataJSON: string): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as {
      challenge?: unknown;
    };
    return typeof challenge === 'string' ? challenge : undefined;
  } catch {
    return undefined;
  }
}

const reasons: [RegExp, Why][] = [
  [/origin|RP ID|response type/i, 'other-place'],
  [/verified|present/i, 'not-verified-by-device'],
  [/counter/i, 'not-signed-then'],
];

/**
 * Verifies a signature by passkey: that it is over these bytes, was made at this place with the person there, and by the key.
 *
 * @param counter how often the key had signed before, where that is known: a smaller one betrays a copy of it
 * @returns each check, and the counter now
 */
export async function verifyPasskey({
  statement,
  evidence,
  counter = 0,
}: Asked): Promise<{ checks: Check[]; counter: number }> {
  const { credentialId: id, publicKey, authenticatorData, clientDataJSON, signature, origin, rpId } = evidence;
  const isOfBytes = challengeIn(clientDataJSON) === challengeOf(statement).toString('base64url');
  const bytes = checked('bytes', isOfBytes, 'other-bytes');
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: { authenticatorData, clientDataJSON, signature },
      },
      expectedChallenge: () => true,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: { id, publicKey: bytesOf(publicKey), counter },
    });
    const made = verified ? passed('signature') : failed('signature', 'wrong-signature');
    return { checks: [bytes, made], counter: authenticationInfo.newCounter };
  } catch (error) {
    const why = reasons.find(([pattern]) => pattern.test((error as Error).message))?.[1] ?? 'wrong-signature';
    return { checks: [bytes, failed('signature', why)], counter };
  }
}
