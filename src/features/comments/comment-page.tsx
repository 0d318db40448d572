import type { JSX } from 'preact';
import { fieldText } from '../../platform/http/raw-form.ts';
import { renderMarkdown } from '../../platform/markdown/markdown.ts';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Button } from '../../ui/button.tsx';
import { Clamp, fitsUnclamped } from '../../ui/clamp.tsx';
import { DraftSaver, DraftStatus } from '../../ui/draft-saver.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import { BylineField } from '../bylines/byline-field.tsx';
import type { PrintedByline } from '../bylines/printed-byline.ts';
import type { Composed } from '../posts/composing.ts';
import { limits } from '../posts/fields.ts';
import { nounOf } from '../posts/post-words.ts';
import type { Post } from '../posts/posts.ts';
import { threadCrumbs } from '../posts/thread-crumbs.ts';

export interface CommentPageProps {
  on: Post;
  account: Account;
  /** How they have signed in this thread already. */
  signs: PrintedByline | null;
  composed: Composed;
  errors: Record<string, string>;
}

/** Where a reply is written, and where a comment comes back when something is wrong with it. */
export function CommentPage(props: CommentPageProps): JSX.Element {
  const { on, account, signs, composed, errors } = props;
  const { fields, draft, preview } = composed;
  const reply = on.kind === 'comment';
  return (
    <div class="narrow stack">
      <Breadcrumb crumbs={threadCrumbs(on)} />
      <h1>{reply ? 'Reply to a comment' : `Comment on this ${nounOf(on.kind)}`}</h1>
      <h2 class="hidden-text">The {nounOf(on.kind)}</h2>
      <Quoted on={on} />
      <ErrorSummary errors={errors} />
      <DraftSaver kind="comment" on={on.id}>
        <PostForm action={urls.comments(on)} class="form">
          <MarkdownField
            name="body"
            label={reply ? 'Your reply' : 'Your comment'}
            value={fieldText(fields, 'body')}
            rows={5}
            limit={limits.comment.max}
            preview={preview}
            error={errors['body']}
          />
          <BylineField
            account={account}
            choice={fieldText(fields, 'byline')}
            fixed={signs}
            error={errors['byline']}
          />
          <DraftStatus draft={draft} />
          <div class="form-actions">
            <Button>{reply ? 'Reply' : 'Comment'}</Button>
          </div>
        </PostForm>
      </DraftSaver>
    </div>
  );
}

/** By its first lines, so that a long answer does not stand between the reader and the form. */
function Quoted({ on }: { on: Post }): JSX.Element {
  const html = renderMarkdown(on.body);
  return (
    <blockquote>
      <Clamp id={on.id} about={`the ${nounOf(on.kind)}`} short={fitsUnclamped(html)} html={html} />
    </blockquote>
  );
}
