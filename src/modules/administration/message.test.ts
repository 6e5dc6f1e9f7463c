import { expect, test } from 'vitest';
import { messageStates } from '../../platform/outbox/message.ts';
import { actsOn, isForgotten } from './message.ts';

test('only what nothing has sent can be read, and only what waits can be stopped', () => {
  const able = { isGone: false, canSend: true };
  expect(messageStates.filter((state) => actsOn(state, able).includes('open'))).toEqual(['kept']);
  expect(messageStates.filter((state) => actsOn(state, able).includes('cancel'))).toEqual(['queued']);
  expect(actsOn('delivered', able)).toEqual([]);
});

test('nothing is sent again where there is nothing to send with, or nothing left to send', () => {
  expect(actsOn('kept', { isGone: false, canSend: false })).toEqual(['open']);
  for (const state of messageStates) expect(actsOn(state, { isGone: true, canSend: true })).toEqual([]);
});

test('what went out is kept for its days, and not for one more', () => {
  const now = new Date('2026-11-21T09:00:00Z');
  expect(isForgotten('2026-10-22', { now, keptDays: 30 })).toBe(false);
  expect(isForgotten('2026-10-21', { now, keptDays: 30 })).toBe(true);
});
