import type { ComponentChildren, JSX } from 'preact';
import { urls } from '../urls.ts';

export type DraftSaverProps = {
  /** What is being written: the first column of a draft. */
  kind: 'question' | 'answer' | 'comment' | 'edit';
  /** The id of the thread or post that it is written for. */
  on?: string;
  /** The kept draft that filled the form. */
  draft?: { id: string; version: number };
  /** The form. */
  children: ComponentChildren;
};

/** Goes around the form. Keeps what is typed on the server, and says so. Put DraftStatus inside the form. */
export function DraftSaver({ kind, on, children }: Omit<DraftSaverProps, 'draft'>): JSX.Element {
  return (
    <draft-saver action={urls.drafts()} kind={kind} on={on}>
      {children}
    </draft-saver>
  );
}

/** The draft's own fields, so that posting the form can clear it, and the line that says what is kept. */
export function DraftStatus({ draft }: Pick<DraftSaverProps, 'draft'>): JSX.Element {
  return (
    <>
      <input type="hidden" name="draft" value={draft?.id ?? ''} />
      <input type="hidden" name="draftVersion" value={draft?.version ?? ''} />
      <p class="draft-status" role="status" />
    </>
  );
}
