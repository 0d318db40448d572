import type { JSX } from 'preact';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { momentUrl, urls } from '../../urls.ts';
import type { AccessedVideo } from '../videos/watch-access.ts';
import type { Suggestion } from './suggestions.ts';
import { clockTime } from './timestamps.ts';

/** What readers would have the transcript say, for its author to take over or put away. */
export function SuggestionsPage({
  video,
  suggestions,
}: {
  video: AccessedVideo;
  suggestions: readonly Suggestion[];
}): JSX.Element {
  return (
    <div class="narrow stack">
      <Breadcrumb crumbs={[{ name: video.title, href: urls.video(video) }]} />
      <h1>Suggested corrections</h1>
      {suggestions.length === 0 && (
        <EmptyState title="Nothing suggested">
          <p>When somebody reads along and finds a word that is wrong, it is listed here.</p>
        </EmptyState>
      )}
      <ul class="suggestions">
        {suggestions.map((suggestion) => (
          <li key={suggestion.id}>
            <Suggested video={video} suggestion={suggestion} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Suggested({ video, suggestion }: { video: AccessedVideo; suggestion: Suggestion }): JSX.Element {
  const { id, lang, startsMs, was, becomes, outdated } = suggestion;
  return (
    <article class="stack" aria-label={`At ${clockTime(startsMs)}`}>
      <p class="label">
        <a href={momentUrl(video, startsMs)}>At {clockTime(startsMs)}</a>, {lang}
      </p>
      <p>
        <del lang={lang}>{was}</del>
      </p>
      <p>
        <ins lang={lang}>{becomes}</ins>
      </p>
      {outdated && <p class="field-help">These words have changed since. It can only be put away.</p>}
      <PostForm action={urls.captionSuggestion({ id })}>
        <div class="form-actions">
          {!outdated && (
            <Button name="decision" value="accept">
              Take it over
            </Button>
          )}
          <Button tone="quiet" name="decision" value="decline">
            Put it away
          </Button>
        </div>
      </PostForm>
    </article>
  );
}
