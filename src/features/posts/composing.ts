import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldNumber, fieldText } from '../../platform/http/raw-form.ts';
import { renderMarkdown } from '../../platform/markdown/markdown.ts';
import type { Platform } from '../../platform/platform.ts';
import type { KeptDraft } from '../../ui/draft-saver.tsx';
import type { Account } from '../accounts/accounts.ts';
import type { Draft } from '../drafts/drafts.ts';
import { discardDraft } from '../drafts/drafts.ts';
import { limits } from './fields.ts';

/** What stands in a form in which a post is written. */
export interface Composed {
  /** The post's own fields. */
  fields: RawForm;
  draft: KeptDraft | null;
  /** The name was ticked as well as chosen. */
  underMyName?: boolean;
  /** It was written to be masked, and the thread has heard the name since. */
  begunMasked?: boolean;
  /** When it is to appear, as `features/waiting` has it. */
  publish?: string;
  /** The body as HTML, where the Preview button was pressed without a script. */
  preview?: string | undefined;
}

/** What a composer has sent. */
export function splitComposed(form: RawForm): Composed {
  const { draft: _draft, draftVersion: _version, publish: _publish, ...sent } = form;
  const { preview, underMyName, begun, ...fields } = sent;
  const id = fieldText(form, 'draft');
  const version = fieldNumber(form, 'draftVersion');
  const body = fieldText(form, 'body').slice(0, limits.body.max);
  return {
    fields,
    draft: id ? { id, version } : null,
    underMyName: underMyName === '1',
    begunMasked: begun === 'masked',
    publish: fieldText(form, 'publish'),
    preview: preview === undefined ? undefined : renderMarkdown(body),
  };
}

/** A composer before anything was sent: as the draft has it, else with these fields. */
export function beginComposing(draft: Draft | null, fields: RawForm = {}): Composed {
  const begun = draft?.fields ?? fields;
  return { fields: begun, draft, begunMasked: fieldText(begun, 'begun') === 'masked' };
}

/**
 * What is wrong where the name is chosen and was not ticked too: a text that was written masked must not go out
 * under a name by one slip of the hand. In a browser only; who calls the API has said what they mean.
 */
export function askForName({ fields, underMyName }: Composed): Record<string, string> {
  if (fieldText(fields, 'byline') !== 'named' || underMyName) return {};
  return { underMyName: 'Tick this to post under your name, or choose a masked line.' };
}

/** 422 for a form that comes back because of what is wrong with it. */
export function statusOf(errors: Record<string, string>): 200 | 422 {
  return Object.keys(errors).length > 0 ? 422 : 200;
}

/** After the post is there: the draft that it was written in is done with. */
export async function finishDraft(platform: Platform, account: Account, composed: Composed): Promise<void> {
  if (composed.draft) await discardDraft(platform, account, composed.draft.id);
}
