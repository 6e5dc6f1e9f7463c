import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { v7 as uuidv7 } from 'uuid';

/** A device that holds passkeys, without the device: what a browser would answer to the options of a ceremony. */

const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** As much of CBOR as a passkey needs: small maps, texts, bytes and whole numbers. */
function cbor(value: unknown): Buffer {
  const head = (kind: number, size: number): Buffer =>
    size < 24
      ? Buffer.of((kind << 5) | size)
      : size < 256
        ? Buffer.of((kind << 5) | 24, size)
        : Buffer.of((kind << 5) | 25, size >> 8, size & 255);
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  const entries = [...(value as Map<unknown, unknown>)];
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)]);
}

type Made = { rpId?: string; origin: string; isVerified?: boolean };
type Options = { challenge: string };

export function newPasskey({ rpId = 'yntymaq.test', origin, isVerified = true }: Made) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let counter = 0;
  const clientData = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authenticatorData = (isNew: boolean): Buffer => {
    counter += 1;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const key = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flags = Buffer.of(1 | (isVerified ? 4 : 0) | (isNew ? 64 : 0));
    const own = isNew ? [Buffer.alloc(16), Buffer.of(0, id.length), id, cbor(key)] : [];
    return Buffer.concat([sha256(rpId), flags, count, ...own]);
  };
  const answer = (response: Record<string, string>) => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    response,
  });
  return {
    register: ({ challenge }: Options) => {
      const attestation = cbor(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authenticatorData(true)],
        ]),
      );
      return answer({
        clientDataJSON: clientData('webauthn.create', challenge).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
      });
    },
    prove: ({ challenge }: Options) => {
      const [data, client] = [authenticatorData(false), clientData('webauthn.get', challenge)];
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey);
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
      });
    },
  };
}

type Keeping = { seeAll: (statement: string, values: unknown[]) => Promise<unknown> };

/** A passkey of somebody, registered as sign-in registers it: what proves a challenge with it, and its id. */
export async function keepPasskey({ seeAll }: Keeping, person: string, site = 'http://yntymaq.test') {
  const key = newPasskey({ rpId: new URL(site).hostname, origin: site });
  const challenge = Buffer.from('registering').toString('base64url');
  const { registrationInfo } = await verifyRegistrationResponse({
    response: key.register({ challenge }) as never,
    expectedChallenge: challenge,
    expectedOrigin: site,
    expectedRPID: new URL(site).hostname,
  });
  const credential = registrationInfo?.credential;
  if (!credential) throw new Error('not registered');
  await seeAll(
    `insert into auth.passkey (id, "publicKey", "userId", "credentialID", counter, "deviceType", "backedUp", transports)
     values ($1, $2, $3, $4, 1, 'singleDevice', false, 'internal,hybrid')`,
    [uuidv7(), Buffer.from(credential.publicKey).toString('base64'), person, credential.id],
  );
  const prove = (of: string) => {
    const { id, response } = key.prove({ challenge: of });
    return { credentialId: id, ...response };
  };
  return { prove, id: credential.id };
}
