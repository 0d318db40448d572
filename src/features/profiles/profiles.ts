import { z } from 'zod';
import { Invalid } from '../../errors.ts';
import type { Queryable } from '../../platform/db.ts';
import { isDuplicate, one, statement } from '../../platform/db.ts';
import { MARKDOWN_VERSION, renderMarkdown } from '../../platform/markdown/markdown.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { oneLine, textField } from '../../platform/text-field.ts';
import { slugify } from '../../platform/text.ts';
import { tagOf } from '../posts/publishing.ts';
import { linksField } from './links.ts';

export const profileLimits = { name: 80, slug: 60, title: 160, bio: 5000 };

const slugWords = 'Use small letters, digits and single hyphens, 2 to 60 of them.';
const slugShape = /^(?=.{2,60}$)[a-z0-9]+(-[a-z0-9]+)*$/;

export const profileSchema = z.strictObject({
  name: textField({ min: 2, max: profileLimits.name, what: 'The name' }).transform(oneLine),
  slug: z
    .string(slugWords)
    .trim()
    .toLowerCase()
    .refine((slug) => slug === '' || slugShape.test(slug), slugWords),
  title: textField({ max: profileLimits.title, what: 'The title' })
    .transform(oneLine)
    .transform((title) => title || null),
  bio: textField({ max: profileLimits.bio, what: 'The text' }),
  links: linksField,
});

export type ProfileInput = z.output<typeof profileSchema>;

type Written = Omit<ProfileInput, 'links'> & {
  id: string;
  accountId: string;
  bioHtml: string;
  version: number;
  links: string;
};

// A second form of the same account that arrives at the same time changes the row that the first one made.
const upsertProfile = statement<Written, { id: string }>('saveProfile')`
  insert into profiles (id, slug, account_id, name, title, bio, bio_html, html_version, links)
  values (${'id'}, ${'slug'}, ${'accountId'}, ${'name'}, ${'title'}, ${'bio'}, ${'bioHtml'}, ${'version'}, ${'links'}::jsonb)
  on conflict (account_id) do update set slug = excluded.slug, name = excluded.name, title = excluded.title,
    bio = excluded.bio, bio_html = excluded.bio_html, html_version = excluded.html_version, links = excluded.links
  returning id`;

/** Makes the account's profile or changes it. Throws Invalid where somebody else has the address. */
export async function saveProfile(
  platform: Platform,
  accountId: string,
  input: ProfileInput,
): Promise<{ id: string; slug: string }> {
  const slug = input.slug || slugify(input.name);
  const written = {
    ...input,
    ...{ id: newId(platform.random), slug, accountId, version: MARKDOWN_VERSION },
    bioHtml: renderMarkdown(input.bio),
    links: JSON.stringify(input.links),
  };
  try {
    return await platform.db.transaction(async (tx) => {
      const { id } = one(await upsertProfile(tx, written));
      // The byline of a named post is the profile's present name and title, wherever it is printed.
      await platform.changes.announce(tx, [tagOf.profile(id), '*']);
      return { id, slug };
    });
  } catch (error) {
    if (!isDuplicate(error, 'profiles_slug_key')) throw error;
    throw new Invalid({ slug: `“${slug}” is taken. Choose another one.` });
  }
}

/** What its owner edits. */
export type OwnProfile = Pick<ProfileInput, 'name' | 'slug' | 'title' | 'bio' | 'links'> & {
  portrait: string | null;
};

const selectOwn = statement<{ accountId: string }, OwnProfile>('findOwnProfile')`
  select name, slug, title, bio, links, portrait_id as portrait from profiles where account_id = ${'accountId'}`;

export async function findOwnProfile(db: Queryable, accountId: string): Promise<OwnProfile | null> {
  const [profile] = await selectOwn(db, { accountId });
  return profile ?? null;
}
