import type { JSX } from 'preact';
import { fieldText, type RawForm } from '../../platform/http/raw-form.ts';
import { Action, Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/form.tsx';
import { PostForm } from '../../ui/post-form.tsx';
import { urls } from '../../urls.ts';
import type { Hosting } from './hosting.ts';
import { mostHosts } from './hosts.ts';

/** Who hosts, and how others come to. */
export function ManagedHosts(props: {
  hosting: Hosting;
  fields: RawForm;
  errors: Record<string, string>;
}): JSX.Element {
  const { hosting, fields, errors } = props;
  const { ama, isModerator } = hosting;
  const isOver = ama.state === 'closed' || ama.state === 'cancelled';
  return (
    <section class="section" aria-labelledby="hosts-title">
      <h2 id="hosts-title">Hosts</h2>
      <ul class="managed-hosts">
        {ama.hosts.map((host, place) => (
          <li key={host.profileId}>
            <a href={urls.person({ name: host.slug })}>{host.name}</a>
            {host.title && ` (${host.title})`}
            {place > 0 && !isOver && (
              <PostForm action={urls.amaHosts(ama)}>
                <input type="hidden" name="act" value="remove" />
                <Action word="Remove" about={host.name} name="profileId" value={host.profileId} />
              </PostForm>
            )}
          </li>
        ))}
      </ul>
      {!isOver && ama.hosts.length <= mostHosts && (
        <PostForm action={urls.amaHosts(ama)} class="form">
          <TextField
            name="name"
            label="Invite somebody by a link"
            help="They need no account. If they have one with a profile, they can host under that."
            value={fieldText(fields, 'name')}
            error={errors['name']}
          />
          <TextField
            name="title"
            label="What they are"
            optional
            value={fieldText(fields, 'title')}
            error={errors['title']}
          />
          <div class="form-actions">
            <Button tone="quiet" name="act" value="invite">
              Make the link
            </Button>
          </div>
        </PostForm>
      )}
      {!isOver && isModerator && ama.hosts.length < mostHosts && (
        <PostForm action={urls.amaHosts(ama)} class="form">
          <TextField
            name="slug"
            label="Add a member who has agreed"
            help="The last part of their page’s address: ada-example of /people/ada-example."
            value={fieldText(fields, 'slug')}
            error={errors['slug']}
          />
          <div class="form-actions">
            <Button tone="quiet" name="act" value="add">
              Add them
            </Button>
          </div>
        </PostForm>
      )}
    </section>
  );
}
