import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { CardPost } from './cards.ts';

/** Words that both have, weighed by how rare they are in the language (ts_rank), and letters that both have. */
const findSimilar = statement<{ amaId: string; typed: string; limit: number }, CardPost>(
  'findSimilarAmaQuestions',
)`
  with typed as (
    select to_tsquery('cairn', string_agg(quote_literal(lexeme), ' | ')) as words
    from unnest(to_tsvector('cairn', search_text(${'typed'})))
  )
  select posts.id, posts.body_html as "bodyHtml", encode(posts.author_id, 'hex') as "authorId",
    posts.profile_id as "profileId", posts.at, posts.edited_at as "editedAt", posts.up,
    authors.level, authors.role, authors.native_level as "nativeLevel", authors.company, authors.handle,
    profiles.name, profiles.slug as "profileSlug", profiles.title, profiles.portrait_id as portrait
  from typed
  join search_documents on search_documents.thread_id = ${'amaId'} and search_documents.words @@ typed.words
  join public_posts as posts on posts.id = search_documents.post_id and posts.kind = 'amaQuestion'
  left join authors on authors.id = posts.author_id
  left join profiles on profiles.id = posts.profile_id
  where ts_rank(search_documents.words, typed.words, 1) > 0.005
    or similarity(posts.body, ${'typed'}) > 0.25
  order by ts_rank(search_documents.words, typed.words, 1) + similarity(posts.body, ${'typed'}) desc, posts.up desc, posts.id
  limit ${'limit'}`;

/** What was asked in this AMA that sounds like the text, the most alike first; nothing for less than three words. */
export async function listSimilar(db: Queryable, amaId: string, typed: string): Promise<CardPost[]> {
  if (typed.trim().split(/\s+/).length < 3) return [];
  return await findSimilar(db, { amaId, typed: typed.slice(0, 2000), limit: 3 });
}
