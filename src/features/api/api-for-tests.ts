import type { CastName } from '../../../test/cast.ts';
import type { CommunityOptions, TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { addApiToken } from '../accounts/api-tokens.ts';
import { Contract } from './contract-for-tests.ts';
import type { ApiDocument } from './document.ts';

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  // What tests look into has no type but what they expect.
  json: any; // oxlint-disable-line typescript/no-explicit-any
}

/** A community and its API. Every answer is held against the document before a test sees it. */
export class ApiForTests {
  readonly community: TestCommunity;
  readonly document: ApiDocument;
  readonly tokens: ReadonlyMap<CastName, string>;
  readonly #contract: Contract;

  constructor(community: TestCommunity, document: ApiDocument, tokens: ReadonlyMap<CastName, string>) {
    this.community = community;
    this.document = document;
    this.tokens = tokens;
    this.#contract = new Contract(document);
  }

  /** `who`: whose token is sent; null for none. `body` is sent as JSON. */
  async call(who: CastName | null, request: string, body?: unknown): Promise<Answered> {
    const token = who ? this.tokens.get(who) : undefined;
    return await this.send(request, {
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Sends a file as it is. */
  async sendFile(
    who: CastName | null,
    request: string,
    bytes: Uint8Array<ArrayBuffer>,
    type: string | null = null,
  ): Promise<Answered> {
    const token = who ? this.tokens.get(who) : undefined;
    const headers = {
      'content-length': String(bytes.length),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(type ? { 'content-type': type } : {}),
    };
    return await this.send(request, { headers, body: bytes });
  }

  /** `request`: "GET /questions?limit=1", below the API or as a whole address. */
  async send(
    request: string,
    init: { headers?: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> } = {},
  ): Promise<Answered> {
    const [method = '', address = ''] = request.split(' ');
    const url = address.startsWith('/') ? `http://cairn.test/api/v1${address}` : address;
    const response = await this.community.app.request(url, { method, ...init });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const answered = {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson && text ? JSON.parse(text) : null,
    };
    const breaches = this.#contract.breachesOf({ method, url, ...answered });
    if (breaches.length > 0) throw new Error(`${request} breaches the document: ${breaches.join('; ')}`);
    return answered;
  }
}

export async function createApiForTests(options: CommunityOptions = {}): Promise<ApiForTests> {
  const community = await createTestCommunity(options);
  const { app, platform } = community;
  const names = ['asker', 'answerer', 'colleague', 'moderator', 'admin', 'outsider'] as const;
  const tokens = new Map<CastName, string>();
  for (const name of names) tokens.set(name, await addApiToken(platform, community[name].account.id, 'test'));
  const response = await app.request('http://cairn.test/api/v1/openapi.json');
  return new ApiForTests(community, (await response.json()) as ApiDocument, tokens);
}
