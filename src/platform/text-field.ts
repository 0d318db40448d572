import { z } from 'zod';
import { countCharacters, normaliseText } from './text.ts';

/** A text as people type it, in code points after normalising. Messages say what to do. */
export function textField({ min = 0, max, what }: { min?: number; max: number; what: string }) {
  return z
    .string(`${what} must be text.`)
    .max(max * 4, tooLong(what, max))
    .transform((text) => normaliseText(text).trim())
    .superRefine((text, context) => {
      const length = countCharacters(text);
      if (length === 0 && min > 0) context.addIssue({ code: 'custom', message: `${what} is empty.` });
      else if (length < min)
        context.addIssue({ code: 'custom', message: `${what} needs at least ${min} characters.` });
      if (length > max) context.addIssue({ code: 'custom', message: tooLong(what, max, length) });
    });
}

function tooLong(what: string, max: number, length?: number): string {
  const over = length ? `, and has ${length.toLocaleString('en')}` : '';
  return `${what} can have up to ${max.toLocaleString('en')} characters${over}.`;
}

/** For what stands on one line: titles, names. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
