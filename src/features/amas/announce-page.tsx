import type { JSX } from 'preact';
import { fieldText } from '../../platform/http/raw-form.ts';
import { Button } from '../../ui/button.tsx';
import { DraftSaver, DraftStatus } from '../../ui/draft-saver.tsx';
import { Checkbox, ErrorSummary, TextField } from '../../ui/form.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { TopicField } from '../../ui/topic-field.tsx';
import { urls } from '../../urls.ts';
import type { Account } from '../accounts/accounts.ts';
import { isModerator } from '../accounts/accounts.ts';
import type { Composed } from '../posts/composing.ts';
import { limits } from '../posts/fields.ts';
import { ScheduleFields } from './schedule-fields.tsx';

export interface AnnouncePageProps {
  account: Account;
  composed: Composed;
  errors: Record<string, string>;
}

export function AnnouncePage({ account, composed, errors }: AnnouncePageProps): JSX.Element {
  const { fields, draft, preview } = composed;
  const text = (name: string) => fieldText(fields, name);
  return (
    <div class="narrow">
      <div class="page-head">
        <h1>Announce an AMA</h1>
        <p class="lede">
          An hour in which people ask you anything. They ask ahead, vote for what they want to know, and read
          along; what you answer stays.
        </p>
      </div>
      <ErrorSummary errors={errors} />
      {!account.profile && <NoProfile isModerator={isModerator(account)} />}
      <DraftSaver kind="ama">
        <PostForm action={urls.amas()} class="form">
          <TextField
            name="title"
            label="Title"
            help="Who you are, in the words of those who would ask. “I led three reorgs at a bank. Ask me anything.”"
            value={text('title')}
            limit={limits.title.max}
            error={errors['title']}
          />
          <MarkdownField
            name="body"
            label="What you can speak about"
            help="A list with - in front of each line becomes what people may ask about."
            value={text('body')}
            rows={10}
            limit={limits.body.max}
            preview={preview}
            error={errors['body']}
          />
          <TopicField
            name="topics"
            label="Topics"
            help={`Up to ${limits.topics}, separated by commas. They decide who sees this.`}
            value={text('topics')}
            max={limits.topics}
            error={errors['topics']}
          />
          <ScheduleFields fields={fields} errors={errors} />
          <SettingFields fields={fields} />
          {isModerator(account) && <GuestFields text={text} errors={errors} />}
          <DraftStatus draft={draft} />
          <div class="form-actions">
            <Button>Announce it{account.profile ? ` as ${account.profile.name}` : ''}</Button>
          </div>
        </PostForm>
      </DraftSaver>
    </div>
  );
}

function NoProfile({ isModerator: may }: { isModerator: boolean }): JSX.Element {
  return (
    <p class="aside-note">
      An AMA is hosted under a name. <a href={urls.settingsProfile()}>Make a profile</a> first
      {may ? ', or name somebody else below' : ''}.
    </p>
  );
}

/** How questions come in, and what readers see of answers. */
export function SettingFields({ fields }: { fields: Composed['fields'] }): JSX.Element {
  return (
    <>
      <Checkbox
        name="approveFirst"
        label="Read each question before others see it"
        help="You let it in, or turn it down with a reason that only its asker sees."
        checked={fieldText(fields, 'approveFirst') === '1'}
      />
      <Checkbox
        name="showsDrafts"
        label="Let readers watch answers being written"
        help="While you are live, what you type appears a second later."
        checked={fieldText(fields, 'showsDrafts') === '1'}
      />
    </>
  );
}

function GuestFields(props: { text: (name: string) => string; errors: Record<string, string> }): JSX.Element {
  const { text, errors } = props;
  return (
    <details class="fold" open={text('guestName') !== ''}>
      <summary>Somebody without an account hosts it</summary>
      <TextField
        name="guestName"
        label="Their name"
        optional
        help="They get a link that lets one browser in, once. You see it after you have announced this."
        value={text('guestName')}
        error={errors['guestName']}
      />
      <TextField
        name="guestTitle"
        label="What they are"
        optional
        help="For example “Director of Engineering at Contoso”."
        value={text('guestTitle')}
        error={errors['guestTitle']}
      />
    </details>
  );
}
