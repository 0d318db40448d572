export type RuleName =
  'own' | 'email' | 'host' | 'date' | 'level' | 'project' | 'jargon' | 'company' | 'name' | 'place' | 'count';

/** What the browser knows of the one who writes; nothing of it is sent anywhere. */
export interface Writer {
  /** The byline that is chosen names the company anyway. */
  companyShown: boolean;
  company: string | null;
  /** Found in the text: wording that also stands in posts under the writer's own name. */
  findOwnWords: ((text: string) => Match[]) | null;
}

/** A place in the text. `start` and `end` count UTF-16 units, as fields do. */
export interface Match {
  start: number;
  end: number;
  /** What to write instead, in words for the writer. */
  proposal: string;
  /** What may stand there instead as it is; left out where only the writer can tell. */
  replacement?: string;
}

export interface Rule {
  name: RuleName;
  /** Why it may tell who wrote this. */
  reason: string;
  find: (text: string, writer: Writer) => Match[];
}

/** Every match of a global expression, as what `match` makes of it. All expressions here are linear. */
export function findAll(
  expression: RegExp,
  text: string,
  match: (found: RegExpExecArray) => Match | null,
): Match[] {
  const matches: Match[] = [];
  for (const found of text.matchAll(expression)) {
    const made = match(found);
    if (made) matches.push(made);
  }
  return matches;
}

/** The words of a list that is written as one text. */
export function wordsOf(text: string): string[] {
  return text.trim().split(/\s*[,\n]\s*/);
}

export function isSentenceStart(text: string, at: number): boolean {
  return /(?:^|[.!?:\n>*-])["“'(]*\s*$/.test(text.slice(Math.max(0, at - 8), at));
}

export function span(found: RegExpExecArray): { start: number; end: number } {
  return { start: found.index, end: found.index + found[0].length };
}
