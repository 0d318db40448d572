import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ClientRequest, IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import type { RecogniserEndpoint } from '../recogniser-settings.ts';
import type { Asked } from './not-recognised.ts';
import { NotRecognised, saysTooMuch } from './not-recognised.ts';

/**
 * Sends the sound to the operator's server, as a form in which it is the file, and gives what comes back. No redirect is
 * followed. Throws NotRecognised, or why `signal` says.
 */
export async function askEndpoint(endpoint: RecogniserEndpoint, asked: Asked): Promise<Buffer> {
  try {
    return await exchange(endpoint, asked);
  } catch (cause) {
    asked.signal.throwIfAborted();
    throw cause instanceof NotRecognised ? cause : noAnswer('it cannot be reached, or hung up', cause);
  }
}

async function exchange(
  { url, token, model }: RecogniserEndpoint,
  { path, lang, mostBytes, signal }: Asked,
): Promise<Buffer> {
  const boundary = `cairn-${randomBytes(16).toString('hex')}`;
  const [before, after] = formAround(boundary, {
    response_format: 'vtt',
    // Such servers know languages, not where they are spoken.
    language: lang.replace(/-.*/, '').toLowerCase(),
    ...(model === null ? {} : { model }),
  });
  const { size } = await stat(path);
  const request = (url.startsWith('https:') ? https : http).request(url, {
    ...{ method: 'POST', agent: false, signal },
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': before.length + size + after.length,
      accept: 'text/vtt, application/x-subrip, text/plain',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
  });
  // Routers forget lines on which nothing is said for minutes.
  request.setSocketKeepAlive(true, 30_000);
  const form = Readable.from(partsOf(before, path, after), { objectMode: false });
  try {
    const answer = await send(request, form);
    if (answer.statusCode !== 200) throw noAnswer(`it answered ${answer.statusCode}`);
    return await wholeOf(answer, mostBytes);
  } finally {
    form.destroy();
    request.destroy();
  }
}

async function* partsOf(before: Buffer, path: string, after: Buffer): AsyncGenerator<Buffer> {
  yield before;
  yield* createReadStream(path) as AsyncIterable<Buffer>;
  yield after;
}

/** Resolves with the answer, which may begin before all is sent. */
async function send(request: ClientRequest, body: Readable): Promise<IncomingMessage> {
  return await new Promise((resolve, reject) => {
    request.on('response', resolve).on('error', reject);
    body.on('error', reject).pipe(request);
  });
}

async function wholeOf(answer: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) throw saysTooMuch();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** A form (RFC 7578) with these fields and a file, whose bytes are what stands between. */
function formAround(boundary: string, fields: Record<string, string>): [Buffer, Buffer] {
  const named = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="sound.wav"\r\ncontent-type: audio/wav\r\n\r\n`;
  return [Buffer.from(named.join('') + file), Buffer.from(`\r\n--${boundary}--\r\n`)];
}

function noAnswer(why: string, cause?: unknown): NotRecognised {
  return new NotRecognised('The speech recogniser of this site did not answer as it should.', { why, cause });
}
