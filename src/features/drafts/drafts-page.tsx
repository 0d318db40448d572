import type { JSX } from 'preact';
import { fieldText } from '../../platform/http/raw-form.ts';
import { truncate } from '../../platform/text.ts';
import { Action } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { urls } from '../../urls.ts';
import type { Draft, DraftKind } from './drafts.ts';

const words: Record<DraftKind, string> = {
  question: 'A question',
  answer: 'An answer',
  comment: 'A comment',
  edit: 'A change to a post',
  ama: 'An AMA',
  amaQuestion: 'A question in an AMA',
};

export function DraftsPage({ drafts, now }: { drafts: Draft[]; now: Date }): JSX.Element {
  return (
    <div class="narrow">
      <div class="page-head">
        <h1>Your drafts</h1>
        <p class="lede">Kept as you type, readable by you alone.</p>
        <p>
          Posted, and not there yet? See <a href={urls.waitingPosts()}>what waits to appear</a>.
        </p>
      </div>
      {drafts.length === 0 ? (
        <EmptyState title="No drafts">
          <p>
            What you begin to write is kept here until you post it.{' '}
            <a href={urls.newQuestion()}>Ask a question</a>
          </p>
        </EmptyState>
      ) : (
        <ul class="entries">
          {drafts.map((draft) => (
            <DraftEntry key={draft.id} draft={draft} now={now} />
          ))}
        </ul>
      )}
    </div>
  );
}

function DraftEntry({ draft, now }: { draft: Draft; now: Date }): JSX.Element {
  const body = fieldText(draft.fields, 'body');
  const title = fieldText(draft.fields, 'title') || truncate(body, 80) || 'Nothing yet';
  return (
    <li class="entry entry-short">
      <h2 class="entry-title" dir="auto">
        <a href={urls.draft(draft)}>{title}</a>
      </h2>
      <div class="entry-meta">
        <span>{words[draft.kind]}</span>
        <span>
          saved <TimeAgo at={draft.savedAt} now={now} />
        </span>
        <PostForm action={urls.draft(draft)}>
          <Action word="Discard" icon="trash-2" about={`the draft “${title}”`} />
        </PostForm>
      </div>
    </li>
  );
}
