import type { JSX } from 'preact';
import { useSite } from '../../ui/site.tsx';
import { Tag } from '../../ui/tag.tsx';
import { postAnchor } from '../../urls.ts';
import type { PostViewProps } from '../posts/post-view.tsx';
import { AcceptButton, PostEnd } from '../posts/post-end.tsx';
import { PostBody, PostByline } from '../posts/post-view.tsx';
import type { ShownPost } from '../posts/thread-page.ts';
import { postWords } from '../posts/post-words.ts';

/** An answer with its votes and comments; in an AMA, a question with the host's answer below it. */
export function AnswerView(props: PostViewProps): JSX.Element {
  return (
    <article {...frameOf(props.post, useSite().communityName)}>
      <AnswerParts {...props} />
    </article>
  );
}

/** The attributes of the element around an answer. */
export function frameOf(
  post: ShownPost,
  communityName: string,
): { class: string; id: string; 'aria-label': string } {
  return { class: 'answer', id: postAnchor(post.id), 'aria-label': postWords(post, communityName) };
}

/** What stands in that element. */
export function AnswerParts({ post, shown }: PostViewProps): JSX.Element {
  const { viewer } = shown;
  const about = postWords(post, useSite().communityName);
  const hostAnswers = (shown.repliesTo.get(post.id) ?? []).filter(({ kind }) => kind === 'answer');
  return (
    <>
      <PostByline post={post} shown={shown}>
        {post.accepted && <Tag tone="done">accepted</Tag>}
      </PostByline>
      <PostBody post={post} />
      {hostAnswers.map((answer) => (
        <div class="host-answer" id={postAnchor(answer.id)} key={answer.id}>
          <PostByline post={answer} shown={shown} />
          <PostBody post={answer} />
        </div>
      ))}
      <PostEnd post={post} shown={shown}>
        {viewer?.isAsker && post.kind === 'answer' && !post.removedBy && (
          <AcceptButton post={post} about={about} />
        )}
      </PostEnd>
    </>
  );
}
