import { expect, test } from 'vitest';
import { ActInput } from '../schemas.ts';
import { acts, transitions } from '../transitions.ts';
import { actTyped, askedFor, nothingTyped, type TypedAct } from './actTyped.ts';

const id = '00000000-0000-4000-8000-000000000001';
const filled: TypedAct = {
  ...nothingTyped,
  words: ' What was seen ',
  reasons: { kk: 'Көрсетілген', ru: '  ' },
  condition: { kk: 'Гистология келсе' },
  consent: id,
  arrival: '2026-12-01',
  time: '09:30',
  until: '2027-01-15',
  fractions: '30',
  on: '2026-12-02',
  quota: id,
  tally: { for: '3', against: '0', defer: '1', abstain: '0', eligible: '5', conflicts: '1' },
  dissent: { kk: ' Протонға ерте. ' },
};
const reasonOf = (act: (typeof acts)[number]) =>
  transitions.find((line) => line.act === act && line.reasons)?.reasons?.[0] ?? '';

test.each(acts.map((act) => [act]))('what is typed before %s is taken by its endpoint', (act) => {
  const read = ActInput.safeParse(actTyped({ act }, { ...filled, reason: reasonOf(act) }));
  expect(read.error?.issues ?? []).toEqual([]);
});

test('what is empty is left out, and words lose the blanks around them', () => {
  expect(actTyped({ act: 'schedule' }, { ...nothingTyped, arrival: '2026-12-01' })).toEqual({
    act: 'schedule',
    arrival: '2026-12-01',
  });
  expect(actTyped({ act: 'accept' }, { ...filled, condition: { kk: ' ' } })).toEqual({
    act: 'accept',
    reasons: { kk: 'Көрсетілген' },
    brought: {
      tally: { for: 3, against: 0, defer: 1, abstain: 0 },
      eligible: 5,
      conflicts: 1,
      dissent: { kk: 'Протонға ерте.' },
    },
  });
  expect(actTyped({ act: 'cancel' }, { ...filled, reason: 'other' })).toEqual({
    act: 'cancel',
    reason: 'other',
    words: 'What was seen',
  });
});

test('an act that takes a reason by the table asks for one', () => {
  for (const { act, reasons } of transitions)
    expect([act, askedFor(act).some(({ field }) => field === 'reason')]).toEqual([act, reasons !== undefined]);
});
