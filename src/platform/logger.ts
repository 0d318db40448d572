import { pino, type Logger } from 'pino';
import { Unavailable } from '../errors.ts';

export type { Logger };

/**
 * JSON lines on standard output. What identifies people has no place in them, so callers log route
 * templates, ids of requests and counts, never addresses, bodies, cookies or tokens.
 */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: describeError },
  });
}

/**
 * For a request that ends in 500 or 503. An outage makes many of these, all for the reason that is logged where
 * it is found.
 */
export function logFailure(log: Logger, request: string, error: unknown): void {
  if (error instanceof Unavailable) log.warn({ request }, error.message);
  else log.error({ error, request }, 'request failed');
}

/** Class, code and stack, without the message: messages of drivers quote values. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error ? { code: String(error.code) } : {};
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause ? { cause: describeError(error.cause) } : {};
  return {
    type: error.constructor.name,
    ...code,
    stack: frames.slice(0, 8).map((line) => line.trim()),
    ...cause,
  };
}
