/** Every check of the product, in the order in which a mistake is cheapest to find. `npm test` runs them all. */
export type Check = {
  name: string;
  /** Run by Node 24 in the root folder. */
  command: readonly string[];
  /** Under a minute: part of `npm run test:quick`. */
  isQuick: boolean;
  /** Tests report how many passed; any other check counts as one. */
  isVitest?: boolean;
};

const bin = (name: string): string => `node_modules/.bin/${name}`;
const source = ['src', 'test', 'e2e', 'bench', 'demo', 'scripts'];
const vitest = (project: string): string[] => ['node_modules/vitest/vitest.mjs', 'run', '--project', project];

export const checks: readonly Check[] = [
  { name: 'format', command: [bin('biome'), 'format', '.'], isQuick: true },
  { name: 'lint', command: [bin('oxlint'), '--type-aware', '--deny-warnings', ...source], isQuick: true },
  { name: 'types', command: ['node_modules/typescript-native/bin/tsc', '--noEmit'], isQuick: true },
  { name: 'boundaries', command: ['scripts/boundaries.ts'], isQuick: true },
  { name: 'dead code', command: [bin('knip')], isQuick: true },
  { name: 'messages', command: ['scripts/catalogues.ts', '--check'], isQuick: true },
  { name: 'lock file', command: ['scripts/complete-lock.mjs', '--check'], isQuick: true },
  { name: 'dependencies', command: ['scripts/dependencies.ts'], isQuick: true },
  { name: 'wording', command: ['scripts/wording.ts'], isQuick: true },
  { name: 'rules', command: vitest('rules'), isQuick: true, isVitest: true },
  { name: 'schema', command: ['scripts/schema.ts', '--check'], isQuick: true },
  { name: 'database and HTTP', command: vitest('database'), isQuick: false, isVitest: true },
  { name: 'sizes', command: ['scripts/sizes.ts'], isQuick: true },
  { name: 'journeys', command: vitest('journeys*'), isQuick: false, isVitest: true },
];
