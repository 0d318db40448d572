import type { JSX } from 'preact';
import { renderMarkup } from '../../ui/render.tsx';
import type { Site } from '../../ui/site.tsx';
import { useSite } from '../../ui/site.tsx';
import { anyId, fillSigning, SigningEnd } from '../comments/comment-form.tsx';
import type { Shown } from '../posts/post-view.tsx';
import type { ShownPost } from '../posts/thread-page.ts';
import type { ThreadViewer } from '../posts/thread-viewer.ts';
import { AnswerParts, frameOf } from './answer-view.tsx';

export interface KeptAnswerProps {
  post: ShownPost;
  shown: Shown & { viewer: ThreadViewer };
  /** Markup of this thread that was rendered before, by what decides about it. */
  rendered: Map<string, string>;
}

/**
 * An answer as members see it. It is rendered once for all to whom it looks the same, which are most; how they
 * would sign a comment is filled in for each.
 */
export function KeptAnswer({ post, shown, rendered }: KeptAnswerProps): JSX.Element {
  const site = useSite();
  const key = `${post.id} ${stateOf(post, shown)}`;
  let markup = rendered.get(key);
  if (markup === undefined) {
    if (rendered.size >= mostKept) rendered.clear();
    markup = renderMarkup(site, <AnswerParts post={post} shown={{ ...shown, forMany: true }} />);
    rendered.set(key, markup);
  }
  const whole = fillSigning(markup, signingOf(shown.viewer, site));
  return <article {...frameOf(post, site.communityName)} dangerouslySetInnerHTML={{ __html: whole }} />;
}

const mostKept = 400;
const tenMinutes = 600_000;

/** Everything about the viewer, and the time, that an answer and what is below it is rendered by. */
function stateOf(post: ShownPost, shown: KeptAnswerProps['shown']): string {
  const { viewer, now, takesComments } = shown;
  const own = (each: ShownPost): string => {
    const below = shown.repliesTo.get(each.id) ?? [];
    const state = viewer.mine.has(each.id) ? 'own' : (viewer.votes.get(each.id) ?? 0);
    return [state, ...below.map(own)].join();
  };
  const rights = [viewer.isAsker, viewer.isModerator, takesComments].map(Number).join('');
  return `${Math.floor(now.getTime() / tenMinutes)} ${rights} ${own(post)}`;
}

const signings = new WeakMap<ThreadViewer, string>();

function signingOf(viewer: ThreadViewer, site: Site): string {
  const known = signings.get(viewer) ?? renderMarkup(site, <SigningEnd viewer={viewer} id={anyId} />);
  signings.set(viewer, known);
  return known;
}
