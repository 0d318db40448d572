import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: './test/global-setup.ts',
    maxWorkers: 2,
    // Each file would load the application anew, which takes longer than most files do. Nothing is mocked, and
    // what a test needs it makes for itself: a database, keys, a clock.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,mjs}'],
          exclude: ['test/journeys/**', 'test/trouble/**', 'test/privacy/**'],
          globalSetup: [],
          // A busy machine takes ten times as long.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'privacy',
          include: ['test/privacy/**/*.test.ts'],
          exclude: ['test/privacy/cross-site/**'],
          globalSetup: [],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.{ts,tsx}', 'test/privacy/cross-site/*.test.ts'],
          globalSetup: './test/journeys-setup.ts',
          testTimeout: 60_000,
          hookTimeout: 90_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'trouble',
          include: ['test/trouble/**/*.test.ts'],
          globalSetup: './test/trouble-setup.ts',
          // After the others: these measure how soon a process answers.
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
