import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiForTests } from './api-for-tests.ts';
import { createApiForTests } from './api-for-tests.ts';
import { Contract, createAjv } from './contract-for-tests.ts';
import { problems } from './problems.ts';

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  security: object[];
  parameters?: { name: string; in: string; schema: { examples?: unknown[] } }[];
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

let api: ApiForTests;
let operations: { path: string; method: string; operation: Operation }[];
let schemas: Record<string, object>;

beforeAll(async () => {
  api = await createApiForTests();
  operations = Object.entries(api.document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      path,
      method,
      operation,
    })),
  );
  schemas = api.document.components?.schemas ?? {};
});
afterAll(() => api.community.close());

describe('the OpenAPI document', () => {
  it('is valid by the schema of OpenAPI 3.1', async () => {
    const result = await new Validator().validate(copyOf(api.document));
    expect(result.errors ?? []).toEqual([]);
    expect(api.document.openapi).toMatch(/^3\.1\./);
  });

  it('would be found invalid with a field that OpenAPI does not have', async () => {
    const result = await new Validator().validate(copyOf({ ...api.document, paths: { x: 1 } }));
    expect(result.valid).toBe(false);
  });

  it('gives every operation an id of its own, a summary, and a tag that is described', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[a-z][A-Za-z]+$/.test(id))).toBe(true);
    const tags = (api.document.tags ?? []).map(({ name }) => name);
    const used = new Set(operations.flatMap(({ operation }) => operation.tags));
    expect([...used].toSorted()).toEqual(tags.toSorted());
    for (const { operation } of operations) {
      expect(operation.summary).toMatch(/^[A-Z].{4,}[^.]$/);
      expect(operation.tags).toHaveLength(1);
    }
  });

  it('declares for every operation all that it may be refused with, and nothing else', () => {
    for (const { path, method, operation } of operations) {
      const declared = Object.keys(operation.responses).filter((status) => Number(status) >= 400);
      expect([method, path, ...declared.toSorted()]).toEqual([
        method,
        path,
        ...expectedRefusals(path, method, operation),
      ]);
      for (const status of declared) {
        const content = operation.responses[status]?.content ?? {};
        expect(Object.keys(content)).toEqual(['application/problem+json']);
        expect(content['application/problem+json']?.schema).toEqual({ $ref: '#/components/schemas/Problem' });
      }
    }
  });

  it('names every schema of a body or an answer, and uses every schema that it names', () => {
    for (const { operation } of operations) {
      const contents = [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) =>
        Object.values(part?.content ?? {}),
      );
      for (const { schema } of contents) expect(Object.keys(schema)).toEqual(['$ref']);
    }
    const text = JSON.stringify(api.document);
    for (const name of Object.keys(schemas)) expect(text).toContain(`"#/components/schemas/${name}"`);
  });

  it('leaves no object without a name inside another', () => {
    const nameless = Object.entries(schemas).flatMap(([name, schema]) =>
      Object.entries((schema as { properties?: Record<string, { properties?: object }> }).properties ?? {})
        .filter(([, property]) => property.properties !== undefined)
        .map(([field]) => `${name}.${field}`),
    );
    expect(nameless).toEqual([]);
  });

  it('brings examples that are valid, and one for every body that is sent', () => {
    const contract = new Contract(api.document);
    let examples = 0;
    visit(api.document, (schema) => {
      for (const example of schema.examples ?? []) {
        expect([example, ...contract.breachesOfSchema(schema, example)]).toEqual([example]);
        examples += 1;
      }
    });
    expect(examples).toBeGreaterThan(20);
    const sent = operations.flatMap(({ operation }) => bodyName(operation) ?? []);
    for (const name of sent) expect(schemas[name]).toHaveProperty('examples');
  });

  it('has schemas that a strict validator compiles', () => {
    const ajv = createAjv();
    ajv.addSchema({ $id: 'https://api.test/', components: api.document.components });
    for (const name of Object.keys(schemas)) {
      expect(() => ajv.compile({ $ref: `https://api.test/#/components/schemas/${name}` })).not.toThrow();
    }
  });

  it('lets nobody write without a token, nor read what is their own', () => {
    for (const { path, method, operation } of operations) {
      const isOpen = method === 'get' && !ownReading.includes(path);
      expect(operation.security.some((way) => Object.keys(way).length === 0)).toBe(isOpen);
    }
  });
});

function copyOf(document: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
}

const ownReading = ['/own-videos', '/own-videos/{id}', '/videos/{id}/suggestions'];

/** What the state of the thing may forbid, beside all that is edited. */
const withConflicts = [
  ...['PUT /amas/{id}/rsvp', 'POST /amas/{id}/questions/{question}/answers'],
  ...['file', 'frame', 'picture', 'publication'].map((part) => `PUT /own-videos/{id}/${part}`),
  ...['POST /own-videos/{id}/attempts', 'DELETE /own-videos/{id}'],
  ...['PUT /suggestions/{id}/acceptance', 'DELETE /suggestions/{id}'],
];

function expectedRefusals(path: string, method: string, operation: Operation): string[] {
  const { parameters = [], requestBody } = operation;
  const asks = parameters.filter((parameter) => parameter.in === 'query');
  const refused = [401, 500, 503];
  if (path.includes('{')) refused.push(404);
  if (asks.length > 0) refused.push(422);
  if (asks.some(({ name }) => name === 'cursor')) refused.push(400);
  if (requestBody) refused.push(400, 413, 415, 422);
  if (method !== 'get') refused.push(403, 429);
  if (path === '/search') refused.push(429);
  if (path === '/videos/{id}/suggestions') refused.push(403);
  // Nobody says which series they have read: there is one who makes it.
  if (
    (method === 'patch' && path !== '/series/{slug}') ||
    withConflicts.includes(`${method.toUpperCase()} ${path}`)
  )
    refused.push(409);
  return [...new Set(refused)].map(String).toSorted();
}

function bodyName(operation: Operation): string | undefined {
  return operation.requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1);
}

function visit(value: unknown, onSchema: (schema: { examples?: unknown[] }) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('examples' in value && Array.isArray(value.examples)) onSchema(value as { examples: unknown[] });
  for (const inner of Object.values(value)) visit(inner, onSchema);
}

it('every status that the API refuses with has a problem of its own name', () => {
  const names = Object.values(problems).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
