import fc from 'fast-check';
import { expect, test } from 'vitest';
import { permissionsOf } from '../../permissions.ts';
import {
  endStages,
  isEnded,
  isLate,
  mainLine,
  type OptionalStage,
  optionalStages,
  parties,
  requestStates,
  type Stage,
  stageOf,
  stages,
  taskStates,
} from './referral.ts';
import {
  type Act,
  acts,
  actsOpen,
  after,
  type Applying,
  leadsTo,
  lineFor,
  linesOpen,
  type Transition,
  transitions,
  truthsAt,
  turnOf,
} from './transitions.ts';

const coordinator = permissionsOf('coordinator', { isClinical: true });
const applyings: Applying[] = [0, 1, 2, 3, 4, 5, 6, 7].map(
  (bits) => new Set(optionalStages.filter((_, at) => (bits & (1 << at)) !== 0)),
);
const everything = applyings.at(-1) ?? new Set<OptionalStage>();

test('every pair of truths is a stage, and a word about an earlier round is none about this one', () => {
  for (const request of requestStates)
    for (const task of taskStates) {
      const now = stageOf({ state: request, round: 2, stops: 0 }, { state: task, round: 2, stopsAnswered: 0 });
      expect(stages).toContain(now);
      const earlier = stageOf({ state: request, round: 2, stops: 0 }, { state: task, round: 1, stopsAnswered: 0 });
      const isUnanswered = request === 'sent' && task !== 'died';
      expect(earlier === 'board' || !isUnanswered).toBe(true);
    }
});

test('a death told by either side is the stage, whatever the other says', () => {
  for (const request of requestStates)
    for (const task of taskStates) {
      const said = {
        request: { state: request, round: 1, stops: 0 },
        task: { state: task, round: 1, stopsAnswered: 0 },
      };
      expect(stageOf({ ...said.request, state: 'died' }, said.task)).toBe('died');
      expect(stageOf(said.request, { ...said.task, state: 'died', round: 0 })).toBe('died');
    }
});

test('the truths that stand for a stage are that stage', () => {
  for (const stage of stages) {
    const { request, task } = truthsAt(stage);
    expect(stageOf(request, task)).toBe(stage);
  }
});

test('every act has a line, every line leads to a stage, and each side changes only its own truth', () => {
  expect(new Set(transitions.map(({ act }) => act))).toEqual(new Set(acts));
  for (const line of transitions)
    for (const stage of line.from) {
      const before = truthsAt(stage);
      const now = after(line, before, everything);
      const other = line.writes === 'request' ? 'task' : 'request';
      expect(now[other]).toEqual(before[other]);
      expect(stages).toContain(leadsTo(line, stage, everything));
      expect(line.by.every((party) => (party === 'receiver') === (line.writes === 'task'))).toBe(true);
    }
});

test('where all goes well, a referral goes through the whole line, each step by who has the turn', () => {
  for (const applying of applyings) {
    const way: readonly Act[] = [
      ...(['submit', 'check', 'check', 'approveHome', 'accept', 'schedule', 'arrive', 'startTreatment'] as const),
      ...(['discharge', 'startFollowUp', 'complete'] as const),
    ];
    let truths = truthsAt('draft');
    const gone: Stage[] = ['draft'];
    for (const act of way) {
      const line = lineFor(act, { truths, applying, as: parties });
      if (!line) continue;
      expect(turnOf({ truths, applying }).some((party) => line.by.includes(party))).toBe(true);
      truths = after(line, truths, applying);
      gone.push(stageOf(truths.request, truths.task));
    }
    const left = optionalStages.filter((stage) => !applying.has(stage));
    expect(gone).toEqual(mainLine.filter((stage) => !left.some((each) => each === stage)));
  }
});

test('from every stage that a path has and that is not an end there is a way to one, and from an end only a death is recorded', () => {
  for (const applying of applyings)
    for (const stage of stages) {
      if (optionalStages.some((each) => each === stage && !applying.has(each))) continue;
      const lines = linesOpen({ truths: truthsAt(stage), applying });
      expect(lines.some(({ act }) => act !== 'recordDeath')).toBe(!isEnded(stage));
      expect(lines.some(({ act }) => act === 'recordDeath')).toBe(stage !== 'died');
    }
});

test('before the start the sender may cancel; after it only ask for a stop, which the receiver answers once', () => {
  for (const stage of mainLine) {
    const standing = { truths: truthsAt(stage), applying: everything, as: ['sender'] as const };
    const isBefore = mainLine.indexOf(stage) < mainLine.indexOf('in_treatment');
    expect(lineFor('cancel', standing) !== undefined).toBe(isBefore);
    expect(lineFor('requestStop', standing) !== undefined).toBe(stage === 'in_treatment');
  }
  const treated = truthsAt('in_treatment');
  const of = (act: Act, truths: typeof treated) => lineFor(act, { truths, applying: everything, as: parties });
  expect(of('acceptStop', treated)).toBeUndefined();
  const asked = after(of('requestStop', treated) as Transition, treated, everything);
  expect(of('requestStop', asked)).toBeUndefined();
  const refused = after(of('refuseStop', asked) as Transition, asked, everything);
  expect([of('refuseStop', refused), of('acceptStop', refused)]).toEqual([undefined, undefined]);
  expect(of('requestStop', refused)).toBeDefined();
  const stopped = after(of('acceptStop', asked) as Transition, asked, everything);
  expect(stageOf(stopped.request, stopped.task)).toBe('cancelled');
});

test('whoever takes no part, or has no clinical role, is offered nothing', () => {
  for (const stage of stages) {
    const standing = { truths: truthsAt(stage), applying: everything };
    expect(actsOpen({ ...standing, as: [], may: coordinator })).toEqual([]);
    expect(actsOpen({ ...standing, as: parties, may: permissionsOf('administrator') })).toEqual([]);
    expect(actsOpen({ ...standing, as: parties, may: permissionsOf('viewer', { isClinical: true }) })).toEqual([]);
  }
});

test('lateness is a flag beside the stage: it comes with time alone, and what is over is never late', () => {
  const due = new Date('2026-03-01T00:00:00Z');
  for (const stage of stages) {
    expect(isLate({ stage, dueAt: due }, new Date('2026-02-28T23:59:59Z'))).toBe(false);
    expect(isLate({ stage, dueAt: due }, new Date('2026-03-01T00:00:01Z'))).toBe(
      !endStages.some((end) => end === stage),
    );
    expect(isLate({ stage, dueAt: null }, new Date('2099-01-01T00:00:00Z'))).toBe(false);
  }
});

type Seat = 'none' | 'reserved' | 'confirmed' | 'consumed';
/** What the ledger does for an act, as `quotas` keeps it. */
const seatAfter = (seat: Seat, { seat: effect, act }: Transition, stage: Stage): Seat => {
  if (effect === 'reserve') return 'reserved';
  if (effect === 'confirm') return 'confirmed';
  if (effect === 'consume') return 'consumed';
  if (effect !== 'release') return seat;
  return seat === 'consumed' && !(act === 'recordDeath' && stage === 'in_treatment') ? 'consumed' : 'none';
};
const seatsAt: Partial<Record<Stage, readonly Seat[]>> = {
  accepted: ['reserved'],
  scheduled: ['confirmed'],
  no_show: ['confirmed'],
  arrived: ['confirmed'],
  in_treatment: ['consumed'],
  discharged: ['consumed', 'none'],
  follow_up: ['consumed', 'none'],
  completed: ['consumed', 'none'],
  cancelled: ['consumed', 'none'],
  died: ['consumed', 'none'],
};

test('whatever people do in whatever order, the stage is one of the table and the seat is what the stage says', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...applyings),
      fc.array(fc.tuple(fc.constantFrom(...acts), fc.constantFrom(...parties)), { maxLength: 60 }),
      (applying, attempts) => {
        let truths = truthsAt('draft');
        let seat: Seat = 'none';
        for (const [act, party] of attempts) {
          const stage = stageOf(truths.request, truths.task);
          const line = lineFor(act, { truths, applying, as: [party] });
          if (!line) continue;
          seat = seatAfter(seat, line, stage);
          truths = after(line, truths, applying);
          const now = stageOf(truths.request, truths.task);
          expect(stages).toContain(now);
          expect(seatsAt[now] ?? ['none']).toContain(seat);
          expect(optionalStages.filter((each) => each === now && !applying.has(each))).toEqual([]);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
