import type { ApiDocument } from './document.ts';

/** The parts of an OpenAPI document that a reader is shown. */
export interface DescribedApi {
  groups: { name: string; description: string; operations: DescribedOperation[] }[];
  schemas: DescribedSchema[];
}

export interface DescribedOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string | null;
  needsToken: boolean;
  parameters: DescribedField[];
  /** The name of the schema of the body. */
  takes: string | null;
  gives: { status: string; description: string; schema: string | null };
  refusals: string[];
  example: OperationExample;
}

/** One request as it could be made. */
export interface OperationExample {
  method: string;
  path: string;
  body: unknown;
  /** The name of a file that is sent as it is, in place of a body of JSON. */
  file?: string | null;
}

export interface DescribedSchema {
  name: string;
  description: string | null;
  fields: DescribedField[];
  /** The schemas that this one is one of. */
  variants: string[];
}

export interface DescribedField {
  name: string;
  type: TypeWords;
  description: string | null;
  required: boolean;
  /** What is meant where it is left out. */
  fallback: string | null;
}

/** "list of " and the name of a schema, or words alone. */
export interface TypeWords {
  words: string;
  schema: string | null;
}

/** What a file could be called, by its type, for examples. */
const fileNames: Record<string, string> = {
  'application/octet-stream': 'talk.mp4',
  'image/jpeg': 'picture.jpg',
  'text/vtt': 'talk.en.vtt',
};

/** What OpenAPI 3.1 allows where we look, as far as we write it. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  const?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  examples?: unknown[];
  default?: string | number | boolean;
  format?: string;
}

interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  security: object[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}

export function describeForReaders(document: ApiDocument): DescribedApi {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      tag: operation.tags[0],
      described: describeOperation(schemas, { path, method: method.toUpperCase(), operation }),
    })),
  );
  const groups = (document.tags ?? []).map(({ name, description = '' }) => ({
    name,
    description,
    operations: operations.filter(({ tag }) => tag === name).map(({ described }) => described),
  }));
  return { groups, schemas: Object.entries(schemas).map(([name, schema]) => describeSchema(name, schema)) };
}

function describeOperation(
  schemas: Record<string, Schema>,
  { path, method, operation }: { path: string; method: string; operation: Operation },
): DescribedOperation {
  const { parameters = [], responses, requestBody, description = null } = operation;
  const [type = '', sent] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const takes = nameOf(sent?.schema);
  const file = fileNames[type] ?? null;
  const statuses = Object.keys(responses);
  const status = statuses.find((each) => each.startsWith('2')) ?? '';
  const success = responses[status];
  return {
    id: operation.operationId,
    ...{ method, path, description, takes },
    summary: operation.summary,
    needsToken: operation.security.every((way) => Object.keys(way).length > 0),
    parameters: parameters.map((parameter) => ({
      name: parameter.name,
      type: wordsOf(parameter.schema),
      description: parameter.description ?? parameter.schema.description ?? null,
      required: parameter.required ?? false,
      fallback: fallbackOf(parameter.schema),
    })),
    gives: {
      status,
      description: success?.description ?? '',
      schema: nameOf(success?.content?.['application/json']?.schema),
    },
    refusals: statuses.filter((each) => Number(each) >= 400),
    example: {
      method,
      path: fillPath(path, parameters),
      body: takes === null || file !== null ? undefined : schemas[takes]?.examples?.[0],
      file,
    },
  };
}

function fillPath(path: string, parameters: NonNullable<Operation['parameters']>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((each) => each.in === 'path' && each.name === name);
    return parameter ? exampleOf(parameter.schema) : name;
  });
  const asked = parameters.filter((each) => each.in === 'query' && each.required);
  const query = new URLSearchParams(asked.map(({ name, schema }) => [name, exampleOf(schema)]));
  return asked.length > 0 ? `${filled}?${query.toString()}` : filled;
}

function exampleOf({ examples = [] }: Schema): string {
  return typeof examples[0] === 'string' ? examples[0] : '';
}

function describeSchema(name: string, schema: Schema): DescribedSchema {
  const { properties = {}, required = [], oneOf = [], description = null } = schema;
  return {
    name,
    description,
    variants: oneOf.flatMap((variant) => nameOf(variant) ?? []),
    fields: Object.entries(properties).map(([field, value]) => ({
      name: field,
      type: wordsOf(value),
      description: value.description ?? null,
      required: required.includes(field),
      fallback: fallbackOf(value),
    })),
  };
}

function fallbackOf(schema: Schema): string | null {
  return schema.default === undefined || schema.default === '' ? null : String(schema.default);
}

function nameOf(schema: Schema | undefined): string | null {
  return schema?.$ref?.split('/').at(-1) ?? null;
}

const plainWords: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  null: 'null',
};

function wordsOf(schema: Schema): TypeWords {
  const name = nameOf(schema);
  if (name) return { words: '', schema: name };
  const { type = 'object', items, anyOf } = schema;
  if (items) {
    const inner = wordsOf(items);
    return { words: `list of ${inner.words}`, schema: inner.schema };
  }
  if (anyOf) {
    const named = anyOf.find((each) => nameOf(each));
    return { words: 'null or ', schema: nameOf(named) };
  }
  const values = schema.enum ?? (schema.const === undefined ? null : [schema.const]);
  if (values) return { words: values.map(String).join(' · '), schema: null };
  const kinds = [type].flat().map((each) => plainWords[each] ?? each);
  if (schema.format === 'date-time') kinds[0] = 'time, ISO 8601';
  if (schema.format === 'uri') kinds[0] = 'address';
  return { words: kinds.join(' or '), schema: null };
}
