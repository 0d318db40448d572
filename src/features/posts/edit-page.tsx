import type { JSX } from 'preact';
import { fieldText } from '../../platform/http/raw-form.ts';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Button } from '../../ui/button.tsx';
import { DraftSaver, DraftStatus } from '../../ui/draft-saver.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { Composed } from './composing.ts';
import { limits } from './fields.ts';
import { nounOf } from './post-words.ts';
import type { Post } from './posts.ts';
import { threadCrumbs } from './thread-crumbs.ts';
import { WordingFields } from './wording-fields.tsx';

export interface EditPageProps {
  post: Post;
  composed: Composed;
  /** The revision that the change is made on. */
  revision: number;
  errors: Record<string, string>;
  /** The text that stands there now, where somebody was faster. */
  now: string | null;
}

export function EditPage({ post, composed, revision, errors, now }: EditPageProps): JSX.Element {
  return (
    <div class="narrow">
      <div class="page-head">
        <Breadcrumb crumbs={threadCrumbs(post)} />
        <h1>Edit your {nounOf(post.kind)}</h1>
        <p class="lede">Earlier versions stay readable beside it.</p>
      </div>
      <ErrorSummary errors={errors} />
      {now !== null && <StandsNow text={now} />}
      <DraftSaver kind="edit" on={post.id}>
        <PostForm action={urls.editPost(post)} class="form" masked={post.authorId !== null}>
          <input type="hidden" name="revision" value={revision} id="field-form" />
          {post.id === post.threadId ? (
            <WordingFields composed={composed} errors={errors} />
          ) : (
            <BodyField post={post} composed={composed} error={errors['body']} />
          )}
          <DraftStatus draft={composed.draft} />
          <div class="form-actions">
            <Button>Save the change</Button>
          </div>
        </PostForm>
      </DraftSaver>
    </div>
  );
}

type BodyFieldProps = Pick<EditPageProps, 'post' | 'composed'> & { error: string | undefined };

function BodyField({ post: { kind }, composed, error }: BodyFieldProps): JSX.Element {
  return (
    <MarkdownField
      name="body"
      label={`Your ${nounOf(kind)}`}
      value={fieldText(composed.fields, 'body')}
      rows={12}
      limit={kind === 'comment' ? limits.comment.max : limits.body.max}
      preview={composed.preview}
      error={error}
    />
  );
}

function StandsNow({ text }: { text: string }): JSX.Element {
  return (
    <details class="aside-note" open>
      <summary>What stands there now</summary>
      <pre tabIndex={0}>{text}</pre>
    </details>
  );
}
