import { expect, test } from 'vitest';
import { permissionsOf } from '../../../permissions.ts';
import { mainLine, optionalStages, parties, type Party, stages, type Stage } from '../referral.ts';
import { transitions } from '../transitions.ts';
import { lineOf, nextOn, stepsShown } from './bar.ts';
import { offersFor, type Reader, toneOf } from './possible.ts';

const whole = new Set(optionalStages);
const coordinator = [...permissionsOf('coordinator', { isClinical: true })];
const officer = [...permissionsOf('officer', { isClinical: true })];
const reader = (stage: Stage, as: readonly Party[], more: Partial<Reader> = {}): Reader => ({
  stage,
  as,
  applying: whole,
  may: coordinator,
  isStopPending: false,
  ...more,
});
const actsOf = (offers: ReturnType<typeof offersFor>) => offers.map(({ act, why }) => [act, why?.is ?? 'open']);

test('what brings a referral on comes first, then the other ways, what comes later says after which step, and a death is last', () => {
  expect(actsOf(offersFor(reader('draft', ['sender'])))).toEqual([
    ['submit', 'open'],
    ['cancel', 'open'],
    ['check', 'later'],
    ['recordDeath', 'open'],
  ]);
});

test('who looks on from the other side reads whose turn it is instead of pressing', () => {
  const offers = offersFor(reader('board', ['sender']));
  expect(offers.find(({ act }) => act === 'accept')?.why).toEqual({ is: 'others', by: ['receiver'] });
  expect(offers.filter(({ why }) => why === null).map(({ act }) => act)).toEqual(['cancel', 'recordDeath']);
});

test('what takes another role says so, and can still be read', () => {
  const offers = offersFor(reader('submitted', ['sender'], { may: officer }));
  expect(offers.find(({ act }) => act === 'check')?.why).toEqual({ is: 'role', needs: 'referrals.decide' });
});

test('after the start a sender can only ask to stop; while that is open it cannot ask again, and the receiver answers', () => {
  const before = offersFor(reader('in_treatment', ['sender'])).filter(({ why }) => why === null);
  expect(before.map(({ act }) => act)).toEqual(['requestStop', 'recordDeath']);
  const pending = { isStopPending: true };
  const asked = offersFor(reader('in_treatment', ['sender'], pending));
  expect(asked.find(({ act }) => act === 'requestStop')?.why).toEqual({ is: 'stop' });
  const answers = offersFor(reader('in_treatment', ['receiver'], pending)).filter(({ why }) => why === null);
  expect(answers.map(({ act }) => act)).toEqual(expect.arrayContaining(['acceptStop', 'refuseStop']));
});

test('every act of the table has its button somewhere, for somebody, and no button stands that the table does not have', () => {
  const open = stages.flatMap((stage) =>
    parties.flatMap((party) =>
      [false, true].flatMap((isStopPending) =>
        [whole, new Set<never>()].flatMap((applying) =>
          offersFor(reader(stage, [party], { isStopPending, applying }))
            .filter(({ why }) => why === null)
            .map(({ act }) => ({ act, stage, party })),
        ),
      ),
    ),
  );
  expect(new Set(open.map(({ act }) => act))).toEqual(new Set(transitions.map(({ act }) => act)));
  for (const { act, stage, party } of open)
    expect(transitions.some((line) => line.act === act && line.from.includes(stage) && line.by.includes(party))).toBe(
      true,
    );
});

test('one button at most is the main one, and what cannot be taken back is never it', () => {
  for (const stage of stages)
    for (const party of parties) {
      const tones = offersFor(reader(stage, [party])).map(
        (offer, at) => [offer.act, toneOf(offer, { isFirst: at === 0, isStopPending: false })] as const,
      );
      expect(tones.filter(([, tone]) => tone === 'primary').length).toBeLessThanOrEqual(1);
      expect(tones.find(([act]) => act === 'recordDeath')?.[1] ?? 'danger').toBe('danger');
    }
});

test('while a stop is asked for, its answer stands first and nothing is the main button', () => {
  const asked = offersFor(reader('in_treatment', ['receiver'], { isStopPending: true }));
  expect(asked.slice(0, 2).map(({ act }) => act)).toEqual(['acceptStop', 'refuseStop']);
  expect(asked.map((offer, at) => toneOf(offer, { isFirst: at === 0, isStopPending: true }))).not.toContain('primary');
});

test('the bar has the steps of the referral’s own path alone', () => {
  expect(lineOf(whole)).toEqual(mainLine);
  expect(lineOf(new Set())).not.toContain('commission');
  expect(nextOn({ stage: 'submitted', applying: new Set() })).toBe('board');
  expect(nextOn({ stage: 'completed', applying: whole })).toBeNull();
});

test('a step beside the line stands where it left it; what ended a referral early is the last that is shown', () => {
  const returned = stepsShown({ stage: 'returned', applying: whole, reached: [] });
  expect(returned.slice(0, 3)).toEqual(['draft', 'returned', 'submitted']);
  const declined = stepsShown({
    stage: 'declined',
    applying: whole,
    reached: [{ stage: 'draft' }, { stage: 'submitted' }, { stage: 'board' }, { stage: 'declined' }],
  });
  expect(declined).toEqual(['draft', 'submitted', 'board', 'declined']);
});

test('a board’s decision is recorded by its chair, and only as the votes carry it', () => {
  const board = { presides: true, allowed: ['accept', 'accept_on_condition'] };
  const chair = offersFor(reader('board', ['receiver'], { board }));
  expect(chair.find(({ act }) => act === 'accept')?.why).toBeNull();
  expect(chair.find(({ act }) => act === 'decline')?.why).toEqual({ is: 'votes' });
  const member = offersFor(reader('board', ['receiver'], { board: { ...board, presides: false } }));
  expect(member.find(({ act }) => act === 'accept')?.why).toEqual({ is: 'chair' });
});

test('no act is offered twice, at whatever stage one looks', () => {
  for (const stage of stages)
    for (const party of parties) {
      const offered = offersFor(reader(stage, [party])).map(({ act }) => act);
      expect([stage, offered]).toEqual([stage, [...new Set(offered)]]);
    }
});
