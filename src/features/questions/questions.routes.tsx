import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { MovedTo } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import type { Account } from '../accounts/accounts.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { findSigning } from '../bylines/signing.ts';
import { accessDraft } from '../drafts/drafts.ts';
import { askForName, beginComposing, finishDraft, splitComposed, statusOf } from '../posts/composing.ts';
import type { Composed } from '../posts/composing.ts';
import { readMoment } from '../moments/moment.ts';
import { findMomentToAskAt } from '../moments/moments.ts';
import { AskPage } from './ask-page.tsx';
import { findTopicIds } from '../topics/topics.ts';
import { closingRoutes } from './closing.routes.ts';
import { questionView } from './question-view.tsx';
import { askLater } from '../waiting/later.ts';
import type { QuestionInput } from './questions.ts';
import { askQuestion, questionSchema } from './questions.ts';

export function questionsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.newQuestion.pattern, async (c) => {
    const account = requireAccount(c);
    const draftId = c.req.query('draft');
    const draft = draftId ? await accessDraft(platform, account, draftId) : null;
    const begun = { topics: c.req.query('topic') ?? '', moment: c.req.query('moment') ?? '' };
    const composed = beginComposing(draft, begun);
    return await askPage(c, { account, composed, errors: {} });
  });

  routes.post(urls.questions.pattern, async (c) => {
    const account = requireAccount(c);
    const composed = splitComposed(await readForm(c));
    if (composed.preview !== undefined) return await askPage(c, { account, composed, errors: {} });
    const question = parseForm(questionSchema, composed.fields);
    const errors = { ...(question.ok ? {} : question.errors), ...askForName(composed) };
    if (!question.ok || statusOf(errors) === 422) return await askPage(c, { account, composed, errors });
    await useLimit(platform, account, 'post');
    const asked = await orErrors(ask(account, composed, question.value));
    if (!asked.ok) return await askPage(c, { account, composed, errors: asked.errors });
    await finishDraft(platform, account, composed);
    return responder.redirect(c, asked.value ? urls.question(asked.value) : urls.waitingPosts());
  });

  const { pattern } = urls.question;
  routes.get(pattern.replace('/:slug', ''), async (c) => await threadPage(c, c.req.param('id') ?? ''));
  routes.get(pattern, async (c) => await threadPage(c, c.req.param('id')));

  routes.route('/', closingRoutes(platform, responder));

  async function threadPage(c: EdgeContext, id: string): Promise<Response> {
    const { account } = c.var;
    const load = async () => {
      const draftId = c.req.query('draft');
      const view = await questionView(platform, responder.site, { id, kind: 'question', account, draftId });
      // A wrong slug is no page of its own: it leads to the right one and is not kept.
      if (view.slug !== c.req.param('slug')) throw new MovedTo(view.path);
      return view;
    };
    return await responder.viewersPage(c, load);
  }

  /** Null where it waits for its moment. */
  async function ask(
    account: Account,
    { fields, publish = '' }: Composed,
    question: QuestionInput,
  ): Promise<{ id: string; slug: string } | null> {
    const { byline, topics } = question;
    if (await askLater(platform, account, { fields, publish, byline, topics })) return null;
    return await askQuestion(platform, account, question);
  }

  async function askPage(
    c: EdgeContext,
    { account, composed, errors }: { account: Account; composed: Composed; errors: Record<string, string> },
  ): Promise<Response> {
    const topicIds = await findTopicIds(platform.db, fieldText(composed.fields, 'topics'));
    const signing = await findSigning(platform, account, { fixed: null, topicIds });
    const moment = await findMomentToAskAt(platform.db, readMoment(fieldText(composed.fields, 'moment')));
    const page = {
      title: 'Ask a question',
      path: urls.newQuestion(),
      compose: true,
      robots: 'noindex',
      children: <AskPage {...{ signing, composed, errors, moment }} />,
    };
    return await responder.privatePage(c, page, statusOf(errors));
  }
  return routes;
}
