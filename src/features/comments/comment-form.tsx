import type { JSX } from 'preact';
import { Icon } from '../../ui/icon.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';
import { PostButton } from '../bylines/post-button.tsx';
import { PrivacyLine } from '../bylines/privacy-line.tsx';
import { bylineText } from '../bylines/printed-byline.ts';
import type { OfferedByline } from '../bylines/signing.ts';
import type { ShownPost } from '../posts/thread-page.ts';
import type { ThreadViewer } from '../posts/thread-viewer.ts';

/** A short form that opens in place. Its errors come back on the comment's own page, filled in. */
export function CommentForm({
  post,
  viewer,
  about,
  keepsSigning,
}: {
  post: ShownPost;
  viewer: ThreadViewer;
  about: string;
  /** False: a mark stands where the signing goes, for `fillSigning`. */
  keepsSigning: boolean;
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
        {keepsSigning ? <SigningEnd viewer={viewer} id={id} /> : <signing-end id={id} />}
      </PostForm>
    </details>
  );
}

const mark = /<signing-end id="([\w-]+)"><\/signing-end>/g;

/** Puts the end of the form, which is `template` for the id `anyId`, where rendering has left a mark for it. */
export function fillSigning(markup: string, template: string): string {
  return markup.replaceAll(mark, (_, id: string) => template.replaceAll(anyId, id));
}

export const anyId = 'comment-any-post';

/** How it is signed, and the button. */
export function SigningEnd({ viewer, id }: { viewer: ThreadViewer; id: string }): JSX.Element {
  return (
    <>
      <Signing viewer={viewer} id={`${id}-byline`} />
      <div class="form-actions">
        <PostButton signing={viewer.signing} />
        <PrivacyLine />
      </div>
    </>
  );
}

/** The name is in a group of its own, and whoever chooses it is asked once more. */
function Signing({ viewer, id }: { viewer: ThreadViewer; id: string }): JSX.Element {
  const { communityName } = useSite();
  const { fixed, named, masked, proposed } = viewer.signing;
  if (fixed) {
    const handle = fixed.form === 'named' ? '' : `, ${fixed.handle}`;
    return (
      <p class="field-help">
        Signed {bylineText(fixed, communityName)}
        {handle}, as before in this thread.
        <input type="hidden" name="byline" value={fixed.form === 'named' ? 'named' : 'member'} />
        {fixed.form === 'named' && <input type="hidden" name="underMyName" value="1" />}
      </p>
    );
  }
  const options = masked.map((offered) => (
    <BylineOption key={offered.choice} offered={offered} selected={offered.choice === proposed} />
  ));
  return (
    <div class="field">
      <label for={id}>Signed as</label>
      <select id={id} name="byline">
        {named ? <optgroup label="Masked">{options}</optgroup> : options}
        {named && (
          <optgroup label="Under your name">
            <BylineOption offered={named} selected={false} />
          </optgroup>
        )}
      </select>
    </div>
  );
}

function BylineOption({ offered, selected }: { offered: OfferedByline; selected: boolean }): JSX.Element {
  const { choice, byline, refusal } = offered;
  const line = bylineText(byline, useSite().communityName);
  return (
    <option value={choice} selected={selected} disabled={refusal !== null}>
      {refusal ? `${line} – ${refusal}` : line}
    </option>
  );
}
