import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { expect, test } from 'vitest';
import { Device, randomFrom, registered } from '../../../../test/missionDay.ts';
import { limits, type Segment } from './exchange.ts';
import type { Operation } from './operation.ts';
import { batches } from './sync.ts';
import { pack, unpack } from './wire.ts';

const mostBytes = limits.bytes;
const word = (random: (below: number) => number, length: number) =>
  Array.from({ length }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[random(64)]).join('');
const random = randomFrom(3);
const segment = (device: string, operations: Segment['operations']): Segment => ({
  device,
  previous: word(random, 43),
  signature: word(random, 86),
  operations,
});
const one = new Device(1);
const all = Array.from({ length: 50 }, (_, n) => registered(one, n, random)).flat();

const id = fc.uuid({ version: 7 });
const value = fc.oneof(
  id,
  fc.string(),
  fc.constantFrom('#', '##', '#0', '#zz'),
  fc.jsonValue(),
  fc.array(id, { maxLength: 3 }),
);
const operation = fc.record({
  id: fc.oneof(id, fc.string()),
  mission: id,
  device: fc.oneof(id, fc.constant('x')),
  sequence: fc.integer({ min: 1, max: 2 ** 31 }),
  lamport: fc.integer({ min: 1, max: 2 ** 40 }),
  at: fc.integer({ min: -(2 ** 52), max: 2 ** 52 }),
  offset: fc.option(fc.integer()),
  by: fc.oneof(id, fc.string()),
  version: fc.integer({ min: 1, max: 99 }),
  body: fc
    .dictionary(fc.stringMatching(/^[a-zA-Z_]{1,9}$/), value, { maxKeys: 5 })
    .map((rest) => ({ ...rest, kind: 'visit.something', visit: null })),
});
const erased = fc.record({ sequence: fc.nat(), digest: fc.string() });
const message = fc.record({
  have: fc.dictionary(id, fc.nat()),
  segments: fc.array(
    fc.record({
      device: id,
      previous: fc.string(),
      signature: fc.string(),
      operations: fc.array(fc.oneof(operation, erased), { maxLength: 6 }),
    }),
    { maxLength: 4 },
  ),
});

test('whatever is packed comes out as it went in, newer operations and erased ones among it', () => {
  fc.assert(
    fc.property(message, (said) => {
      const plain: unknown = JSON.parse(JSON.stringify(said));
      expect(unpack(pack(said as { segments: Segment[] }), mostBytes)).toEqual({ message: plain });
    }),
    { numRuns: 300 },
  );
  expect(unpack(pack({}), mostBytes)).toEqual({ message: {} });
});

test('a small operation takes less than fifty bytes in a batch, and alone with its signature less than three hundred', () => {
  const bytes = batches(all).reduce((sum, batch) => sum + pack({ segments: [segment(one.id, batch)] }).length, 0);
  expect(bytes / all.length).toBeLessThan(50);
  const single = all.slice(0, 10).map((each) => pack({ segments: [segment(one.id, [each])] }).length);
  expect(Math.max(...single)).toBeLessThan(320);
});

test('bytes that are no message are refused, and none of them throws', () => {
  const good = pack({ segments: [segment(one.id, all.slice(0, 20))] });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: good.length }), (noise, place) => {
      expect(unpack(noise, mostBytes)).toHaveProperty('refused');
      expect(unpack(good.slice(0, Math.min(place, good.length - 8)), mostBytes)).toHaveProperty('refused');
      const changed = good.slice();
      changed.set(noise.slice(0, good.length - place), place);
      expect(Object.keys(unpack(changed, mostBytes))).toHaveLength(1);
    }),
    { numRuns: 200 },
  );
});

test('a few bytes that unpack to very many are refused before they are', () => {
  const bomb = deflateSync(new Uint8Array(12_000_000));
  expect(unpack(bomb, mostBytes)).toEqual({ refused: 'too_large' });
  const many = {
    format: 1,
    segments: { count: 1e9, ids: '', names: [], columns: [], shapes: [], runs: [], erased: [] },
  };
  expect(unpack(deflateSync(strToU8(JSON.stringify(many))), mostBytes)).toEqual({ refused: 'too_large' });
});

test('a message of a newer format says that it is one', () => {
  expect(unpack(deflateSync(strToU8('{"format":2}')), mostBytes)).toEqual({ refused: 'newer_format' });
  expect(unpack(deflateSync(strToU8('[]')), mostBytes)).toEqual({ refused: 'malformed' });
});

test('counts that promise more than there is do not make memory of it', () => {
  const first = all[0] as Operation;
  const { segments } = JSON.parse(JSON.stringify({ segments: [segment(one.id, [first])] })) as { segments: Segment[] };
  expect(unpack(pack({ segments }), mostBytes)).toEqual({ message: { segments } });
  const lying = { ids: '', names: ['a'], count: 0, columns: [], shapes: [], erased: [], runs: [[0, 1e12, '', '']] };
  expect(unpack(deflateSync(strToU8(JSON.stringify({ format: 1, segments: lying }))), mostBytes)).toEqual({
    refused: 'malformed',
  });
});
