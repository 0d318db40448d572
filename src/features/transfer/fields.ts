import { z } from 'zod';
import { oneLine } from '../../platform/text-field.ts';
import { countCharacters, normaliseText, replaceUnprintable } from '../../platform/text.ts';

interface Length {
  min?: number;
  max: number;
}

/** A text on one line. An empty one counts as left out where it may be. */
export function line({ min = 1, max }: Length) {
  return z
    .string()
    .max(max * 4, tooLong(max))
    .transform((text) => oneLine(normaliseText(text)).trim())
    .superRefine(hasLength({ min, max }));
}

export function optionalLine(max: number) {
  return line({ min: 0, max })
    .transform((text) => text || undefined)
    .optional();
}

/** Markdown: the indentation of its first line means something, so only blank lines go before it. */
export function markdown({ min = 0, max }: Length) {
  return z
    .string()
    .max(max * 4, tooLong(max))
    .transform((text) =>
      normaliseText(text)
        .replace(/^(?:[^\S\n]*\n)+/, '')
        .trimEnd(),
    )
    .superRefine(hasLength({ min, max }));
}

function hasLength({ min, max }: Required<Length>) {
  return (text: string, context: z.core.$RefinementCtx) => {
    // A text has at least as many UTF-16 units as code points, so most need no counting.
    const length = text.length <= max ? text.length : countCharacters(text);
    if (length < min) context.addIssue({ code: 'custom', message: 'is empty' });
    if (length > max) context.addIssue({ code: 'custom', message: tooLong(max, length) });
  };
}

function tooLong(max: number, length?: number): string {
  const over = length ? ` and has ${length.toLocaleString('en')}` : '';
  return `can have up to ${max.toLocaleString('en')} characters${over}`;
}

/** A record's own id in its file: any printable text. */
export const ref = z
  .string()
  .min(1, 'is empty')
  .max(200, tooLong(200))
  .refine((text) => replaceUnprintable(text, '') === text && !/\s/.test(text.replaceAll(' ', '')), {
    message: 'holds characters that cannot be printed',
  });

export const slug = z
  .string()
  .max(80, tooLong(80))
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is not small letters, digits and single hyphens');

/** A page elsewhere that readers may be sent to. */
export const webAddress = z
  .string()
  .max(2000, tooLong(2000))
  .refine(isPlainAddress, 'is not an address that starts with https:// or http://');

function isPlainAddress(text: string): boolean {
  if (!/^https?:\/\/[\x21-\x7e]+$/i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

const isoTime = z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()]);
const earliest = '1970-01-01T00:00:00.000Z';
const latest = '2100-01-01T00:00:00.000Z';

/** ISO 8601, UTC where no offset is given; becomes `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
export const time = z.string().transform((text, context) => {
  if (!isoTime.safeParse(text).success) {
    context.addIssue({ code: 'custom', message: 'is not a time in ISO 8601' });
    return z.NEVER;
  }
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const at = new Date(zoned).toISOString();
  if (at < earliest || at >= latest) {
    context.addIssue({ code: 'custom', message: 'lies before 1970 or after 2099' });
    return z.NEVER;
  }
  return at;
});
