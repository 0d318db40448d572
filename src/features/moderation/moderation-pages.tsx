import type { JSX } from 'preact';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorSummary } from '../../ui/form.tsx';
import { urls } from '../../urls.ts';
import type { Refused } from './act-forms.tsx';
import { ActForms } from './act-forms.tsx';
import { ActList } from './act-list.tsx';
import type { Act } from './acts.ts';
import type { ModeratedPost } from './moderated.ts';
import { Flags, ModeratedText, QueuedPost, headingOf } from './moderated-post.tsx';
import { ModerationTabs } from './moderation-tabs.tsx';

export function QueuePage({
  posts,
  waiting,
  now,
}: {
  posts: ModeratedPost[];
  waiting: number;
  now: Date;
}): JSX.Element {
  const more = waiting - posts.length;
  return (
    <div class="narrow">
      <div class="page-head">
        <h1>Moderation</h1>
        <p class="lede">Posts that members flagged. Nobody here sees who wrote them, or who flagged them.</p>
      </div>
      <ModerationTabs current="queue" />
      {posts.length === 0 ? (
        <EmptyState title="Nothing waits">
          <p>
            When a member reports a post, it stands here. What was decided before is in the{' '}
            <a href={urls.moderationLog()}>log</a>.
          </p>
        </EmptyState>
      ) : (
        posts.map((post) => <QueuedPost key={post.id} post={post} now={now} />)
      )}
      {more > 0 && <p class="section">{more} more follow when these are settled.</p>}
    </div>
  );
}

export function ModeratedPostPage({
  post,
  acts,
  now,
  refused,
}: {
  post: ModeratedPost;
  acts: Act[];
  now: Date;
  refused?: Refused | undefined;
}): JSX.Element {
  return (
    <div class="narrow stack">
      <Breadcrumb crumbs={[{ name: 'Moderation', href: urls.moderation() }]} />
      <h1 class="entry-title" dir="auto">
        {headingOf(post)}
      </h1>
      <ErrorSummary errors={refused?.errors ?? {}} />
      <h2 class="hidden-text">What it says</h2>
      <ModeratedText post={post} now={now} />
      <section class="stack" aria-labelledby="flags-title">
        <h2 id="flags-title">Flags</h2>
        <Flags post={post} now={now} />
      </section>
      <section class="stack" aria-labelledby="acts-title">
        <h2 id="acts-title">What you can do</h2>
        <ActForms post={post} from="post" refused={refused} />
      </section>
      <section class="stack" aria-labelledby="log-title">
        <h2 id="log-title">What was done</h2>
        {acts.length === 0 ? <p>Nothing so far.</p> : <ActList acts={acts} now={now} here />}
      </section>
    </div>
  );
}
