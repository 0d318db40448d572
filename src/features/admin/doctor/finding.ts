/** What one look has found. A note is worth knowing and stops nothing; what is wrong comes with how to mend it. */
export interface Finding {
  state: 'ok' | 'note' | 'wrong';
  what: string;
  words: string;
  mend?: string;
}

export function ok(what: string, words: string): Finding {
  return { state: 'ok', what, words };
}

export function note(what: string, words: string, mend?: string): Finding {
  return { state: 'note', what, words, ...(mend ? { mend } : {}) };
}

export function wrong(what: string, words: string, mend: string): Finding {
  return { state: 'wrong', what, words, mend };
}

const marks = { ok: 'ok   ', note: 'note ', wrong: 'WRONG' };

/** One line, and a second one where there is something to do. */
export function printFinding({ state, what, words, mend }: Finding): string {
  const line = `${marks[state]}  ${what}: ${words}\n`;
  return mend ? `${line}       → ${mend}\n` : line;
}

/** The message of an error, on one line. */
export function reasonOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return (message || code || String(error)).replaceAll(/\s+/g, ' ');
}
