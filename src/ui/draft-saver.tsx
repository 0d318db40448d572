import type { ComponentChildren, JSX } from 'preact';
import { urls } from '../urls.ts';

export type DraftSaverProps = {
  /** What is being written. */
  kind: 'question' | 'answer' | 'comment' | 'edit' | 'ama' | 'amaQuestion';
  /** The id of the thread or post that it is written for. */
  on?: string;
  /** The form. */
  children: ComponentChildren;
};

/** Goes around the form. Keeps what is typed on the server, and says so. Put DraftStatus inside the form. */
export function DraftSaver({ kind, on, children }: DraftSaverProps): JSX.Element {
  return (
    <draft-saver action={urls.drafts()} kind={kind} on={on}>
      {children}
    </draft-saver>
  );
}

/** A draft that the server holds, at the version that the writer has before them. */
export type KeptDraft = { id: string; version: number };

/**
 * The draft's own fields, so that posting the form can clear it, and the line that says what is kept. `draft`:
 * the one that filled the form.
 */
export function DraftStatus({ draft }: { draft: KeptDraft | null }): JSX.Element {
  return (
    <>
      <input type="hidden" name="draft" value={draft?.id ?? ''} />
      <input type="hidden" name="draftVersion" value={draft?.version ?? ''} />
      <p class="draft-status" role="status" />
    </>
  );
}
