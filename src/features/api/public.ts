import type { z } from 'zod';
import { MARKDOWN_VERSION, renderMarkdown } from '../../platform/markdown/markdown.ts';
import type { Platform } from '../../platform/platform.ts';
import { postPlace, threadUrl, urls } from '../../urls.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import { printByline } from '../bylines/bylines.ts';
import { bylineText } from '../bylines/printed-byline.ts';
import type { Segment } from '../search/excerpts.ts';
import type { FoundThread, SearchResults } from '../search/search.ts';
import type { Topic, TopicInDirectory } from '../topics/topic-page.ts';
import type { PublicPost } from './public-posts.ts';
import type * as schemas from './schemas.ts';

type Byline = z.output<typeof schemas.bylineSchema>;
export type Own = z.output<typeof schemas.ownSchema>;
export type Question = z.output<typeof schemas.questionSchema>;
export type Answer = z.output<typeof schemas.answerSchema>;
export type Comment = z.output<typeof schemas.commentSchema>;

/** Where and under what name this community is. */
export interface Publisher {
  origin: string;
  communityName: string;
}

export function publisherOf({ config }: Pick<Platform, 'config'>): Publisher {
  return { origin: config.origin, communityName: config.COMMUNITY_NAME };
}

/** The only way out for what the API tells of posts and topics: every field is named here. */
export function publicQuestion(publisher: Publisher, post: PublicPost, own?: Own): Question {
  const { thread } = post;
  if (!thread) throw new Error('a question came without its thread');
  return {
    ...publicPost(publisher, post, own),
    title: thread.title,
    tldr: thread.tldr,
    topics: thread.topics.map(topicName),
    parts: thread.parts.map(({ id, text }) => ({ id, text })),
    options: thread.options,
    answerCount: thread.answers,
    commentCount: thread.comments,
    accepted: thread.accepted,
    closed: thread.closed,
    locked: thread.locked,
    from: thread.from,
  };
}

export function publicAnswer(publisher: Publisher, post: PublicPost, own?: Own): Answer {
  const { threadId, asker, accepted } = post;
  return { ...publicPost(publisher, post, own), question: threadId, asker, accepted };
}

export function publicComment(publisher: Publisher, post: PublicPost, own?: Own): Comment {
  const { threadId, threadKind, asker } = post;
  const thread = {
    question: threadKind === 'question' ? threadId : null,
    video: threadKind === 'video' ? threadId : null,
  };
  return { ...publicPost(publisher, post, own), ...thread, asker, on: post.onId ?? threadId };
}

function publicPost(publisher: Publisher, post: PublicPost, own: Own | undefined) {
  const { id, body, revision, up, down } = post;
  return {
    id,
    url: publisher.origin + postPlace(post),
    body,
    bodyHtml: post.htmlVersion === MARKDOWN_VERSION ? post.bodyHtml : renderMarkdown(body),
    byline: publicByline(publisher, post),
    votes: { up, down },
    at: post.at.toISOString(),
    editedAt: post.editedAt?.toISOString() ?? null,
    revision,
    ...(own ? { own } : {}),
  };
}

export function publicByline({ origin, communityName }: Publisher, row: BylineRow): Byline {
  const printed = printByline(row);
  const text = bylineText(printed, communityName);
  const { level, role } = row;
  switch (printed.form) {
    case 'named': {
      const { name, title, slug } = printed;
      return { form: 'named', text, name, title, profile: origin + urls.person({ name: slug }) };
    }
    case 'company': {
      const { company, handle, who } = printed;
      // Without level and role the company's own level is stored, perhaps, but not printed.
      const nativeLevel = who ? printed.nativeLevel : null;
      return { form: 'company', text, level, role, nativeLevel, company, handle };
    }
    case 'community':
      return { form: 'community', text, level, role, handle: printed.handle };
  }
}

export function publicTopicEntry(
  { origin }: Publisher,
  topic: TopicInDirectory,
  all: ReadonlyMap<string, TopicInDirectory>,
): z.output<typeof schemas.topicEntrySchema> {
  const parent = all.get(topic.parentId ?? '');
  return {
    ...topicName(topic),
    url: origin + urls.topic(topic),
    summary: topic.summary,
    parent: parent ? topicName(parent) : null,
    threadCount: topic.threads,
  };
}

export function publicTopic(
  { origin }: Publisher,
  topic: Topic,
  guide: string,
): z.output<typeof schemas.topicSchema> {
  const { summary, guideHtml, parent, children } = topic;
  return {
    ...topicName(topic),
    url: origin + urls.topic(topic),
    summary,
    guide,
    guideHtml,
    parent: parent ? topicName(parent) : null,
    children: children.map(topicName),
  };
}

export function publicFindings(
  publisher: Publisher,
  results: SearchResults,
): Omit<z.output<typeof schemas.findingsSchema>, 'next'> {
  const { query, mendedFrom, suggestion, found, capped } = results;
  return {
    ...{ query, mendedFrom, suggestion, found, capped },
    topics: results.topics.map(topicName),
    threads: results.threads.map((thread) => publicFound(publisher, thread)),
  };
}

function publicFound(publisher: Publisher, thread: FoundThread) {
  const { id, kind, slug, post } = thread;
  const place = postPlace({ id: post.id, threadId: id, slug, threadKind: kind });
  return {
    id,
    kind,
    url: publisher.origin + threadUrl(thread),
    title: plain(thread.title),
    answerCount: thread.answers,
    acceptedCount: thread.accepted,
    post: {
      id: post.id,
      kind: post.kind,
      url: publisher.origin + place,
      byline: publicByline(publisher, post),
      at: new Date(post.at).toISOString(),
      excerpt: plain(post.excerpt),
    },
  };
}

function plain(segments: readonly Segment[]): string {
  return segments.map(({ text }) => text).join('');
}

function topicName({ slug, name }: { slug: string; name: string }) {
  return { slug, name };
}
