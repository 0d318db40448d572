import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a recogniser was asked. */
export interface Heard {
  path: string;
  authorization: string | undefined;
  fields: Record<string, string>;
  /** The file of the form. */
  sound: Buffer;
}

export interface RecogniserServer {
  url: string;
  heard: Heard[];
  close(): Promise<void>;
}

/** A recogniser that listens on this machine, and answers as the test says, once it has heard all. */
export async function startRecogniser(
  answer: (response: ServerResponse, asked: Heard) => void,
): Promise<RecogniserServer> {
  const heard: Heard[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const asked = await listenTo(request);
    heard.push(asked);
    answer(response, asked);
  };
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}/v1/words`, heard },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The form is read by somebody else than who wrote it. */
async function listenTo(request: IncomingMessage): Promise<Heard> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(new Uint8Array(Buffer.concat(parts)), { headers }).formData();
  const file = form.get('file');
  const fields = [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  return {
    path: request.url ?? '',
    authorization: request.headers.authorization,
    fields: Object.fromEntries(fields) as Record<string, string>,
    sound: file instanceof File ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0),
  };
}
