import type { z } from 'zod';
import { BadRequest, Invalid } from '../errors.ts';
import type { RawForm } from '../platform/http/raw-form.ts';
import type { EdgeContext } from './context.ts';

/** Reads a form body. Throws BadRequest for anything else than a URL-encoded form. */
export async function readForm(c: EdgeContext): Promise<RawForm> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw new BadRequest('This address takes a form, sent as application/x-www-form-urlencoded.');
  }
  return toRawForm(new URLSearchParams(await c.req.text()));
}

/** What stands in it more than once becomes a list. */
export function toRawForm(entries: Iterable<[string, string]>): RawForm {
  const form: RawForm = Object.create(null) as RawForm;
  for (const [name, value] of entries) {
    const earlier = form[name];
    // In place: copied each time, a form of one repeated name would take minutes.
    if (Array.isArray(earlier)) earlier.push(value);
    else form[name] = earlier === undefined ? value : [earlier, value];
  }
  return form;
}

/** What came of a form: what it stands for, or a sentence for each field that is wrong. */
type Parsed<Value> = { ok: true; value: Value } | { ok: false; errors: Record<string, string> };

/** The form as its schema wants it. */
export function parseForm<Schema extends z.ZodType>(schema: Schema, form: RawForm): Parsed<z.output<Schema>> {
  const parsed = schema.safeParse({ ...form }, { reportInput: true });
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, errors: errorsOf(parsed.error) };
}

/** The same for what people do not type, such as the value of a button. Throws Invalid. */
export function requireForm<Schema extends z.ZodType>(schema: Schema, form: RawForm): z.output<Schema> {
  const parsed = parseForm(schema, form);
  if (!parsed.ok) throw new Invalid(parsed.errors);
  return parsed.value;
}

/** What a domain command refuses as Invalid, as the errors of the form that asked for it. */
export async function orErrors<Value>(work: Promise<Value>): Promise<Parsed<Value>> {
  try {
    return { ok: true, value: await work };
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { ok: false, errors: error.fields };
  }
}

/** One message a field: the first. What belongs to no field stands under `form`. */
function errorsOf(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? 'form');
    if (issue.code === 'unrecognized_keys')
      errors['form'] ??= `There is no field called ${issue.keys.join(', ')}.`;
    else if (issue.code === 'invalid_type' && Array.isArray(issue.input))
      errors[field] ??= 'This field came more than once.';
    else errors[field] ??= issue.message;
  }
  return errors;
}
