import type { JSX } from 'preact';
import { fieldText } from '../../platform/http/raw-form.ts';
import { renderMarkdown } from '../../platform/markdown/markdown.ts';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Clamp, fitsUnclamped } from '../../ui/clamp.tsx';
import { DraftSaver, DraftStatus } from '../../ui/draft-saver.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { BylineField } from '../bylines/byline-field.tsx';
import { PostButton } from '../bylines/post-button.tsx';
import { PrivacyLine } from '../bylines/privacy-line.tsx';
import type { Signing } from '../bylines/signing.ts';
import { PublishField } from '../waiting/publish-field.tsx';
import type { Composed } from '../posts/composing.ts';
import { limits } from '../posts/fields.ts';
import { nounOf } from '../posts/post-words.ts';
import type { Post } from '../posts/posts.ts';
import { threadCrumbs } from '../posts/thread-crumbs.ts';

export interface CommentPageProps {
  on: Post;
  signing: Signing;
  composed: Composed;
  errors: Record<string, string>;
}

/** Where a reply is written, and where a comment comes back when something is wrong with it. */
export function CommentPage(props: CommentPageProps): JSX.Element {
  const { on, signing, composed, errors } = props;
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
            signing={signing}
            choice={fieldText(fields, 'byline')}
            confirmed={composed.underMyName}
            begunMasked={composed.begunMasked}
            errors={errors}
          />
          <PublishField value={composed.publish} />
          <DraftStatus draft={draft} />
          <div class="form-actions">
            <PostButton signing={signing} />
            <PrivacyLine />
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
