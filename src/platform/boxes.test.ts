import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { openBox, privateBytes, privateKeyOf, publicBytes, publicKeyOf, sealBox } from './boxes.ts';
import { KeyMissing, Keys } from './keys.ts';
import { Opener } from './opener.ts';

const pair = generateKeyPairSync('x25519');
const plain = Buffer.from('38b5c1f2-an-account');
const sealing = { version: 7, recipient: pair.publicKey, purpose: 'author', context: 'thread1' };
const opening = { privateKey: pair.privateKey, purpose: 'author', context: 'thread1' };

function succeeds(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

test('what the public half has sealed, the private one opens', () => {
  expect(openBox(opening, sealBox(sealing, plain))).toEqual(plain);
});

test('no two boxes share more than their version, and the size says only how long the content is', () => {
  const boxes = Array.from({ length: 50 }, () => sealBox(sealing, plain));
  expect(new Set(boxes.map((box) => box.subarray(2).toString('hex'))).size).toBe(50);
  expect(new Set(boxes.map((box) => box.subarray(2, 34).toString('hex'))).size).toBe(50);
  expect(new Set(boxes.map((box) => box.length))).toEqual(new Set([2 + 32 + 16 + plain.length]));
});

test.each([
  ['in another thread', { context: 'thread2' }],
  ['for another purpose', { purpose: 'mail' }],
  ['with another key', { privateKey: generateKeyPairSync('x25519').privateKey }],
])('a box does not open %s', (_, change) => {
  expect(succeeds(() => openBox({ ...opening, ...change }, sealBox(sealing, plain)))).toBe(false);
});

test('a box does not open when any bit of it was changed', () => {
  const box = sealBox(sealing, plain);
  for (let place = 0; place < box.length; place += 1) {
    // The version says which key to try; that is bound too.
    const changed = Buffer.from(box);
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect(
      succeeds(() => openBox(opening, changed)),
      `byte ${place}`,
    ).toBe(false);
  }
  for (const length of [0, 2, 34, 50, box.length - 1])
    expect(
      succeeds(() => openBox(opening, box.subarray(0, length))),
      `${length} bytes`,
    ).toBe(false);
});

test('a box with an ephemeral key of small order is refused', () => {
  const box = sealBox(sealing, plain);
  box.fill(0, 2, 34);
  expect(succeeds(() => openBox(opening, box))).toBe(false);
});

test('keys are written down as 32 bytes and read back', () => {
  const { publicKey, privateKey } = pair;
  const again = {
    recipient: publicKeyOf(publicBytes(publicKey)),
    privateKey: privateKeyOf(privateBytes(privateKey)),
  };
  const box = sealBox({ ...sealing, recipient: again.recipient }, plain);
  expect(openBox({ ...opening, privateKey: again.privateKey }, box)).toEqual(plain);
});

test('the keys of web processes seal authors away and open none', () => {
  const masters = new Map([[1, randomBytes(32)]]);
  const keys = new Keys(masters, { publics: new Map([[1, pair.publicKey]]) });
  const sealed = keys.sealAway('author', plain, 'thread1');
  expect(new Opener(keys, new Map([[1, pair.privateKey]])).open('author', sealed, 'thread1')).toEqual(plain);
  expect(succeeds(() => keys.open('author', sealed, 'thread1'))).toBe(false);
  expect(keys.sealAgain('author', sealed, 'thread1')).toBeNull();
  expect(new Opener(keys, new Map()).open('author', sealed, 'thread1')).toBeNull();
});

test('authors that were sealed before there were pairs still open, and are sealed again as boxes', () => {
  const keys = new Keys(new Map([[1, randomBytes(32)]]), { publics: new Map([[1, pair.publicKey]]) });
  const opener = new Opener(keys, new Map([[1, pair.privateKey]]));
  const before = keys.seal('author', plain, 'thread1');
  expect(opener.open('author', before, 'thread1')).toEqual(plain);
  const after = opener.sealAgain('author', before, 'thread1') ?? Buffer.alloc(0);
  expect(succeeds(() => keys.open('author', after, 'thread1'))).toBe(false);
  expect(opener.open('author', after, 'thread1')).toEqual(plain);
  expect(opener.sealAgain('author', after, 'thread1')).toBeNull();
  expect(opener.canOpen('author', after, 'thread2')).toBe(false);
});

test('what was sealed with a version that is not here is told apart from what was changed', () => {
  const older = new Keys(new Map([[1, randomBytes(32)]]));
  const newer = new Keys(new Map([[3, randomBytes(32)]]));
  const sealed = older.seal('career', plain, 'one');
  expect(() => newer.open('career', sealed, 'one')).toThrow(KeyMissing);
  expect(newer.has(sealed)).toBe(false);
  expect(() => older.open('career', sealed, 'two')).not.toThrow(KeyMissing);
  expect(succeeds(() => older.open('career', sealed, 'two'))).toBe(false);
  expect(() => older.open('career', newer.seal('career', plain, 'one'), 'one')).toThrow('Version 3');
});

test('keys that meet a newer version look once more; where it is not there, they say so', () => {
  const masters = new Map([[1, randomBytes(32)]]);
  const both = new Map([...masters, [2, randomBytes(32)] as const]);
  const there = { masters, publics: new Map() };
  const keys = new Keys(masters, { readAgain: () => there });
  const mac = keys.mac('vote', ['one']);
  expect(() => keys.requireVersion(2)).toThrow('Version 2 of the keys is in use, and this process does not');
  const newer = new Keys(both).seal('career', plain, 'one');
  there.masters = both;
  expect(keys.open('career', newer, 'one')).toEqual(plain);
  keys.requireVersion(2);
  expect(keys.versions).toEqual([2, 1]);
  expect(keys.macs('vote', ['one'])[1]).toEqual(mac);
  expect(keys.mac('vote', ['one'])).not.toEqual(mac);
});
