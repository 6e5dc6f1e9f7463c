import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longestFirst.ts';

const shared = { pool: 'threads', testTimeout: 30_000, hookTimeout: 60_000 } as const;
const databaseTests = '**/*.db.test.ts';

/** Journeys that lay networks of their own: browsers of others would notice that the network of the machine changes. */
const networkChanging = ['e2e/day/{mission,pwa,store,transport}.test.ts'];

/** Rules need nothing but Node; database tests share one Postgres and copy its migrated template. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...shared,
          name: 'rules',
          include: ['{src,test,scripts,demo}/**/*.test.{ts,tsx}'],
          exclude: [databaseTests],
        },
      },
      {
        test: {
          ...shared,
          name: 'database',
          // The public pages carry their stylesheet, and its size is tested.
          css: true,
          include: [`{src,test,demo,scripts}/${databaseTests}`],
          globalSetup: ['./test/postgres.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'journeys',
          include: ['e2e/**/*.test.ts'],
          exclude: networkChanging,
          sequence: { groupOrder: 1 },
          globalSetup: ['./e2e/loaded.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'journeys apart',
          include: networkChanging,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          globalSetup: ['./e2e/loaded.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
