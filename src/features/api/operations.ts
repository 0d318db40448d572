import { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { NotFound } from '../../errors.ts';
import type { Api, ApiEnv } from './env.ts';
import { refusals } from './problems.ts';
import { postId } from './schemas.ts';

/** The part of the API that one noun brings. What its schemas refuse becomes a problem. */
export function newApi(): Api {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      if (result.target === 'param') throw new NotFound('There is nothing at this address.');
      throw result.error;
    },
  });
}

/** Of a body of JSON. */
export const mostBytes = 512 * 1024;

export const idParam = z.object({ id: postId });

/** What is named by words in its address. */
export function slugParamOf(example: string) {
  const slug = z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(80);
  return z.object({ slug: slug.meta({ examples: [example] }) });
}

/** Who may call: anyone, and with a token too; or only with one. */
export const anyone = { security: [{}, { token: [] }] };
export const members = { security: [{ token: [] }] };

const etag = { ETag: { description: 'For If-None-Match.', schema: { type: 'string' as const } } };
const location = {
  Location: { description: 'Its address here.', schema: { type: 'string' as const, format: 'uri' } },
};

function jsonOf<Schema extends z.ZodType>(schema: Schema) {
  return { 'application/json': { schema } };
}

const always = refusals(401, 500, 503);
const written = { ...always, ...refusals(403, 429) };
const sent = refusals(400, 413, 415, 422);

/** What a GET answers with, and may be refused with; add 404 where it names something, 422 where it is asked something. */
export function found<Schema extends z.ZodType>(description: string, schema: Schema) {
  return {
    200: { description, headers: etag, content: jsonOf(schema) },
    304: { description: 'It is as you have it.' },
    ...always,
  };
}

/** The same for what is made afresh whenever it is asked for. */
export function foundAfresh<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { 200: { description, content: jsonOf(schema) }, ...always };
}

/** For a POST of something new; add 404 where it is put below something. */
export function created<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { 201: { description, headers: location, content: jsonOf(schema) }, ...written, ...sent };
}

/** For a PATCH or PUT that answers with how it is now. */
export function changed<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { 200: { description, content: jsonOf(schema) }, ...written, ...sent, ...refusals(404) };
}

/** For writes that answer with nothing and take nothing. */
export function done(description: string) {
  return { 204: { description }, ...written, ...refusals(404) };
}

export function body<Schema extends z.ZodType>(schema: Schema) {
  return { body: { required: true, content: jsonOf(schema) } };
}
