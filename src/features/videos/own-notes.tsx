import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';

/** What one writes for oneself. Sealed where it is kept: no moderator, admin or stolen database reads it. */
export function OwnNotes({
  thread,
  notes,
  error,
}: {
  thread: { id: string };
  notes: string;
  error?: string | undefined;
}): JSX.Element {
  return (
    <details class="section own-notes" id="notes" open={notes !== '' || error !== undefined}>
      <summary>Your notes</summary>
      <PostForm action={urls.videoNotes(thread)} class="form">
        <TextArea
          name="notes"
          label="Notes on this video"
          help="Only you see them."
          value={notes}
          rows={5}
          limit={5000}
          optional
          error={error}
        />
        <div class="form-actions">
          <Button tone="quiet">Keep the notes</Button>
        </div>
      </PostForm>
    </details>
  );
}
