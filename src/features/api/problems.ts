import { z } from 'zod';

/** RFC 9457, with the sentences beside the fields that they are about. */
export const problemSchema = z
  .object({
    type: z.url().meta({ examples: ['https://cairn.example/api#invalid'] }),
    title: z.string().meta({ examples: ['Something in it cannot be taken'] }),
    status: z.int().meta({ examples: [422] }),
    detail: z
      .string()
      .optional()
      .meta({ examples: ['The title is empty.'] }),
    errors: z
      .record(z.string(), z.string())
      .optional()
      .meta({
        description: 'A sentence for each field, by its name; `form` is the whole.',
        examples: [{ title: 'The title is empty.' }],
      }),
    requestId: z.string().meta({ description: 'For asking the operator.', examples: ['x8Jk2mQ0aB3z'] }),
  })
  .meta({ id: 'Problem', description: 'Why the request was refused (RFC 9457).' });

export type Problem = z.output<typeof problemSchema>;

/** By status: the name in the problem's address, and its title. */
export const problems = {
  400: { name: 'malformed', title: 'The request cannot be understood' },
  401: { name: 'no-token', title: 'This needs a token that is valid' },
  403: { name: 'forbidden', title: 'This account may not do that' },
  404: { name: 'not-found', title: 'There is nothing here' },
  405: { name: 'wrong-method', title: 'This address knows other methods' },
  409: { name: 'conflict', title: 'It is not in the state that this needs' },
  413: { name: 'too-large', title: 'The request is too large' },
  415: { name: 'wrong-type', title: 'The body is of a type that is not taken' },
  422: { name: 'invalid', title: 'Something in it cannot be taken' },
  429: { name: 'too-often', title: 'That was too often' },
  500: { name: 'failed', title: 'Something went wrong here' },
  503: { name: 'unavailable', title: 'The community is not available at the moment' },
} as const;

export type ProblemStatus = keyof typeof problems;

export function isProblemStatus(status: number): status is ProblemStatus {
  return status in problems;
}

export const problemType = 'application/problem+json';

type Headers = Record<string, { description: string; schema: { type: 'string' | 'integer' } }>;

const retryAfter: Headers = { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } };
const headers: { [Status in ProblemStatus]?: Headers } = {
  401: { 'WWW-Authenticate': { description: 'Asks for a bearer token.', schema: { type: 'string' } } },
  429: retryAfter,
  503: retryAfter,
};

type Refusals<Status extends ProblemStatus> = {
  [Each in Status]: {
    description: string;
    headers?: Headers;
    content: { 'application/problem+json': { schema: typeof problemSchema } };
  };
};

/** What an operation may be refused with, for its declaration. */
export function refusals<Status extends ProblemStatus>(...statuses: Status[]): Refusals<Status> {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: `${problems[status].title}.`,
        ...(headers[status] ? { headers: headers[status] } : {}),
        content: { [problemType]: { schema: problemSchema } },
      },
    ]),
  ) as Refusals<Status>;
}
