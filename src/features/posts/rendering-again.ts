import { statement } from '../../platform/db.ts';
import { MARKDOWN_VERSION, renderMarkdown } from '../../platform/markdown/markdown.ts';
import type { Platform } from '../../platform/platform.ts';

interface Stale {
  id: string;
  source: string;
}

const batch = 100;

const stalePosts = statement<{ version: number; limit: number }, Stale>('findStalePosts')`
  select id, body as source from posts where html_version <> ${'version'} limit ${'limit'} for update skip locked`;
const staleTopics = statement<{ version: number; limit: number }, Stale>('findStaleTopics')`
  select id, guide as source from topics where html_version <> ${'version'} limit ${'limit'} for update skip locked`;
const staleProfiles = statement<{ version: number; limit: number }, Stale>('findStaleProfiles')`
  select id, bio as source from profiles where html_version <> ${'version'} limit ${'limit'} for update skip locked`;

type Rendered = { ids: string[]; htmls: string[]; version: number };

const keepPosts = statement<Rendered, never>('keepRenderedPosts')`
  update posts set body_html = html, html_version = ${'version'}
  from unnest(${'ids'}::text[], ${'htmls'}::text[]) as rendered (id, html) where posts.id = rendered.id`;
const keepTopics = statement<Rendered, never>('keepRenderedTopics')`
  update topics set guide_html = html, html_version = ${'version'}
  from unnest(${'ids'}::text[], ${'htmls'}::text[]) as rendered (id, html) where topics.id = rendered.id`;
const keepProfiles = statement<Rendered, never>('keepRenderedProfiles')`
  update profiles set bio_html = html, html_version = ${'version'}
  from unnest(${'ids'}::text[], ${'htmls'}::text[]) as rendered (id, html) where profiles.id = rendered.id`;

const kinds = [
  { find: stalePosts, keep: keepPosts },
  { find: staleTopics, keep: keepTopics },
  { find: staleProfiles, keep: keepProfiles },
];

export const renderAgainJob = 'render-again';

/** Brings stored HTML to what the renderer makes now, in small batches; returns how many texts it was. */
export async function renderAgain(platform: Platform): Promise<number> {
  let done = 0;
  for (const { find, keep } of kinds) {
    for (let found = batch; found === batch; done += found) {
      found = await platform.db.transaction(async (tx) => {
        const stale = await find(tx, { version: MARKDOWN_VERSION, limit: batch });
        const ids = stale.map(({ id }) => id);
        const htmls = stale.map(({ source }) => renderMarkdown(source));
        if (ids.length > 0) await keep(tx, { ids, htmls, version: MARKDOWN_VERSION });
        return ids.length;
      });
    }
  }
  if (done > 0) await platform.db.transaction((tx) => platform.changes.announce(tx, ['*']));
  return done;
}
