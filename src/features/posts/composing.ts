import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import { MARKDOWN_VERSION, renderMarkdown } from '../../platform/markdown/markdown.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from '../accounts/accounts.ts';
import type { Signature } from '../bylines/authors.ts';
import { findSignature } from '../bylines/authors.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import { printByline } from '../bylines/bylines.ts';
import type { PrintedByline } from '../bylines/printed-byline.ts';
import { discardDraft } from '../drafts/drafts.ts';

/** What a composer sends beside the post itself. */
export interface Composed {
  /** The post's own fields. */
  fields: RawForm;
  wantsPreview: boolean;
  draft: { id: string; version: number } | null;
}

export function splitComposed(form: RawForm): Composed {
  const { preview, draft: _draft, draftVersion: _version, ...fields } = form;
  const id = fieldText(form, 'draft');
  const version = Number(fieldText(form, 'draftVersion')) || 0;
  return { fields, wantsPreview: preview !== undefined, draft: id ? { id, version } : null };
}

/** After the post is there: the draft that it was written in is done with. */
export async function finishDraft(platform: Platform, account: Account, composed: Composed): Promise<void> {
  if (composed.draft) await discardDraft(platform, account, composed.draft.id);
}

const findByline = statement<{ authorId: Buffer | null; profileId: string | null }, BylineRow>('findByline')`
  select level, role, native_level as "nativeLevel", company, handle,
    null as name, null as "profileSlug", null as title
  from authors where id = ${'authorId'}
  union all
  select null, null, null, null, null, name, slug, title from profiles where id = ${'profileId'}`;

/** How the account has signed in this thread already, as it is printed; null when it has not. */
export async function findSigns(
  platform: Platform,
  account: Account,
  threadId: string,
): Promise<PrintedByline | null> {
  const signature = await findSignature(platform, platform.db, account, threadId);
  const row = signature && (await findBylineRow(platform, signature));
  return row ? printByline(row) : null;
}

/** What stands in the byline of this author or profile; null when it is no more. */
export async function findBylineRow(platform: Platform, signature: Signature): Promise<BylineRow | null> {
  const [row] = await findByline(platform.db, signature);
  return row ?? null;
}

const findHtml = statement<{ id: string }, { body: string; html: string; version: number }>('findPostHtml')`
  select body, body_html as html, html_version as version from posts where id = ${'id'}`;

/** The post's text as HTML, rendered anew where what is stored is of another version. */
export async function postHtml(platform: Platform, id: string): Promise<string> {
  const [post] = await findHtml(platform.db, { id });
  if (!post) return '';
  return post.version === MARKDOWN_VERSION ? post.html : renderMarkdown(post.body);
}

/** The body as it would look, where the Preview button was pressed without a script. */
export function previewOf(composed: Composed): string {
  return renderMarkdown(fieldText(composed.fields, 'body'));
}

/** True for the Preview button; a 200 then, because nothing was wrong. */
export function statusOf(composed: Composed): 200 | 422 {
  return composed.wantsPreview ? 200 : 422;
}
