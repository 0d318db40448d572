import type { JSX } from 'preact';
import { diffText } from '../../platform/text-diff.ts';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import type { Revision, Wording } from './editing.ts';
import { nounOf } from './post-words.ts';
import type { Post } from './posts.ts';
import { threadCrumbs } from './thread-crumbs.ts';

export interface RevisionsPageProps {
  post: Post;
  now: Date;
  wording: Wording;
  revisions: Revision[];
}

/** Each change to a post, newest first, as what was taken out and what was put in. */
export function RevisionsPage({ post, wording, revisions, now }: RevisionsPageProps): JSX.Element {
  return (
    <div class="narrow">
      <div class="page-head">
        <Breadcrumb crumbs={threadCrumbs(post)} />
        <h1>Earlier versions</h1>
        <p class="lede">What was changed in this {nounOf(post.kind)}, newest first.</p>
      </div>
      {revisions.length === 0 && <EmptyState title="It stands as it was first written" />}
      {revisions.map((before, index) => (
        <Change
          key={before.revision}
          before={before}
          after={revisions[index - 1] ?? wording}
          among={revisions.length}
          masked={post.authorId !== null}
          now={now}
        />
      ))}
    </div>
  );
}

type ChangeProps = { before: Revision; after: Wording; among: number; masked: boolean; now: Date };

function Change({ before, after, among, masked, now }: ChangeProps): JSX.Element {
  return (
    <section class="section revision" aria-labelledby={`revision-${before.revision}`}>
      <h2 id={`revision-${before.revision}`}>
        Version {before.revision} to {before.revision + 1}
      </h2>
      <p class="field-help">
        Version {before.revision} is from <TimeAgo at={before.at} now={now} coarse={masked} />
      </p>
      {before.title !== null && <Diff label="Title" before={before.title} after={after.title ?? ''} />}
      {before.tldr !== null && <Diff label="TL;DR" before={before.tldr} after={after.tldr ?? ''} />}
      <Diff label="Text" before={before.body} after={after.body} among={among} />
      {before.topics !== null && (
        <Diff label="Topics" before={before.topics.join(', ')} after={(after.topics ?? []).join(', ')} />
      )}
    </section>
  );
}

function Diff({
  label,
  before,
  after,
  among = 1,
}: {
  label: string;
  before: string;
  after: string;
  among?: number;
}): JSX.Element | null {
  if (before === after) return null;
  return (
    <div>
      <h3 class="label">{label}</h3>
      <p class="revision-text" dir="auto">
        {diffText(before, after, among).map((part, index) => (
          <DiffPart key={index} {...part} />
        ))}
      </p>
    </div>
  );
}

function DiffPart({ kind, text }: { kind: 'same' | 'added' | 'removed'; text: string }): JSX.Element {
  if (kind === 'added') return <ins>{text}</ins>;
  if (kind === 'removed') return <del>{text}</del>;
  return <>{text}</>;
}
