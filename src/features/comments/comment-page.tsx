import type { JSX } from 'preact';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Button } from '../../ui/button.tsx';
import { DraftSaver, DraftStatus } from '../../ui/draft-saver.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import { BylineField } from '../bylines/byline-field.tsx';
import type { PrintedByline } from '../bylines/printed-byline.ts';
import { limits } from '../posts/fields.ts';
import { nounOf } from '../posts/post-words.ts';
import type { Post } from '../posts/posts.ts';
import { threadCrumbs } from '../posts/thread-crumbs.ts';

export interface CommentPageProps {
  on: Post;
  onHtml: string;
  account: Account;
  signs: PrintedByline | null;
  body?: string;
  byline?: string;
  draft?: { id: string; version: number };
  preview?: string;
  errors?: Record<string, string>;
}

/** Where a reply is written, and where a comment comes back when something is wrong with it. */
export function CommentPage(props: CommentPageProps): JSX.Element {
  const { on, onHtml, account, signs, body, byline, draft, preview, errors = {} } = props;
  const reply = on.kind === 'comment';
  return (
    <div class="narrow stack">
      <Breadcrumb crumbs={threadCrumbs(on)} />
      <h1>{reply ? 'Reply to a comment' : `Comment on this ${nounOf(on.kind)}`}</h1>
      <h2 class="hidden-text">The {nounOf(on.kind)}</h2>
      <blockquote class="text" dangerouslySetInnerHTML={{ __html: onHtml }} />
      <ErrorSummary errors={errors} />
      <DraftSaver kind="comment" on={on.id}>
        <PostForm action={urls.comments(on)} class="form">
          <MarkdownField
            name="body"
            label={reply ? 'Your reply' : 'Your comment'}
            value={body}
            rows={5}
            limit={limits.comment.max}
            preview={preview}
            error={errors['body']}
          />
          <BylineField account={account} choice={byline} fixed={signs} error={errors['byline']} />
          <DraftStatus {...(draft ? { draft } : {})} />
          <div class="form-actions">
            <Button>{reply ? 'Reply' : 'Comment'}</Button>
          </div>
        </PostForm>
      </DraftSaver>
    </div>
  );
}
