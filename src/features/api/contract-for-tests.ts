import type { ValidateFunction } from 'ajv/dist/2020.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ApiDocument } from './document.ts';

interface Operation {
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

interface Answer {
  method: string;
  url: string;
  status: number;
  headers: Headers;
  json: unknown;
}

/** What the document promises of answers, taken at its word: fields that it does not name are breaches too. */
export class Contract {
  readonly #document: ApiDocument;
  readonly #ajv: Ajv2020;
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(document: ApiDocument) {
    this.#document = document;
    this.#ajv = createAjv();
    this.#ajv.addSchema({ $id: 'https://api.test/', components: closed(document.components) });
  }

  /** One line for each; none for addresses that the document does not have. */
  breachesOf({ method, url, status, headers, json }: Answer): string[] {
    const operation = this.#find(method, new URL(url).pathname);
    if (!operation) return [];
    const response = operation.responses[status];
    if (!response) return [`${method} ${url} answered ${status}, which is not declared`];
    const type = (headers.get('content-type') ?? '').split(';')[0] ?? '';
    if (!response.content) return json === null ? [] : [`${status} has a body`];
    const schema = response.content[type]?.schema;
    if (!schema) return [`${status} is ${type}, which is not declared`];
    return this.breachesOfSchema(schema, json);
  }

  breachesOfSchema(schema: object, value: unknown): string[] {
    const validate = this.#validatorOf(schema);
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }

  #validatorOf(schema: object): ValidateFunction {
    const text = JSON.stringify(schema).replaceAll('"#/components', '"https://api.test/#/components');
    const known = this.#validators.get(text) ?? this.#ajv.compile(JSON.parse(text) as object);
    this.#validators.set(text, known);
    return known;
  }

  #find(method: string, pathname: string): Operation | undefined {
    for (const [path, operations] of Object.entries(this.#document.paths ?? {})) {
      const pattern = new RegExp(`^/api/v1${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
      if (pattern.test(pathname)) return (operations as Record<string, Operation>)[method.toLowerCase()];
    }
    return undefined;
  }
}

/** Strict: a keyword or a format that it does not know is a mistake in the document. */
export function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    discriminator: false,
  });
  ajv.addVocabulary(['components', 'discriminator']);
  ajv.addFormat('uri', (text) => URL.canParse(text));
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  return ajv;
}

/** The same schemas without room for fields that they do not name. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closed(inner)]));
  return 'properties' in copy && copy['type'] === 'object' ? { additionalProperties: false, ...copy } : copy;
}
