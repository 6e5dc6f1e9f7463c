import { describe, expect, it } from 'vitest';
import { remembering } from './remember.ts';

function counting() {
  let [time, asked] = [0, 0];
  let fails = false;
  const ask = async (key: string) => {
    asked += 1;
    if (fails) throw new Error('away');
    return `${key} ${asked}`;
  };
  const get = remembering(ask, { fresh: 10, usable: 60 }, () => time);
  return {
    get,
    at: (moment: number) => {
      time = moment;
    },
    fail: (does: boolean) => {
      fails = does;
    },
  };
}

describe('remembering', () => {
  it('asks once while the answer is fresh, also for many at the same time', async () => {
    const { get, at } = counting();
    expect(await Promise.all([get('a'), get('a')])).toEqual(['a 1', 'a 1']);
    at(9);
    expect(await get('a')).toBe('a 1');
  });

  it('gives what it has while it asks anew, and waits for an answer that would be too old', async () => {
    const { get, at } = counting();
    await get('a');
    at(10);
    expect(await get('a')).toBe('a 1');
    await Promise.resolve();
    expect(await get('a')).toBe('a 2');
    at(70);
    expect(await get('a')).toBe('a 3');
  });

  it('never gives the answer to another question, and forgets a failure', async () => {
    const { get, fail } = counting();
    expect(await get('a')).toBe('a 1');
    expect(await get('b')).toBe('b 2');
    fail(true);
    await expect(get('c')).rejects.toThrow('away');
    fail(false);
    expect(await get('c')).toBe('c 4');
  });
});
