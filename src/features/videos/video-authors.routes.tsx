import { Hono } from 'hono';
import type { JSX } from 'preact';
import { z } from 'zod';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { orErrors, readForm, requireForm } from '../../edge/form.ts';
import type { Responder } from '../../edge/respond.tsx';
import { requireAdmin } from '../../edge/session.ts';
import type { Platform } from '../../platform/platform.ts';
import { Button } from '../../ui/button.tsx';
import type { FieldErrors } from '../../ui/field.tsx';
import { ErrorSummary, TextField } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { adminPage } from '../admin/admin-frame.tsx';
import type { VideoAuthor } from './video-authors.ts';
import { chooseVideoAuthor, dismissVideoAuthor, listVideoAuthors } from './video-authors.ts';

const personSchema = z.strictObject({ person: z.string().trim().max(200) });

/** Whom admins let upload. */
export function videoAuthorsRoutes(platform: Platform, responder: Responder): Hono<Edge> {
  const routes = new Hono<Edge>();
  const { db, config } = platform;

  routes.get(urls.adminVideoAuthors.pattern, async (c) => {
    requireAdmin(c);
    return await show(c, '', {});
  });

  routes.post(urls.adminVideoAuthors.pattern, async (c) => {
    requireAdmin(c);
    const { person } = requireForm(personSchema, await readForm(c));
    // The whole address of their page is as good as the name in it.
    const slug = person.replace(/^.*\/people\//, '').replace(/[/?#].*$/, '');
    const chosen = await orErrors(chooseVideoAuthor(db, slug));
    if (!chosen.ok) return await show(c, person, chosen.errors);
    return responder.redirect(c, urls.adminVideoAuthors());
  });

  routes.post(urls.adminVideoAuthor.pattern, async (c) => {
    requireAdmin(c);
    await dismissVideoAuthor(db, c.req.param('id'));
    return responder.redirect(c, urls.adminVideoAuthors());
  });

  async function show(c: EdgeContext, person: string, errors: FieldErrors): Promise<Response> {
    const authors = await listVideoAuthors(db);
    const children = <VideoAuthorsPage {...{ authors, person, errors }} setting={config.VIDEO_AUTHORS} />;
    const page = {
      section: 'Videos',
      title: 'Who shares videos',
      path: urls.adminVideoAuthors(),
      children,
    } as const;
    return await responder.privatePage(c, adminPage(page), Object.keys(errors).length > 0 ? 422 : 200);
  }
  return routes;
}

interface VideoAuthorsPageProps {
  authors: VideoAuthor[];
  setting: 'verified' | 'chosen' | 'admins';
  person: string;
  errors: FieldErrors;
}

const ledes = {
  chosen: 'Admins share videos, and those whom you choose here.',
  verified:
    'Everybody whose employer is verified shares videos here (VIDEO_AUTHORS): this list is not asked.',
  admins: 'Admins alone share videos here (VIDEO_AUTHORS): this list is not asked.',
};

function VideoAuthorsPage({ authors, setting, person, errors }: VideoAuthorsPageProps): JSX.Element {
  return (
    <div class="narrow stack">
      <h1>Who shares videos</h1>
      <p class="lede">{ledes[setting]}</p>
      <ErrorSummary errors={errors} />
      <PostForm action={urls.adminVideoAuthors()} class="form">
        <TextField
          name="person"
          label="Let somebody share videos"
          help="The address of their page, or the name in it: ada-example."
          value={person}
          error={errors['person']}
        />
        <Button>Choose them</Button>
      </PostForm>
      {authors.length > 0 && (
        <ul class="directory">
          {authors.map(({ id, slug, name }) => (
            <li key={id}>
              <a href={urls.person({ name: slug })}>{name}</a>
              <PostForm action={urls.adminVideoAuthor({ id })}>
                <Button tone="quiet">Not any more</Button>
              </PostForm>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
