import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { fieldId } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import { postWords } from '../posts/post-words.ts';
import { useSite } from '../../ui/site.tsx';
import type { Doable } from './act-words.ts';
import { doableTo } from './act-words.ts';
import type { ActName } from './acts.ts';
import { suspensionLengths } from './acts.ts';
import type { ModeratedPost } from './moderated.ts';

export interface Refused {
  act: string;
  reason: string;
  until: string;
  errors: Record<string, string>;
}

interface Props {
  post: ModeratedPost;
  from: 'queue' | 'post';
  /** The form that came back because something was wrong with it. */
  refused?: Refused | undefined;
}

/** Each thing that can be done is a form of its own; what needs a reason opens first. */
export function ActForms({ post, from, refused }: Props): JSX.Element {
  const about = postWords(post, useSite().communityName);
  const doable = doableTo(post);
  return (
    <div class="act-forms">
      <div class="actions">
        {doable
          .filter(({ effect }) => !effect)
          .map(({ act, words }) => (
            <PostForm key={act} action={urls.moderationActs(post)}>
              <Hidden act={act} from={from} />
              <button type="submit" class="action">
                {words}
                <span class="hidden-text">: {about}</span>
              </button>
            </PostForm>
          ))}
      </div>
      {doable
        .filter(({ effect }) => effect)
        .map((each) => (
          <ReasonedAct
            key={each.act}
            {...{ post, from, about, each }}
            refused={refused?.act === each.act ? refused : undefined}
          />
        ))}
    </div>
  );
}

function ReasonedAct({
  post,
  from,
  about,
  each,
  refused,
}: Props & { about: string; each: Doable }): JSX.Element {
  return (
    <details class="act" open={refused !== undefined}>
      <summary>
        {each.words}
        <span class="hidden-text">: {about}</span>
      </summary>
      <PostForm action={urls.moderationActs(post)} class="form">
        <Hidden act={each.act} from={from} />
        <Reason
          id={refused ? fieldId('reason') : `reason-${each.act}-${post.id}`}
          each={each}
          refused={refused}
        />
        {each.timed && <Length id={refused ? fieldId('until') : `until-${post.id}`} refused={refused} />}
        <div class="form-actions">
          <Button tone={each.act === 'hide' || each.act === 'suspend' ? 'danger' : 'quiet'}>
            {each.words}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}

/** Its id names the post and the act, because the page holds many; the one that is wrong is the summary's. */
function Reason({
  id,
  each,
  refused,
}: {
  id: string;
  each: Doable;
  refused: Refused | undefined;
}): JSX.Element {
  const error = refused?.errors['reason'];
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={id}>{each.reasonLabel}</label>
      <p class="field-help" id={`${id}-help`}>
        {each.effect}
      </p>
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="circle-alert" />
          <span class="hidden-text">Error: </span>
          {error}
        </p>
      )}
      <input
        type="text"
        id={id}
        name="reason"
        required
        defaultValue={refused?.reason}
        aria-describedby={error ? `${id}-help ${id}-error` : `${id}-help`}
        aria-invalid={error ? 'true' : undefined}
      />
    </div>
  );
}

const lengths: Record<(typeof suspensionLengths)[number], string> = {
  1: 'for a day',
  7: 'for a week',
  30: 'for 30 days',
  lifted: 'until it is lifted',
};

function Length({ id, refused }: { id: string; refused: Refused | undefined }): JSX.Element {
  const error = refused?.errors['until'];
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for={id}>How long</label>
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="circle-alert" />
          <span class="hidden-text">Error: </span>
          {error}
        </p>
      )}
      <select id={id} name="until" aria-describedby={error ? `${id}-error` : undefined}>
        {suspensionLengths.map((length) => (
          <option key={length} value={length} selected={length === (refused?.until ?? '7')}>
            {lengths[length]}
          </option>
        ))}
      </select>
    </div>
  );
}

function Hidden({ act, from }: { act: ActName; from: 'queue' | 'post' }): JSX.Element {
  return (
    <>
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="from" value={from} />
    </>
  );
}
