import { Hono } from 'hono';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm } from '../../edge/form.ts';
import { askingOf } from '../../edge/guests.ts';
import type { Responder } from '../../edge/respond.tsx';
import type { Platform } from '../../platform/platform.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { urls } from '../../urls.ts';
import { statusOf } from '../posts/composing.ts';
import type { Ama } from './amas.ts';
import { accessHosting, type Hosting } from './hosting.ts';
import { guestSchema } from './hosts.ts';
import { useHostLimit } from './host-limit.ts';
import { ManagementPage } from './management-page.tsx';
import {
  changeSettings,
  changeStanding,
  dismissHost,
  findSummary,
  inviteHost,
  nameHost,
  promiseAnswers,
  promiseSchema,
  settingsSchema,
  stateActSchema,
  summarise,
  summarySchema,
} from './managing.ts';
import type { Recording } from './recording.ts';
import { attachRecording, findRecording, printSecond, recordingSchema } from './recording.ts';
import { fieldsOf } from './schedule.ts';

const hostsSchema = z.discriminatedUnion(
  'act',
  [
    z.strictObject({ act: z.literal('invite'), ...guestSchema.shape }),
    z.strictObject({ act: z.literal('add'), slug: z.string('Say who.').trim().min(1, 'Say who.').max(80) }),
    z.strictObject({ act: z.literal('remove'), profileId: z.string().max(40) }),
  ],
  'This cannot be done with hosts.',
);

const standingSchema = z.discriminatedUnion(
  'act',
  [...stateActSchema.options, promiseSchema.extend({ act: z.literal('promise') })],
  'This cannot be done with an AMA.',
);

interface Shown {
  id: string;
  /** A form that came back, with what is wrong with it. */
  fields?: RawForm;
  errors?: Record<string, string>;
  /** The secret of a link that was just made. */
  link?: string | null;
}

/** What hosts and moderators set; `page` shows it after something was made elsewhere. */
export function managementRoutes(platform: Platform, responder: Responder) {
  const routes = new Hono<Edge>();
  const hostingOf = async (c: EdgeContext, id = c.req.param('id') ?? '') =>
    await accessHosting(platform, id, askingOf(platform, c));

  routes.get(urls.amaManagement.pattern, async (c) => await page(c, { id: c.req.param('id') }));

  routes.post(urls.amaSchedule.pattern, async (c) => {
    return await change(c, settingsSchema, async (hosting, settings) => {
      await changeSettings(platform, hosting, settings);
    });
  });

  routes.post(urls.amaSummary.pattern, async (c) => {
    return await change(
      c,
      summarySchema,
      async (hosting, summary) => await summarise(platform, hosting, summary),
    );
  });

  routes.post(urls.amaRecording.pattern, async (c) => {
    return await change(
      c,
      recordingSchema,
      async (hosting, typed) => await attachRecording(platform, hosting, typed),
    );
  });

  routes.post(urls.amaState.pattern, async (c) => {
    return await change(c, standingSchema, async (hosting, act) => {
      if (act.act === 'promise') await promiseAnswers(platform, hosting, act);
      else await changeStanding(platform, hosting, act);
      return act.act === 'begin' || act.act === 'end' ? urls.amaStage(hosting.ama) : undefined;
    });
  });

  routes.post(urls.amaHosts.pattern, async (c) => {
    const form = await readForm(c);
    const hosting = await hostingOf(c);
    const typed = parseForm(hostsSchema, form);
    const { id } = hosting.ama;
    if (!typed.ok) return await page(c, { id, fields: form, errors: typed.errors });
    await useHostLimit(platform, hosting);
    const { value } = typed;
    if (value.act === 'invite') {
      const { name, title } = value;
      return await page(c, { id, link: await inviteHost(platform, hosting, { name, title }) });
    }
    const done = await orErrors(
      value.act === 'add'
        ? nameHost(platform, hosting, value.slug)
        : dismissHost(platform, hosting, value.profileId),
    );
    if (!done.ok) return await page(c, { id, fields: form, errors: done.errors });
    return responder.redirect(c, urls.amaManagement(hosting.ama));
  });

  /** A form's way: who may, what it says, what comes of it, and where that can be seen. */
  async function change<Schema extends z.ZodType>(
    c: EdgeContext,
    schema: Schema,
    work: (hosting: Hosting, value: z.output<Schema>) => Promise<string | void>,
  ): Promise<Response> {
    const form = await readForm(c);
    const hosting = await hostingOf(c);
    const { id } = hosting.ama;
    const typed = parseForm(schema, form);
    if (!typed.ok) return await page(c, { id, fields: form, errors: typed.errors });
    await useHostLimit(platform, hosting);
    const done = await orErrors(work(hosting, typed.value));
    if (!done.ok) return await page(c, { id, fields: form, errors: done.errors });
    return responder.redirect(c, done.value ?? urls.amaManagement(hosting.ama));
  }

  async function page(c: EdgeContext, { id, fields, errors = {}, link = null }: Shown): Promise<Response> {
    const hosting = await hostingOf(c, id);
    const { ama } = hosting;
    // A box that came back without its tick was not ticked.
    const boxes = fields && 'startDate' in fields ? { approveFirst: '', showsDrafts: '' } : {};
    const summary = await findSummary(platform.db, id);
    const recording = await findRecording(platform.db, id);
    const present = { ...presentFields(ama), ...boxes, summary, ...recordingFields(recording) };
    const address = link && `${platform.config.origin}${urls.amaInvitation({ token: link })}`;
    return await responder.privatePage(
      c,
      {
        ...{
          title: `Settings: ${ama.title}`,
          path: urls.amaManagement(ama),
          robots: 'noindex',
          section: 'amas',
        },
        compose: true,
        children: (
          <ManagementPage
            hosting={hosting}
            fields={{ ...present, ...fields }}
            errors={errors}
            link={address}
          />
        ),
      },
      statusOf(errors),
    );
  }
  return { routes, page };
}

function recordingFields(recording: Recording | null): RawForm {
  if (!recording) return {};
  return { recording: urls.video(recording), begins: printSecond(recording.from) };
}

function presentFields(ama: Ama): RawForm {
  const { startsAt, endsAt, zone, approveFirst, showsDrafts, promisedOn } = ama;
  return {
    ...(startsAt && endsAt ? fieldsOf({ startsAt, endsAt, zone }) : {}),
    approveFirst: approveFirst ? '1' : '',
    showsDrafts: showsDrafts ? '1' : '',
    promisedOn: promisedOn ?? '',
  };
}
