import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const read = (environment: Record<string, string>) => readConfig(environment, '/srv/cairn').recogniser;

test('without settings there is no recogniser', () => {
  expect(read({})).toBeNull();
  expect(read({ RECOGNISER_COMMAND: '', RECOGNISER_MAX_MINUTES: '10' })).toBeNull();
});

test('a command is words, of which the first is a program', () => {
  expect(read({ RECOGNISER_COMMAND: ' whisper-wrapper  --lang {lang} ' })).toEqual({
    ...{ command: ['whisper-wrapper', '--lang', '{lang}'], longestMs: 240 * 60_000, memory: 16 * 2 ** 30 },
  });
  const limits = { RECOGNISER_MAX_MINUTES: '5', RECOGNISER_MAX_MEMORY_MB: '1024' };
  expect(read({ RECOGNISER_COMMAND: 'bin/listen {file}', ...limits })).toEqual({
    ...{ command: ['/srv/cairn/bin/listen', '{file}'], longestMs: 300_000, memory: 2 ** 30 },
  });
});

test('an address may have a path, a token and a model', () => {
  const url = 'https://speech.example.com/v1/audio/transcriptions';
  expect(read({ RECOGNISER_URL: url })).toEqual({ url, token: null, model: null, longestMs: 240 * 60_000 });
  expect(
    read({ RECOGNISER_URL: url, RECOGNISER_TOKEN: 'sk-1', RECOGNISER_MODEL: 'org/large-v3' }),
  ).toMatchObject({ token: 'sk-1', model: 'org/large-v3' });
});

test.each([
  [{ RECOGNISER_COMMAND: 'a', RECOGNISER_URL: 'http://b.example.com/' }, 'set one of them'],
  [{ RECOGNISER_COMMAND: 'listen "{file}"' }, 'no shell reads it'],
  [{ RECOGNISER_COMMAND: 'listen {file} | tee' }, 'no shell reads it'],
  [{ RECOGNISER_COMMAND: 'listen $HOME' }, 'no shell reads it'],
  [{ RECOGNISER_URL: 'ftp://example.com/' }, 'RECOGNISER_URL cannot be used'],
  [{ RECOGNISER_URL: 'file:///etc/passwd' }, 'RECOGNISER_URL cannot be used'],
  [{ RECOGNISER_URL: 'speech.example.com' }, 'RECOGNISER_URL cannot be used'],
  [{ RECOGNISER_URL: 'https://me:secret@example.com/' }, 'use RECOGNISER_TOKEN'],
  [
    { RECOGNISER_URL: 'https://example.com/', RECOGNISER_TOKEN: 'two words' },
    'RECOGNISER_TOKEN cannot be used',
  ],
  [{ RECOGNISER_TOKEN: 'a' }, 'RECOGNISER_TOKEN is told to RECOGNISER_URL'],
  [{ RECOGNISER_COMMAND: 'a', RECOGNISER_MODEL: 'b' }, 'RECOGNISER_MODEL is told to RECOGNISER_URL'],
  [{ RECOGNISER_COMMAND: 'a', RECOGNISER_MAX_MINUTES: '0' }, 'RECOGNISER_MAX_MINUTES cannot be used'],
  [{ RECOGNISER_COMMAND: 'a', RECOGNISER_MAX_MEMORY_MB: 'all' }, 'RECOGNISER_MAX_MEMORY_MB cannot be used'],
  [{ RECOGNISER_COMAND: 'a' }, 'RECOGNISER_COMAND in the environment is not a setting of Cairn'],
])('%j is refused with a reason', (environment, reason) => {
  expect(() => read(environment as Record<string, string>)).toThrow(reason);
});
