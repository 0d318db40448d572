import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { parseForm, readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { Invalid, MovedTo } from '../../errors.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { accessDraft } from '../drafts/drafts.ts';
import type { Composed } from '../posts/composing.ts';
import { finishDraft, previewOf, splitComposed } from '../posts/composing.ts';
import type { ThreadKind } from '../posts/posts.ts';
import { AskPage } from './ask-page.tsx';
import { questionView } from './question-view.tsx';
import { askQuestion, questionSchema } from './questions.ts';

export function questionsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.newQuestion.pattern, async (c) => {
    const account = requireAccount(c);
    const draftId = c.req.query('draft');
    const draft = draftId ? await accessDraft(platform, account, draftId) : null;
    const fields: RawForm = draft?.fields ?? { topics: c.req.query('topic') ?? '' };
    return await askPage(c, { fields, draft, wantsPreview: false }, {}, 200);
  });

  routes.post(urls.questions.pattern, async (c) => {
    const account = requireAccount(c);
    const composed = splitComposed(await readForm(c));
    if (composed.wantsPreview) return await askPage(c, composed, {}, 200);
    const question = parseForm(questionSchema, composed.fields);
    if (!question.ok) return await askPage(c, composed, question.errors, 422);
    await useLimit(platform, account, 'post');
    try {
      const { id, slug } = await askQuestion(platform, account, question.value);
      await finishDraft(platform, account, composed);
      return responder.redirect(c, urls.question({ id, slug }));
    } catch (error) {
      if (error instanceof Invalid) return await askPage(c, composed, error.fields, 422);
      throw error;
    }
  });

  for (const [kind, address] of Object.entries({
    question: urls.question,
    ama: urls.ama,
    video: urls.video,
  })) {
    const short = address.pattern.replace('/:slug', '');
    routes.get(short, async (c) => await threadPage(c, kind as ThreadKind, c.req.param('id') ?? ''));
    routes.get(address.pattern, async (c) => await threadPage(c, kind as ThreadKind, c.req.param('id')));
  }

  async function threadPage(c: EdgeContext, kind: ThreadKind, id: string): Promise<Response> {
    const { account } = c.var;
    const load = async () => {
      const draftId = c.req.query('draft');
      const view = await questionView(platform, responder.site, { id, kind, account, draftId });
      // A wrong slug is no page of its own: it leads to the right one and is not kept.
      if (view.slug !== c.req.param('slug')) throw new MovedTo(view.path);
      return view;
    };
    return await responder.page(c, load);
  }

  async function askPage(
    c: EdgeContext,
    composed: Composed,
    errors: Record<string, string>,
    status: 200 | 422,
  ): Promise<Response> {
    const account = requireAccount(c);
    const { fields, draft, wantsPreview } = composed;
    const text = (name: string) => fieldText(fields, name);
    const values = {
      title: text('title'),
      tldr: text('tldr'),
      body: text('body'),
      topics: text('topics'),
      byline: text('byline'),
    };
    const preview = wantsPreview ? { preview: previewOf(composed) } : {};
    const children = (
      <AskPage account={account} values={values} errors={errors} {...(draft ? { draft } : {})} {...preview} />
    );
    const page = {
      title: 'Ask a question',
      path: urls.newQuestion(),
      compose: true,
      robots: 'noindex',
      children,
    };
    return await responder.privatePage(c, page, status);
  }
  return routes;
}
