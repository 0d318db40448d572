import type { JSX } from 'preact';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Button } from '../../ui/button.tsx';
import { DraftSaver, DraftStatus } from '../../ui/draft-saver.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { WordingFields } from '../questions/ask-page.tsx';
import { limits } from './fields.ts';
import { nounOf } from './post-words.ts';
import type { Post } from './posts.ts';
import { threadCrumbs } from './thread-crumbs.ts';

export interface EditPageProps {
  post: Post;
  fields: RawForm;
  errors: Record<string, string>;
  /** What stands there now, where somebody was faster. */
  now: RawForm | null;
  draft?: { id: string; version: number };
  preview?: string;
}

export function EditPage({ post, fields, errors, now, draft, preview }: EditPageProps): JSX.Element {
  const text = (name: string) => fieldText(fields, name);
  const shown = preview === undefined ? {} : { preview };
  return (
    <div class="narrow">
      <div class="page-head">
        <Breadcrumb crumbs={threadCrumbs(post)} />
        <h1>Edit your {nounOf(post.kind)}</h1>
        <p class="lede">Earlier versions stay readable beside it.</p>
      </div>
      <ErrorSummary errors={errors} />
      {now && <StandsNow fields={now} />}
      <DraftSaver kind="edit" on={post.id}>
        <PostForm action={urls.editPost(post)} class="form">
          <input type="hidden" name="revision" value={post.revision} id="field-form" />
          {post.id === post.threadId ? (
            <WordingFields
              values={{
                title: text('title'),
                tldr: text('tldr'),
                body: text('body'),
                topics: text('topics'),
              }}
              errors={errors}
              {...shown}
            />
          ) : (
            <MarkdownField
              name="body"
              label={`Your ${nounOf(post.kind)}`}
              value={text('body')}
              rows={12}
              limit={post.kind === 'comment' ? limits.comment.max : limits.body.max}
              error={errors['body']}
              {...shown}
            />
          )}
          <DraftStatus {...(draft ? { draft } : {})} />
          <div class="form-actions">
            <Button>Save the change</Button>
          </div>
        </PostForm>
      </DraftSaver>
    </div>
  );
}

function StandsNow({ fields }: { fields: RawForm }): JSX.Element {
  return (
    <details class="aside-note" open>
      <summary>What stands there now</summary>
      <pre tabIndex={0}>{fieldText(fields, 'body')}</pre>
    </details>
  );
}
