import type { z } from 'zod';
import { MARKDOWN_VERSION, renderMarkdown } from '../../platform/markdown/markdown.ts';
import { urls } from '../../urls.ts';
import type { Own, Publisher } from '../api/public.ts';
import { publicByline } from '../api/public.ts';
import type { AmaRow, AmaQuestionRow, WrittenRow } from './ama-rows.ts';
import type { amaQuestionSchema, amaSchema } from './ama-schemas.ts';
import { stepOf } from './rsvps.ts';

/** The only way out for what the API tells of AMAs: every field is named here. */
export function publicAma(
  { origin }: Publisher,
  ama: AmaRow,
  own?: { going: boolean },
): z.output<typeof amaSchema> {
  const { id, title, state, zone, promisedOn, summaryHtml, cancelledBecause, approveFirst } = ama;
  return {
    id,
    url: origin + urls.ama(ama),
    calendar: origin + urls.oneAmaCalendar(ama),
    title,
    ...textOf(ama),
    state,
    startsAt: ama.startsAt?.toISOString() ?? null,
    endsAt: ama.endsAt?.toISOString() ?? null,
    zone,
    hosts: ama.hosts.map(({ name, title: says, slug }) => ({
      name,
      title: says,
      profile: origin + urls.person({ name: slug }),
    })),
    topics: ama.topics.map(({ slug, name }) => ({ slug, name })),
    questionCount: ama.questions,
    atLeastGoing: stepOf(ama.going),
    approveFirst,
    promisedOn,
    summaryHtml,
    cancelledBecause,
    ...(own ? { own } : {}),
  };
}

export function publicAmaQuestion(
  publisher: Publisher,
  question: AmaQuestionRow,
  own?: Own,
): z.output<typeof amaQuestionSchema> {
  const { id, slug, threadId, mergedInto, pinned, tally, answers } = question;
  return {
    id,
    url: publisher.origin + urls.amaQuestion({ id: threadId, slug, question: id }),
    ...writtenBy(publisher, question),
    state: mergedInto ? 'merged' : answers.length > 0 ? 'answered' : 'queued',
    mergedInto,
    pinned,
    tally,
    answers: answers.map((answer) => ({ id: answer.id, ...writtenBy(publisher, answer) })),
    ...(own ? { own } : {}),
  };
}

function writtenBy(publisher: Publisher, written: WrittenRow) {
  return {
    ...textOf(written),
    byline: publicByline(publisher, written),
    at: new Date(written.at).toISOString(),
  };
}

function textOf({ body, bodyHtml, htmlVersion }: Pick<WrittenRow, 'body' | 'bodyHtml' | 'htmlVersion'>) {
  return { body, bodyHtml: htmlVersion === MARKDOWN_VERSION ? bodyHtml : renderMarkdown(body) };
}
