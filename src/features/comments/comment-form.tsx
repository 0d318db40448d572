import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import { firstMasked, printedChoice } from '../bylines/byline-field.tsx';
import { openChoices } from '../bylines/bylines.ts';
import { bylineText } from '../bylines/printed-byline.ts';
import type { ShownPost } from '../posts/thread-page.ts';
import type { ThreadViewer } from '../posts/thread-viewer.ts';

/** A short form that opens in place. Its errors come back on the comment's own page, filled in. */
export function CommentForm({
  post,
  viewer,
  about,
}: {
  post: ShownPost;
  viewer: ThreadViewer;
  about: string;
}): JSX.Element {
  const id = `comment-${post.id}`;
  return (
    <details class="comment-box">
      <summary class="action">
        <Icon name="message-square" /> Comment<span class="hidden-text"> on {about}</span>
      </summary>
      <PostForm action={urls.comments(post)} class="form">
        <div class="field">
          <label for={id}>Your comment</label>
          <textarea id={id} name="body" rows={3} required />
        </div>
        <Signing viewer={viewer} id={`${id}-byline`} />
        <div class="form-actions">
          <Button>Comment</Button>
        </div>
      </PostForm>
    </details>
  );
}

function Signing({ viewer, id }: { viewer: ThreadViewer; id: string }): JSX.Element {
  const { communityName } = useSite();
  const { account, signs } = viewer;
  if (signs) {
    const handle = signs.form === 'named' ? '' : `, ${signs.handle}`;
    return (
      <p class="field-help">
        Signed {bylineText(signs, communityName)}
        {handle}, as before in this thread.
        <input type="hidden" name="byline" value={signs.form === 'named' ? 'named' : 'member'} />
      </p>
    );
  }
  const open = openChoices(account);
  return (
    <div class="field">
      <label for={id}>Signed as</label>
      <select id={id} name="byline">
        {open.map((choice) => (
          <option key={choice} value={choice} selected={choice === firstMasked(open)}>
            {bylineText(printedChoice(account, choice), communityName)}
          </option>
        ))}
      </select>
    </div>
  );
}
