import { pino, type Logger } from 'pino';

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
