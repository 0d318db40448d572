import type { ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { Invalid, MovedTo, Outdated, Refusal, TooMany } from '../../errors.ts';
import { logFailure } from '../../platform/logger.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { TokenRefused } from './auth.ts';
import type { ApiContext, ApiEnv } from './env.ts';
import { FileWanted } from './file-body.ts';
import type { Problem, ProblemStatus } from './problems.ts';
import { isProblemStatus, problems, problemType } from './problems.ts';

const outdatedWords =
  'Somebody was faster. Read it again, and send your change with the revision it has now.';

/** Turns every error under the API into a problem; nothing of an unexpected one leaves but the request's id. */
export function problemHandler(platform: Platform): ErrorHandler<ApiEnv> {
  return (error, c) => {
    if (error instanceof MovedTo) return c.redirect(error.location, 301);
    const status = statusOf(error);
    if (status >= 500) logFailure(platform.log, c.var.requestId, error);
    if (status === 503) c.header('retry-after', '5');
    if (error instanceof TooMany) c.header('retry-after', String(error.retryAfter));
    if (status === 401) c.header('www-authenticate', challengeOf(error));
    const detail = detailOf(error, status);
    const errors = fieldsOf(error);
    return problem(platform, c, { status, ...(detail ? { detail } : {}), ...(errors ? { errors } : {}) });
  };
}

export function problem(
  platform: Pick<Platform, 'config'>,
  c: ApiContext,
  { status, ...rest }: { status: ProblemStatus; detail?: string; errors?: Record<string, string> },
): Response {
  const { name, title } = problems[status];
  const type = `${platform.config.origin}${urls.api()}#${name}`;
  const body: Problem = { type, title, status, ...rest, requestId: c.var.requestId };
  return c.body(JSON.stringify(body), status, { 'content-type': problemType, 'cache-control': 'no-store' });
}

function statusOf(error: Error): ProblemStatus {
  if (error instanceof Refusal) return error.status;
  if (error instanceof z.ZodError) return 422;
  // Refusals of hono and its validators: a body that is no JSON, another type, too many bytes.
  return error instanceof HTTPException && isProblemStatus(error.status) ? error.status : 500;
}

function detailOf(error: Error, status: ProblemStatus): string | null {
  if (status >= 500 && status !== 503) return null;
  if (error instanceof Outdated) return outdatedWords;
  if (error instanceof Refusal) return error.message;
  if (error instanceof z.ZodError) return Object.values(sentences(error)).join(' ');
  if (status === 400) return 'The body is not JSON.';
  if (error instanceof FileWanted) return error.message;
  if (status === 415) return 'Send the body as application/json.';
  return null;
}

function fieldsOf(error: Error): Record<string, string> | null {
  if (error instanceof Invalid) return error.fields;
  return error instanceof z.ZodError ? sentences(error) : null;
}

/** One sentence a field: the first. What belongs to none stands under `form`. */
function sentences(error: z.ZodError): Record<string, string> {
  const found = new Map<string, string>();
  const add = (field: string, sentence: string) => found.has(field) || found.set(field, sentence);
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) add(key.slice(0, 80), 'There is no such field.');
    } else add(issue.path.length > 0 ? issue.path.join('.') : 'form', issue.message);
  }
  return Object.fromEntries(found);
}

function challengeOf(error: Error): string {
  const refused = error instanceof TokenRefused ? ', error="invalid_token"' : '';
  return `Bearer realm="Cairn"${refused}`;
}
