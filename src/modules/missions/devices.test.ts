import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chained, newDeviceKeys, signed, toBytes, toText, verified } from './day/chain.ts';
import { type Carried, chainBegins, limits, type Segment, spelled } from './day/exchange.ts';
import { type Linked, segmentsOf } from './day/segments.ts';
import { codeEnds, lackOf, letterOf, stateOfDevice } from './device.ts';
import {
  chainAfter,
  digestOf,
  emptyChain,
  isPublicKey,
  isSignedBy,
  newServerKeys,
  signWith,
} from './operationChain.server.ts';

const [mission, device] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'];
const operationAt = (sequence: number, body: Record<string, unknown> = {}): Carried => ({
  id: `018f0000-0000-7000-8000-${String(sequence).padStart(12, '0')}`,
  mission,
  device,
  sequence,
  lamport: sequence,
  at: 0,
  offset: null,
  by: 'physician',
  version: 1,
  body: { kind: 'visit.arrived', visit: null, ...body },
});

describe('a device', () => {
  test('letters go from A over Z to AA and on, without I and O, and none comes twice', () => {
    const letters = Array.from({ length: 2000 }, (_, position) => letterOf(position));
    expect([letters[0], letters[1], letters[8], letters[23], letters[24], letters[25]]).toEqual([
      'A',
      'B',
      'J',
      'Z',
      'AA',
      'AB',
    ]);
    expect(new Set(letters).size).toBe(2000);
    expect(letters.filter((letter) => !/^[A-HJ-NP-Z]{1,3}$/.test(letter))).toEqual([]);
  });

  test('revoked comes before wiped, wiped before joined, and a code that is over is over at its moment', () => {
    const now = new Date('2026-05-12T09:00:00Z');
    const none = { enrolled_at: null, code_until: codeEnds(now), revoked_at: null, wiped_at: null };
    expect(stateOfDevice(none, now)).toBe('waiting');
    expect(stateOfDevice(none, codeEnds(now))).toBe('expired');
    expect(stateOfDevice({ ...none, enrolled_at: now }, codeEnds(now))).toBe('joined');
    expect(stateOfDevice({ ...none, enrolled_at: now, wiped_at: now }, now)).toBe('wiped');
    expect(stateOfDevice({ ...none, enrolled_at: now, wiped_at: now, revoked_at: now }, now)).toBe('revoked');
  });

  test('what it lacks is what is here beyond what it has; to have more than is here is no lack', () => {
    expect(
      lackOf(
        { a: 3, b: 9 },
        new Map([
          ['a', 5],
          ['b', 7],
          ['c', 4],
        ]),
      ),
    ).toBe(6);
  });
});

describe('the chain', () => {
  const value = fc.jsonValue();
  const shuffled = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(shuffled);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(
      Object.entries(one)
        .toReversed()
        .map(([key, inner]) => [key, shuffled(inner)]),
    );
  };

  test('an operation has one spelling, whatever order its words came in and through however many hands', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (more) => {
        const operation = operationAt(1, { more });
        const handed = JSON.parse(JSON.stringify(operation)) as Carried;
        expect(spelled(shuffled(handed) as Carried)).toBe(spelled(operation));
      }),
    );
  });

  test('the browser and the server count the same chain, and each verifies what the other signed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 5 }), async (bodies) => {
        const operations = bodies.map((said, index) => operationAt(index + 1, { said }));
        let chain = chainBegins;
        let bytes: Buffer = emptyChain;
        for (const operation of operations) {
          chain = chained(chain, operation);
          bytes = chainAfter(bytes, digestOf(spelled(operation)));
        }
        expect(chain).toBe(bytes.toString('base64url'));
        const [last] = operations.slice(-1);
        if (!last) throw new Error('there is at least one');
        const keys = await newDeviceKeys();
        const signature = Buffer.from(await signed(keys.privateKey, last, chain), 'base64url');
        expect(isSignedBy(Buffer.from(toBytes(keys.publicKey)), { last, chain: bytes, signature })).toBe(true);
        const { point, pkcs8 } = newServerKeys();
        const segment = { device, previous: chainBegins, signature: toText(signWith(pkcs8, last, bytes)), operations };
        expect(await verified({ mission, publicKey: toText(point) }, segment)).toHaveLength(operations.length);
        expect(await verified({ mission: device, publicKey: toText(point) }, segment)).toBeNull();
      }),
      { numRuns: 25 },
    );
  });

  test('a word that was changed, left out, put in or moved is found, and an erased one is not missed', async () => {
    const keys = await newDeviceKeys();
    const operations = [1, 2, 3].map((sequence) => operationAt(sequence));
    let chain = chainBegins;
    for (const operation of operations) chain = chained(chain, operation);
    const [one, two, three] = operations;
    if (!one || !two || !three) throw new Error('there are three');
    const segment: Segment = {
      device,
      previous: chainBegins,
      signature: await signed(keys.privateKey, three, chain),
      operations,
    };
    const isRight = async (changed: Partial<Segment>) =>
      (await verified({ mission, publicKey: keys.publicKey }, { ...segment, ...changed })) !== null;
    expect(await isRight({})).toBe(true);
    const erased = { sequence: 2, digest: digestOf(spelled(two)).toString('base64url') };
    expect(await isRight({ operations: [one, erased, three] })).toBe(true);
    expect(await isRight({ operations: [one, { ...two, by: 'other' }, three] })).toBe(false);
    expect(await isRight({ operations: [one, three] })).toBe(false);
    expect(await isRight({ operations: [two, one, three] })).toBe(false);
    expect(await isRight({ operations: [one, two, two, three] })).toBe(false);
    expect(await isRight({ previous: chain })).toBe(false);
    expect(await isRight({ device: mission })).toBe(false);
    expect(await isRight({ operations: [] })).toBe(false);
  });

  test('what is no point of the curve is no key', async () => {
    const { publicKey } = await newDeviceKeys();
    const point = Buffer.from(publicKey, 'base64url');
    const moved = Buffer.from(point);
    moved[64] = (moved[64] ?? 0) ^ 1;
    expect([
      isPublicKey(point),
      isPublicKey(moved),
      isPublicKey(point.subarray(1)),
      isPublicKey(Buffer.alloc(65)),
    ]).toEqual([true, false, false, false]);
  });
});

describe('segments', () => {
  const kept = (of: string, from: number, signatures: readonly boolean[]): Linked[] =>
    signatures.map((isSigned, index) => ({
      device: of,
      sequence: from + index,
      previous: `before ${from + index}`,
      signature: isSigned ? `signature ${from + index}` : null,
      one: operationAt(from + index),
    }));
  const shape = (segments: readonly Segment[]) =>
    segments.map(({ device: of, previous, signature, operations }) => [of, previous, signature, operations.length]);

  test('a device’s run is cut behind its last signature, and the rest waits', () => {
    expect(shape(segmentsOf(kept('a', 4, [false, true, false, true, false])))).toEqual([
      ['a', 'before 4', 'signature 7', 4],
    ]);
    expect(segmentsOf(kept('a', 1, [false, false]))).toEqual([]);
    expect(segmentsOf([])).toEqual([]);
  });

  test('a run ends where one is missing', () => {
    const run = [...kept('a', 1, [true, true]), ...kept('a', 4, [true])];
    expect(shape(segmentsOf(run))).toEqual([['a', 'before 1', 'signature 2', 2]]);
  });

  test('all devices together are no more than a batch, each cut where it is signed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 60 }),
        (runs, most) => {
          const all = runs.flatMap((signatures, index) => kept(`device ${index}`, 1, signatures));
          const segments = segmentsOf(all, most);
          const count = segments.reduce((sum, { operations }) => sum + operations.length, 0);
          expect(count).toBeLessThanOrEqual(Math.min(most, limits.operations));
          for (const { device: of, signature, operations } of segments) {
            expect(signature).toBe(`signature ${operations.length}`);
            expect(all.filter((one) => one.device === of)[operations.length - 1]?.signature).toBe(signature);
          }
        },
      ),
    );
  });
});
