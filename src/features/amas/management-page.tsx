import type { JSX } from 'preact';
import { fieldText, type RawForm } from '../../platform/http/raw-form.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, TextField } from '../../ui/form.tsx';
import { MarkdownField } from '../../ui/markdown-field.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { Ama } from './amas.ts';
import { SettingFields } from './announce-page.tsx';
import type { Hosting } from './hosting.ts';
import { ManagedHosts } from './managed-hosts.tsx';
import { ScheduleFields } from './schedule-fields.tsx';

export interface ManagementPageProps {
  hosting: Hosting;
  /** What stands in the fields: as it is, or as it came back. */
  fields: RawForm;
  errors: Record<string, string>;
  /** A link that was just made, to be shown this once. */
  link: string | null;
}

/** What hosts and moderators set: times, hosts, how questions come in, the summary, and an end. */
export function ManagementPage({ hosting, fields, errors, link }: ManagementPageProps): JSX.Element {
  const { ama } = hosting;
  const isAhead = ama.state === 'announced' || ama.state === 'live';
  return (
    <div class="narrow">
      <div class="page-head">
        <p class="crumbs">
          <a href={urls.ama(ama)}>{ama.title}</a> · <a href={urls.amaStage(ama)}>Stage</a>
        </p>
        <h1>Times, hosts and settings</h1>
      </div>
      <ErrorSummary errors={errors} />
      {link && <NewLink link={link} />}
      {isAhead && (
        <section class="section" aria-labelledby="times-title">
          <h2 id="times-title">When, and how questions come in</h2>
          <PostForm action={urls.amaSchedule(ama)} class="form">
            <ScheduleFields fields={fields} errors={errors} />
            <SettingFields fields={fields} />
            <div class="form-actions">
              <Button>Save</Button>
            </div>
            <p class="field-help">Whoever wanted to be reminded, and their calendars, follow new times.</p>
          </PostForm>
        </section>
      )}
      <ManagedHosts hosting={hosting} fields={fields} errors={errors} />
      {ama.state !== 'cancelled' && <Afterwards ama={ama} fields={fields} errors={errors} />}
      {isAhead && (
        <section class="section" aria-labelledby="cancel-title">
          <h2 id="cancel-title">Call it off</h2>
          <PostForm action={urls.amaState(ama)} class="form">
            <TextField
              name="reason"
              label="Why"
              help="Everybody reads this on the page. Whoever wanted to be reminded is told."
              value={fieldText(fields, 'reason')}
              error={errors['reason']}
            />
            <div class="form-actions">
              <Button tone="danger" name="act" value="cancel">
                Cancel the AMA
              </Button>
            </div>
          </PostForm>
        </section>
      )}
    </div>
  );
}

function NewLink({ link }: { link: string }): JSX.Element {
  return (
    <section class="aside-note" aria-labelledby="link-title">
      <h2 class="label" id="link-title">
        The link, shown this once
      </h2>
      <p>
        <code class="one-time-link">{link}</code>
      </p>
      <p>Send it to the host. It lets one browser in, once; whoever has it can answer in their name.</p>
    </section>
  );
}

function Afterwards(props: { ama: Ama; fields: RawForm; errors: Record<string, string> }): JSX.Element {
  const { ama, fields, errors } = props;
  return (
    <section class="section" aria-labelledby="after-title">
      <h2 id="after-title">Afterwards</h2>
      {(ama.state === 'overflow' || ama.state === 'live' || ama.state === 'announced') && (
        <PostForm action={urls.amaState(ama)} class="form">
          <TextField
            name="promisedOn"
            label="What is left will be answered by"
            help="A day, as in 2026-05-04. Readers see it, and you are reminded of it."
            optional
            value={fieldText(fields, 'promisedOn')}
            error={errors['promisedOn']}
          />
          <div class="form-actions">
            <Button tone="quiet" name="act" value="promise">
              Promise it
            </Button>
          </div>
        </PostForm>
      )}
      <PostForm action={urls.amaSummary(ama)} class="form">
        <MarkdownField
          name="summary"
          label="In short"
          help="What somebody should take away who reads nothing else. It stands at the top of the page."
          optional
          rows={6}
          value={fieldText(fields, 'summary')}
          error={errors['summary']}
        />
        <div class="form-actions">
          <Button tone="quiet">Save the summary</Button>
        </div>
      </PostForm>
      {(ama.state === 'overflow' || ama.state === 'closed') && (
        <PostForm action={urls.amaRecording(ama)} class="form">
          <TextField
            name="recording"
            label="The recording"
            help="The address of its video here. Each answer then leads to its moment."
            optional
            value={fieldText(fields, 'recording')}
            error={errors['recording']}
          />
          <TextField
            name="begins"
            label="The AMA begins in it at"
            help="As in 0:30. Leave it empty if it begins with it."
            optional
            value={fieldText(fields, 'begins')}
            error={errors['begins']}
          />
          <div class="form-actions">
            <Button tone="quiet">Attach it</Button>
          </div>
        </PostForm>
      )}
    </section>
  );
}
