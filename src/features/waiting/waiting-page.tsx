import type { JSX } from 'preact';
import { fieldText } from '../../platform/http/raw-form.ts';
import { truncate } from '../../platform/text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { WaitingPost } from './waiting-posts.ts';

const words = {
  question: 'A question',
  answer: 'An answer',
  comment: 'A comment',
  amaQuestion: 'A question in an AMA',
};

/** What is posted and has not appeared yet, for its author. */
export function WaitingPage({ waiting }: { waiting: readonly WaitingPost[] }): JSX.Element {
  return (
    <div class="narrow">
      <div class="page-head">
        <h1>Waiting to appear</h1>
        <p class="lede">
          What you have posted appears by itself, at a random moment within five minutes; a question in an AMA
          within half a minute, together with others. Nobody but you can see that it waits.
        </p>
      </div>
      {waiting.length === 0 && (
        <EmptyState title="Nothing waits">
          <p>
            What waited has appeared, or is a draft again. <a href={urls.drafts()}>Your drafts</a>
          </p>
        </EmptyState>
      )}
      <ul class="entries">
        {waiting.map((post) => (
          <li key={post.id} class="entry entry-short">
            <h2 class="entry-title" dir="auto">
              {titleOf(post)}
            </h2>
            <div class="entry-meta">
              <span>{words[post.kind]}</span>
            </div>
            <PostForm action={urls.waitingPost(post)} class="form-actions">
              <Button tone="quiet" name="act" value="back">
                Take it back as a draft
              </Button>
              {post.windowOf === null && (
                <Button tone="quiet" name="act" value="now">
                  Let it appear now
                </Button>
              )}
            </PostForm>
          </li>
        ))}
      </ul>
    </div>
  );
}

function titleOf({ fields }: WaitingPost): string {
  return fieldText(fields, 'title') || truncate(fieldText(fields, 'body'), 80);
}
