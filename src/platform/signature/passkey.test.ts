import { verifyRegistrationResponse } from '@simplewebauthn/server';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newPasskey } from '../../../test/passkey.ts';
import { type PasskeyEvidence, verifyPasskey } from './passkey.server.ts';
import { canonical, challengeOf } from './statement.ts';

const [origin, rpId] = ['https://yntymaq.test', 'yntymaq.test'];
const statement = Buffer.from('{"text":"Хаттама"}');

/** A passkey that was registered, and a way to sign bytes with it. */
async function registered({ isVerified = true } = {}) {
  const key = newPasskey({ rpId, origin, isVerified });
  const challenge = Buffer.from('registering').toString('base64url');
  const { registrationInfo } = await verifyRegistrationResponse({
    response: key.register({ challenge }) as never,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: false,
  });
  const credential = registrationInfo?.credential;
  if (!credential) throw new Error('not registered');
  const publicKey = Buffer.from(credential.publicKey).toString('base64url');
  const sign = (bytes: Uint8Array): PasskeyEvidence => {
    const { id, response } = key.prove({ challenge: challengeOf(bytes).toString('base64url') });
    const { authenticatorData = '', clientDataJSON = '', signature = '' } = response;
    return { credentialId: id, publicKey, authenticatorData, clientDataJSON, signature, origin, rpId };
  };
  return { sign, publicKey };
}
const faults = async (evidence: PasskeyEvidence, bytes: Uint8Array = statement, counter = 0) =>
  (await verifyPasskey({ statement: bytes, evidence, counter })).checks
    .filter(({ isOk }) => !isOk)
    .map(({ name, why }) => [name, why]);

describe('a signature by passkey', () => {
  test('holds for the bytes that were signed, and says how often the key has signed', async () => {
    const { sign } = await registered();
    const found = await verifyPasskey({ statement, evidence: sign(statement), counter: 1 });
    expect(found).toEqual({
      counter: 2,
      checks: ['bytes', 'signature'].map((name) => ({ name, isOk: true, why: null })),
    });
  });

  test('does not hold for other bytes', async () => {
    const { sign } = await registered();
    expect(await faults(sign(statement), Buffer.from('{"text":"Хаттамa"}'))).toEqual([['bytes', 'other-bytes']]);
  });

  test('does not hold with another key, at another place, or for another site', async () => {
    const [one, two] = [await registered(), await registered()];
    const evidence = one.sign(statement);
    expect(await faults({ ...evidence, publicKey: two.publicKey })).toEqual([['signature', 'wrong-signature']]);
    expect(await faults({ ...evidence, origin: 'https://elsewhere.test' })).toEqual([['signature', 'other-place']]);
    expect(await faults({ ...evidence, rpId: 'elsewhere.test' })).toEqual([['signature', 'other-place']]);
  });

  test('does not hold when the device did not make sure of the person', async () => {
    const { sign } = await registered({ isVerified: false });
    expect(await faults(sign(statement))).toEqual([['signature', 'not-verified-by-device']]);
  });

  test('does not hold when the key has signed more often before: it was copied, or this is an old one', async () => {
    const { sign } = await registered();
    const evidence = sign(statement);
    expect(await faults(evidence, statement, 2)).toEqual([['signature', 'not-signed-then']]);
  });

  test('does not hold once any byte of it is changed', async () => {
    const { sign } = await registered();
    const evidence = sign(statement);
    for (const part of ['authenticatorData', 'clientDataJSON', 'signature'] as const) {
      const bytes = Buffer.from(evidence[part], 'base64url');
      for (let at = 0; at < bytes.length; at += 7) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(await faults({ ...evidence, [part]: changed.toString('base64url') }), `${part} ${at}`).not.toEqual([]);
      }
    }
  });

  test('made to sign in is none: what is signed for is said within it', async () => {
    const key = newPasskey({ rpId, origin });
    const { response, id } = key.prove({ challenge: statement.toString('base64url') });
    const { publicKey } = await registered();
    const evidence = {
      credentialId: id,
      publicKey,
      origin,
      rpId,
      ...(response as Pick<PasskeyEvidence, 'signature' | 'clientDataJSON' | 'authenticatorData'>),
    };
    expect((await faults(evidence))[0]).toEqual(['bytes', 'other-bytes']);
  });
});

describe('what is signed', () => {
  test('is written in one way, whatever the order of its parts', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))),
        (value) => {
          const turned = Object.fromEntries(Object.entries(value).toReversed());
          expect(canonical(turned)).toBe(canonical(value));
          expect(JSON.parse(canonical(value))).toEqual(value);
        },
      ),
    );
    expect(canonical({ b: [1, { d: null, c: 'ә' }], a: true })).toBe('{"a":true,"b":[1,{"c":"ә","d":null}]}');
  });

  test('holds no number that another program could read otherwise', () => {
    for (const number of [0.1, Number.NaN, 2 ** 53, Infinity])
      expect(() => canonical({ number })).toThrow('whole numbers');
  });
});
