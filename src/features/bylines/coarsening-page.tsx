import type { JSX } from 'preact';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, RadioGroup } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { postPlace, urls } from '../../urls.ts';
import type { Post } from '../posts/posts.ts';
import { threadCrumbs } from '../posts/thread-crumbs.ts';
import { BylineLine, BylineWho } from './byline.tsx';
import type { MaskedByline } from './bylines.ts';
import { printByline } from './bylines.ts';
import type { CoarserByline } from './coarser.ts';

export interface CoarseningPageProps {
  post: Post;
  byline: MaskedByline & { handle: string };
  coarser: readonly CoarserByline[];
  errors: Record<string, string>;
  chosen: string;
}

/** Where an author takes parts out of a byline that is frozen. */
export function CoarseningPage(props: CoarseningPageProps): JSX.Element {
  const { post, byline, coarser, errors } = props;
  return (
    <div class="narrow stack">
      <Breadcrumb crumbs={threadCrumbs(post)} />
      <h1>Show less in the byline</h1>
      <p>Everything you wrote in this thread is signed</p>
      <BylineLine byline={printed(byline, byline.handle)} />
      {coarser.length === 0 ? (
        <p>
          It says nothing of your work, so there is nothing left to take out.{' '}
          <a href={postPlace(post)}>Back to the thread</a>
        </p>
      ) : (
        <>
          <ErrorSummary errors={errors} />
          <Forms {...props} />
        </>
      )}
    </div>
  );
}

function Forms({ post, coarser, errors, chosen }: CoarseningPageProps): JSX.Element {
  return (
    <PostForm action={urls.byline(post)} class="form">
      <RadioGroup
        name="byline"
        label="Sign it from now on as"
        error={errors['byline']}
        choices={coarser.map(({ form, byline }) => ({
          value: form,
          label: <BylineWho byline={printed(byline, '')} plain />,
        }))}
        value={chosen}
      />
      <ul>
        <li>It changes on all your posts in this thread, also where they are listed, found and exported.</li>
        <li>Your handle stays, so that others can still follow who said what.</li>
        <li>It cannot be undone: a byline never becomes more exact again.</li>
        <li>Whoever has read or copied the page before has seen what stood there.</li>
      </ul>
      <div class="form-actions">
        <Button>Show less</Button>
        <a href={postPlace(post)}>Leave it as it is</a>
      </div>
    </PostForm>
  );
}

function printed(byline: MaskedByline, handle: string) {
  const { level, role, nativeLevel, company } = byline;
  const nameless = { name: null, profileSlug: null, title: null };
  return printByline({ level, role, nativeLevel, company, handle, ...nameless });
}
