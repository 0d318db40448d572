import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { ThreadPage } from '../posts/thread-page.ts';

/** Closes the question with a reason, or opens it again. */
export function ClosingForm({ thread }: { thread: ThreadPage }): JSX.Element {
  if (thread.closed) {
    return (
      <PostForm action={urls.closure(thread)} class="form-actions">
        <input type="hidden" name="closed" value="0" />
        <Button tone="quiet">Open it again</Button>
      </PostForm>
    );
  }
  return (
    <details class="comment-box">
      <summary class="action action-plain">
        <Icon name="lock" /> Close this question
      </summary>
      <PostForm action={urls.closure(thread)} class="form">
        <div class="field">
          <label for="closing-reason">Why it takes no more answers</label>
          <p class="field-help" id="closing-reason-help">
            Readers see this. For example: “I took the second offer; thank you all.”
          </p>
          <input
            type="text"
            id="closing-reason"
            name="reason"
            required
            aria-describedby="closing-reason-help"
          />
        </div>
        <div class="form-actions">
          <Button name="closed" value="1">
            Close the question
          </Button>
        </div>
      </PostForm>
    </details>
  );
}
