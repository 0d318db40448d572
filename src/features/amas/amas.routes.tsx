import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, parseForm, readForm } from '../../edge/form.ts';
import { askingOf } from '../../edge/guests.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAccount } from '../../edge/session.ts';
import { MovedTo, NotFound } from '../../errors.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import { parsePage } from '../../platform/place.ts';
import type { Platform } from '../../platform/platform.ts';
import { postAnchor, urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import { useLimit } from '../accounts/use-limit.ts';
import { accessDraft } from '../drafts/drafts.ts';
import type { Composed } from '../posts/composing.ts';
import { askForName, beginComposing, finishDraft, splitComposed, statusOf } from '../posts/composing.ts';
import type { AmaViewInput } from './ama-view.tsx';
import { amaView } from './ama-view.tsx';
import { accessAma } from './amas.ts';
import { announceAma, announcementSchema } from './announcing.ts';
import { AnnouncePage } from './announce-page.tsx';
import type { AmaQuestionInput } from './asking.ts';
import { amaQuestionSchema, askInAma } from './asking.ts';
import { invitationsRoutes } from './invitations.routes.tsx';
import { managementRoutes } from './management.routes.tsx';
import { amaQuestionView } from './question-view.tsx';
import { SimilarQuestions } from './similar-questions.tsx';
import { listSimilar } from './similar.ts';
import { stageRoutes } from './stage.routes.tsx';
import { askInWindow } from './windows.ts';

const deepestPage = 100;

export function amasRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.newAma.pattern, async (c) => {
    const account = requireAccount(c);
    const draftId = c.req.query('draft');
    const draft = draftId ? await accessDraft(platform, account, draftId) : null;
    return await announcePage(c, { account, composed: beginComposing(draft), errors: {} });
  });

  routes.post(urls.amas.pattern, async (c) => {
    const account = requireAccount(c);
    const composed = splitComposed(await readForm(c));
    if (composed.preview !== undefined) return await announcePage(c, { account, composed, errors: {} });
    const typed = parseForm(announcementSchema, composed.fields);
    if (!typed.ok) return await announcePage(c, { account, composed, errors: typed.errors });
    await useLimit(platform, account, 'post');
    const announced = await orErrors(announceAma(platform, account, typed.value));
    if (!announced.ok) return await announcePage(c, { account, composed, errors: announced.errors });
    await finishDraft(platform, account, composed);
    const { invitation, ...ama } = announced.value;
    if (!invitation) return responder.redirect(c, urls.ama(ama));
    return await managed.page(c, { id: ama.id, link: invitation });
  });

  const managed = managementRoutes(platform, responder);
  routes.route('/', managed.routes);
  routes.route('/', stageRoutes(platform, responder));
  routes.route('/', invitationsRoutes(platform, responder));

  routes.post(urls.amaQuestions.pattern, async (c) => {
    const account = requireAccount(c);
    const id = c.req.param('id');
    const composed = splitComposed(await readForm(c));
    const showAgain = async (errors: Record<string, string>) => {
      const similar = await listSimilar(platform.db, id, fieldText(composed.fields, 'body'));
      const view = await amaView(platform, responder.site, {
        id,
        ...askingOf(platform, c),
        composed,
        errors,
        similar,
      });
      return await responder.privatePage(c, view, statusOf(errors));
    };
    const question = parseForm(amaQuestionSchema, composed.fields);
    const errors = { ...(question.ok ? {} : question.errors), ...askForName(composed) };
    if (!question.ok || statusOf(errors) === 422) return await showAgain(errors);
    await useLimit(platform, account, 'post');
    const asked = await orErrors(ask(account, id, composed, question.value));
    if (!asked.ok) return await showAgain(asked.errors);
    await finishDraft(platform, account, composed);
    const ama = await accessAma(platform, id);
    return responder.redirect(
      c,
      asked.value ? `${urls.ama(ama)}#${postAnchor(asked.value)}` : `${urls.ama(ama)}?asked=1`,
    );
  });

  routes.post(urls.similarAmaQuestions.pattern, async (c) => {
    const account = requireAccount(c);
    await useLimit(platform, account, 'act');
    const ama = await accessAma(platform, c.req.param('id'));
    const similar = await listSimilar(platform.db, ama.id, fieldText(await readForm(c), 'body'));
    return responder.fragment(
      c,
      similar.length > 0 ? <SimilarQuestions ama={ama} similar={similar} /> : null,
    );
  });

  const amaPage = async (c: EdgeContext, id: string) => {
    const page = parsePage(c.req.query('page'), deepestPage);
    const about = (c.req.query('about') ?? '').slice(0, 200);
    const asked = c.req.query('asked') === '1';
    const load = async () => {
      const input: AmaViewInput = { id, ...askingOf(platform, c), page, about, asked };
      const view = await amaView(platform, responder.site, input);
      if (view.slug !== c.req.param('slug')) throw new MovedTo(view.path);
      return view;
    };
    // A guest finds the way to the stage on it.
    if (askingOf(platform, c).guest) return await responder.privatePage(c, await load());
    return await responder.viewersPage(c, load, ['page']);
  };
  routes.get(urls.ama.pattern.replace('/:slug', ''), async (c) => await amaPage(c, c.req.param('id') ?? ''));
  routes.get(urls.ama.pattern, async (c) => await amaPage(c, c.req.param('id')));

  routes.get(urls.amaQuestion.pattern, async (c) => {
    const { id, slug, question: questionId } = c.req.param();
    if (!id || !questionId) throw new NotFound('There is no such question.');
    const { account } = c.var;
    const load = async () =>
      await amaQuestionView(platform, responder.site, { id, slug: slug ?? '', questionId, account });
    return await responder.viewersPage(c, load);
  });

  /** The id of what appears at once; null where it waits for its window. */
  async function ask(
    account: Account,
    amaId: string,
    { fields, publish = '' }: Composed,
    question: AmaQuestionInput,
  ): Promise<string | null> {
    if (await askInWindow(platform, account, { amaId, byline: question.byline, fields, publish }))
      return null;
    return await askInAma(platform, account, { amaId, ...question });
  }

  async function announcePage(
    c: EdgeContext,
    props: { account: Account; composed: Composed; errors: Record<string, string> },
  ): Promise<Response> {
    const page = {
      title: 'Announce an AMA',
      path: urls.newAma(),
      compose: true,
      robots: 'noindex',
      children: <AnnouncePage {...props} />,
    };
    return await responder.privatePage(c, page, statusOf(props.errors));
  }
  return routes;
}
