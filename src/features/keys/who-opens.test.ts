import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../build/paths.mjs';

const source = join(root, 'src');

function filesWith(pattern: RegExp): string[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/(\.test|-for-tests)\.tsx?$/.test(name))
    .filter((name) => pattern.test(readFileSync(join(source, name), 'utf8')))
    .toSorted();
}

test('nobody asks what opens authors but the functions that may, and those who only hand it on or look', () => {
  expect(filesWith(/\bopener\b(?!-)/)).toEqual([
    // which posts of somebody who has left are to go
    'features/accounts/departures.ts',
    // looks whether it would open
    'features/admin/doctor/keys.ts',
    // openRsvpToRemind: who wants to be reminded of an AMA
    'features/amas/rsvp-seals.ts',
    // openAuthorToNotify, openAuthorToSanction; seals anew when an account is gone
    'features/bylines/opening.ts',
    'features/bylines/seals.ts',
    // seals anew, without seeing what is inside
    'features/keys/sealing-again.ts',
    'platform/open-keys.ts',
    'platform/open.ts',
    'platform/platform.ts',
  ]);
  expect(filesWith(/opener\s*\??\.open\(/)).toEqual([
    'features/accounts/departures.ts',
    'features/amas/rsvp-seals.ts',
    'features/bylines/opening.ts',
  ]);
  expect(filesWith(/\.privates\b|\bopenBox\b/)).toEqual([
    'platform/boxes.ts',
    'platform/open-keys.ts',
    'platform/opener.ts',
  ]);
});

test('each of the three is called by one job and by nothing else', () => {
  expect(filesWith(/\bopenAuthorToNotify\b/)).toEqual([
    'features/bylines/opening.ts',
    'features/notifications/sending-word.ts',
  ]);
  expect(filesWith(/\bopenAuthorToSanction\b/)).toEqual([
    'features/bylines/opening.ts',
    'features/moderation/suspending.ts',
  ]);
  expect(filesWith(/\bopenRsvpToRemind\b/)).toEqual([
    'features/amas/reminders.ts',
    'features/amas/rsvp-seals.ts',
  ]);
  expect(filesWith(/\bsealAuthorsAnew\b/)).toEqual([
    'features/accounts/departures.ts',
    'features/bylines/opening.ts',
  ]);
  expect(filesWith(/\bsuspendAuthor\b/)).toEqual(['app.ts', 'features/moderation/suspending.ts']);
  expect(filesWith(/\bsendReminders\b/)).toEqual(['app.ts', 'features/amas/reminders.ts']);
  expect(filesWith(/\b(sendWord|sweepWords)\b/)).toEqual([
    'app.ts',
    'features/notifications/sending-word.ts',
  ]);
});
