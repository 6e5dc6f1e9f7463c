import { expect, test } from 'vitest';
import { proposalOf } from './proposal.ts';

const source = { quote: '2019-2024 жылдарға арналған жоспар', publishedOn: '2020-09-18' };

test('a plan for 2019/2024 that is still a draft is proposed as just that, as of its source', () => {
  const value = { type: 'plan', strength: null, draft: true, term: { from: '2019', until: '2024' } } as const;
  expect(proposalOf(value, source)).toEqual({
    kind: 'cooperation_plan',
    title: source.quote,
    state: 'under_negotiation',
    taken: null,
    knownOn: '2020-09-18',
    covers: '2019/2024',
  });
});

test.each([
  [
    'a signed memorandum has the day of its signing',
    { type: 'memorandum', strength: 'signed', date: '2018' },
    'signed',
    '2018',
  ],
  [
    'one that is only named leaves its state to a person',
    { type: 'memorandum', strength: null, date: '2018' },
    null,
    null,
  ],
  ['one that was promised stands nowhere yet', { type: 'agreement', strength: 'promised' }, null, null],
  ['a proposal is a proposal', { type: 'agreement', strength: 'proposed' }, 'proposed', null],
] as const)('%s', (_what, value, state, taken) => {
  expect(proposalOf(value, source)).toMatchObject({ state, taken });
});

test('an agreement is not called intergovernmental, nor a document a memorandum, when the words do not say so', () => {
  for (const type of ['agreement', 'document', 'contract'] as const)
    expect(proposalOf({ type, strength: 'signed' }, source).kind).toBe('not_stated');
});

test('a source without its year gives no day, and a term that is none no years', () => {
  const value = { type: 'plan', strength: 'signed', term: { from: '2024', until: '2019' } } as const;
  expect(proposalOf(value, { ...source, publishedOn: 'XXXX-04-10' })).toMatchObject({ knownOn: null, covers: null });
});
