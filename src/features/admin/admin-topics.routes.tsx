import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAdmin } from '../../edge/session.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import { renderMarkdown } from '../../platform/markdown/markdown.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import type { EditedTopic } from '../topics/topic-editing.ts';
import {
  accessEditedTopic,
  addTopic,
  editTopic,
  newTopicSchema,
  topicLimits,
  topicSchema,
} from '../topics/topic-editing.ts';
import { listTopics } from '../topics/topic-page.ts';
import { adminPage } from './admin-frame.tsx';
import type { TopicFormProps, TopicListProps } from './topic-pages.tsx';
import { TopicForm, TopicListPage } from './topic-pages.tsx';

export function adminTopicsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { db } = platform;

  routes.get(urls.adminTopics.pattern, async (c) => {
    requireAdmin(c);
    return await showList(c, {});
  });

  routes.post(urls.adminTopics.pattern, async (c) => {
    requireAdmin(c);
    const form = await readForm(c);
    const values = { name: fieldText(form, 'name'), summary: fieldText(form, 'summary') };
    const parsed = parseForm(newTopicSchema, form);
    if (!parsed.ok) return await showList(c, { values, errors: parsed.errors }, 422);
    const added = await orErrors(addTopic(platform, parsed.value));
    if (!added.ok) return await showList(c, { values, errors: added.errors }, 422);
    return responder.redirect(c, urls.adminTopic({ slug: added.value }));
  });

  routes.get(urls.adminTopic.pattern, async (c) => {
    requireAdmin(c);
    const topic = await accessEditedTopic(db, c.req.param('slug'));
    return await showForm(c, { slug: topic.slug, values: valuesOf(topic) });
  });

  routes.post(urls.adminTopic.pattern, async (c) => {
    requireAdmin(c);
    const { slug } = await accessEditedTopic(db, c.req.param('slug'));
    const { preview, ...form } = await readForm(c);
    const values = valuesOfForm(form);
    if (preview !== undefined) {
      const html = renderMarkdown(values.guide.slice(0, topicLimits.guide));
      return await showForm(c, { slug, values, preview: html });
    }
    const parsed = parseForm(topicSchema, form);
    if (!parsed.ok) return await showForm(c, { slug, values, errors: parsed.errors }, 422);
    const edited = await orErrors(editTopic(platform, slug, parsed.value));
    if (!edited.ok) return await showForm(c, { slug, values, errors: edited.errors }, 422);
    return responder.redirect(c, `${urls.adminTopic({ slug })}?done=saved`);
  });

  async function showList(
    c: EdgeContext,
    props: Omit<TopicListProps, 'topics'>,
    status = 200,
  ): Promise<Response> {
    const children = <TopicListPage topics={await listTopics(db)} {...props} />;
    const page = { section: 'Topics', title: 'Topics', path: urls.adminTopics(), children } as const;
    return await responder.privatePage(c, adminPage(page), status);
  }

  async function showForm(
    c: EdgeContext,
    props: Omit<TopicFormProps, 'topics'>,
    status = 200,
  ): Promise<Response> {
    const children = <TopicForm topics={await listTopics(db)} {...props} />;
    const path = urls.adminTopic({ slug: props.slug });
    const notice = status === 200 && c.req.query('done') === 'saved' ? 'Saved.' : undefined;
    const page = { section: 'Topics', title: 'Edit a topic', path, notice, compose: true, children } as const;
    return await responder.privatePage(c, adminPage(page), status);
  }
  return routes;
}

function valuesOf({ synonyms, sensitive, ...topic }: EditedTopic): TopicFormProps['values'] {
  const { name, summary, guide, parent } = topic;
  return { name, summary, guide, parent, synonyms: synonyms.join(', '), sensitive: sensitive ? '1' : '' };
}

function valuesOfForm(form: RawForm): TopicFormProps['values'] {
  const text = (name: string) => fieldText(form, name);
  return {
    name: text('name'),
    summary: text('summary'),
    guide: text('guide'),
    parent: text('parent'),
    synonyms: text('synonyms'),
    sensitive: text('sensitive'),
  };
}
