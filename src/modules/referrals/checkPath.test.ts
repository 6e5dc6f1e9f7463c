import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BoardFacts, checkPath, pathFaults, reachedFrom } from './checkPath.ts';
import { applyingIn, bringsFrom, type Paper, type PathConfig, type Step, stepStages, wantedAt } from './path.ts';
import { endStages, isEnded, optionalStages, parties, type Party, type Stage, stageOf } from './referral.ts';
import { after, linesOpen, type Truths, truthsAt } from './transitions.ts';

const home: BoardFacts = {
  id: 'home',
  organisation: 'ministry',
  kind: 'home_commission',
  quorum: 3,
  members: 5,
  hasChair: true,
  votesElsewhere: false,
};
const receiving: BoardFacts = { ...home, id: 'receiving', organisation: 'centre', kind: 'receiving_board' };
const boards = [home, receiving];
const boardAt: Partial<Record<Stage, string>> = { commission: 'home', board: 'receiving' };
const paper = (code: string, from: Party, more: Partial<Paper> = {}): Paper => ({
  code,
  names: { kk: code },
  kind: 'paper',
  required: true,
  from,
  ...more,
});
const whole = (left: readonly Stage[] = []): PathConfig => ({
  steps: stepStages
    .filter((stage) => !left.includes(stage))
    .map((stage): Step => ({ stage, days: 7, board: boardAt[stage] ?? null, papers: [] })),
  receiverSeesEarly: false,
});
const changed = (config: PathConfig, stage: Stage, step: Partial<Step>): PathConfig => ({
  ...config,
  steps: config.steps.map((each) => (each.stage === stage ? { ...each, ...step } : each)),
});
const faults = (config: PathConfig, known = boards) => checkPath(config, known).map(({ fault }) => fault);

test('a path with every step, and with any of those left out that may be, has no fault', () => {
  for (let bits = 0; bits < 8; bits += 1)
    expect(faults(whole(optionalStages.filter((_, at) => (bits & (1 << at)) !== 0)))).toEqual([]);
});

test('a step that is missing or there twice is named', () => {
  expect(checkPath(whole(['board']), boards)).toContainEqual({ fault: 'step-missing', stage: 'board' });
  const config = whole();
  expect(checkPath({ ...config, steps: [...config.steps, ...config.steps.slice(0, 1)] }, boards)).toEqual([
    { fault: 'step-twice', stage: 'draft' },
  ]);
});

test('a decision needs a board of its kind that can come to its quorum and has a chair', () => {
  expect(faults(changed(whole(), 'board', { board: null }))).toEqual(['board-missing']);
  expect(faults(changed(whole(), 'board', { board: 'unknown' }))).toEqual(['board-unknown']);
  expect(faults(changed(whole(), 'board', { board: 'home' }))).toEqual(['board-of-another-kind']);
  expect(faults(changed(whole(), 'arrived', { board: 'home' }))).toEqual(['board-not-needed']);
  expect(faults(whole(), [{ ...home, members: 2 }, receiving])).toEqual(['quorum-unreachable']);
  expect(faults(whole(), [home, { ...receiving, hasChair: false }])).toEqual(['chair-missing']);
  expect(faults(whole(), [home, { ...receiving, members: 0, hasChair: false, votesElsewhere: true }])).toEqual([]);
});

test('a required paper can be brought by who is to bring it before the step that wants it is left', () => {
  const wants = (stage: Stage, one: Paper, config = whole()) => faults(changed(config, stage, { papers: [one] }));
  expect(wants('draft', paper('histology', 'sender'))).toEqual([]);
  expect(wants('draft', paper('invitation', 'receiver'))).toEqual(['paper-too-early']);
  expect(wants('draft', paper('invitation', 'receiver', { required: false }))).toEqual([]);
  expect(wants('submitted', paper('invitation', 'receiver'))).toEqual(['paper-too-early']);
  expect(wants('submitted', paper('invitation', 'receiver'), { ...whole(), receiverSeesEarly: true })).toEqual([]);
  expect(wants('accepted', paper('marrow-export', 'receiver', { kind: 'permit' }))).toEqual([]);
  expect(wants('board', paper('protocol', 'commission'), whole(['commission']))).toEqual(['paper-of-nobody']);
  const twice = changed(changed(whole(), 'draft', { papers: [paper('a', 'sender')] }), 'board', {
    papers: [paper('a', 'sender')],
  });
  expect(checkPath(twice, boards)).toEqual([{ fault: 'paper-twice', stage: 'board', paper: 'a' }]);
});

test('days that are none are named, and so is each kind of fault that a path can have', () => {
  expect(faults(changed(whole(), 'board', { days: 0 }))).toEqual(['days-wrong']);
  expect(faults(changed(whole(), 'board', { days: 1.5 }))).toEqual(['days-wrong']);
  const seen = new Set<string>();
  const without = fc.tuple(anyPath, fc.constantFrom(null, ...stepStages)).map(([config, left]) => ({
    ...config,
    steps: config.steps.filter(({ stage }) => stage !== left),
  }));
  fc.assert(
    fc.property(without, (config) => {
      for (const fault of faults(config, facts)) seen.add(fault);
    }),
    { numRuns: 2000 },
  );
  // With the table as it is every stage leads on; the walk over it holds that for every path, and would name the stage where it did not.
  expect(pathFaults.filter((fault) => !seen.has(fault))).toEqual(['dead-end']);
});

const anyStep = fc.record({
  stage: fc.constantFrom(...stepStages),
  days: fc.option(fc.integer({ min: -2, max: 60 })),
  board: fc.constantFrom(null, 'home', 'receiving', 'small', 'headless', 'gone'),
  papers: fc.array(
    fc.record({
      code: fc.constantFrom('a', 'b', 'c', 'd'),
      names: fc.constant({ kk: 'қағаз' }),
      kind: fc.constantFrom('paper' as const, 'permit' as const),
      required: fc.boolean(),
      from: fc.constantFrom(...parties),
    }),
    { maxLength: 2 },
  ),
});
const facts = [...boards, { ...home, id: 'small', members: 1 }, { ...receiving, id: 'headless', hasChair: false }];
/** Mostly sound, with any number of its steps put otherwise, left out or doubled. */
const anyPath = fc.record({
  steps: fc
    .tuple(fc.subarray([...optionalStages]), fc.array(anyStep, { maxLength: 3 }))
    .map(([left, odd]) => [
      ...whole(left).steps.filter(({ stage }) => !odd.some((step) => step.stage === stage)),
      ...odd,
    ]),
  receiverSeesEarly: fc.boolean(),
});

/** Every way in which a referral can go on this path, played through with papers and boards as they are. */
function playedThrough(config: PathConfig): { stuck: Stage[]; ends: Set<Stage> } {
  const applying = applyingIn(config);
  const seen = new Map<string, Truths>();
  const waiting: Truths[] = [truthsAt('draft')];
  const stuck: Stage[] = [];
  const ends = new Set<Stage>();
  const canDecide = (stage: Stage) => {
    const board = facts.find(({ id }) => id === config.steps.find((step) => step.stage === stage)?.board);
    return board !== undefined && board.hasChair && board.members >= board.quorum;
  };
  const canBring = (stage: Stage) =>
    wantedAt(config, stage).every((code) => {
      const from = config.steps.flatMap(({ papers }) => papers).find((one) => one.code === code)?.from ?? 'sender';
      const begun = stepStages.indexOf(bringsFrom(from, config));
      const isHere = from !== 'commission' || applying.has('commission');
      return isHere && stepStages.findIndex((each) => each === stage) >= begun;
    });
  while (waiting.length > 0) {
    const truths = waiting.pop() as Truths;
    const stage = stageOf(truths.request, truths.task);
    const key = `${stage} ${Math.min(truths.request.round, 2)} ${truths.request.stops > truths.task.stopsAnswered}`;
    if (seen.has(key)) continue;
    seen.set(key, truths);
    if (isEnded(stage)) ends.add(stage);
    const lines = linesOpen({ truths, applying }).filter(({ act }) => act !== 'recordDeath' && act !== 'cancel');
    const open = lines.filter((line) => (line.decides === undefined || canDecide(stage)) && canBring(stage));
    if (open.length === 0 && !isEnded(stage)) stuck.push(stage);
    waiting.push(...open.map((line) => after(line, truths, applying)));
  }
  return { stuck, ends };
}

test('no path that passes the check dead-ends, whatever is configured', () => {
  let passed = 0;
  fc.assert(
    fc.property(anyPath, (config) => {
      if (checkPath(config, facts).length > 0) return;
      passed += 1;
      const { stuck, ends } = playedThrough(config);
      expect(stuck).toEqual([]);
      expect(ends).toContain('completed');
      for (const stage of reachedFrom(config, 'draft'))
        expect([...reachedFrom(config, stage)].some((each) => endStages.some((end) => end === each))).toBe(true);
    }),
    { numRuns: 3000 },
  );
  expect(passed).toBeGreaterThan(100);
});
