import type { JSX } from 'preact';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, RadioGroup, TextArea } from '../../ui/form.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { postPlace, urls } from '../../urls.ts';
import { nounOf } from '../posts/post-words.ts';
import type { Post } from '../posts/posts.ts';
import { threadCrumbs } from '../posts/thread-crumbs.ts';
import { flagWords } from './flag-words.ts';
import { flagReasons, noteLimit } from './flags.ts';

export interface FlagPageProps {
  post: Post;
  excerpt: string;
  reason?: string;
  note?: string;
  errors?: Record<string, string>;
}

export function FlagPage({ post, excerpt, reason, note, errors = {} }: FlagPageProps): JSX.Element {
  const choices = flagReasons.map((value) => ({ value, ...flagWords[value] }));
  return (
    <div class="narrow stack">
      <Breadcrumb crumbs={threadCrumbs(post)} />
      <h1>Report this {nounOf(post.kind)}</h1>
      <p class="lede">A moderator will look at it. Nobody learns that it was you, not even they.</p>
      <blockquote class="text" dir="auto">
        {excerpt}
      </blockquote>
      <ErrorSummary errors={errors} />
      <PostForm action={urls.flags(post)} class="form">
        <RadioGroup
          name="reason"
          label="What is wrong with it?"
          choices={choices}
          value={reason}
          error={errors['reason']}
        />
        <TextArea
          name="note"
          label="Anything that helps to understand it"
          help="Moderators read this. Leave out what would tell who you are."
          value={note}
          rows={3}
          limit={noteLimit}
          error={errors['note']}
          optional
        />
        <div class="form-actions">
          <Button>Report</Button>
          <a href={postPlace(post)}>Back without reporting</a>
        </div>
      </PostForm>
    </div>
  );
}

export function FlaggedPage({ post }: { post: Post }): JSX.Element {
  return (
    <div class="narrow stack">
      <Breadcrumb crumbs={threadCrumbs(post)} />
      <h1>Thank you</h1>
      <p class="lede">
        Your report is with the moderators. They see the post, what you chose and what you noted, and not who
        you are.
      </p>
      <p>Not every report ends with something hidden: they decide by the rules that hold for everyone.</p>
      <p>
        <a class="button button-quiet" href={postPlace(post)}>
          <Icon name="arrow-left" /> Back to the {nounOf(post.kind)}
        </a>
      </p>
    </div>
  );
}
