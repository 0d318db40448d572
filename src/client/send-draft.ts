export type DraftOutcome =
  | { kind: 'saved'; id: string; version: number }
  | { kind: 'changed-elsewhere'; address: string }
  | { kind: 'unreachable' }
  | { kind: 'refused'; words: string };

/** Beyond this a request may not outlive its page. */
const keepaliveLimit = 60_000;

const notTheDrafts = new Set(['draft', 'draftVersion', 'preview', 'password']);

/** POST with `id`, `version`, `kind`, `on` and every field of the form, URL-encoded. */
export async function sendDraft(saver: HTMLElement, form: HTMLFormElement): Promise<DraftOutcome> {
  const action = saver.getAttribute('action') ?? '';
  const body = bodyOf(saver, form);
  const keepalive = body.toString().length < keepaliveLimit;
  let response: Response;
  try {
    response = await fetch(action, { method: 'POST', body, keepalive, headers: { 'X-Fragment': '1' } });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return { kind: 'unreachable' };
  }
  return outcomeOf(response, action);
}

function bodyOf(saver: HTMLElement, form: HTMLFormElement): URLSearchParams {
  const fields = new FormData(form);
  const body = new URLSearchParams({
    id: textOf(fields, 'draft'),
    version: textOf(fields, 'draftVersion'),
    kind: saver.getAttribute('kind') ?? '',
  });
  const on = saver.getAttribute('on');
  if (on) body.set('on', on);
  for (const [name, value] of fields) {
    if (typeof value === 'string' && !notTheDrafts.has(name)) body.append(name, value);
  }
  return body;
}

function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}

async function outcomeOf(response: Response, action: string): Promise<DraftOutcome> {
  const { status } = response;
  if (status === 401 || response.redirected) {
    return { kind: 'refused', words: 'Not saved: you are signed out. Copy your text before you leave.' };
  }
  if (status >= 500 || status === 429) return { kind: 'unreachable' };
  if (status !== 409 && !response.ok) {
    return {
      kind: 'refused',
      words: 'Not saved: this is too long, or its thread is closed. Copy your text.',
    };
  }
  const draft: { id: string; version: number } = await response.json();
  if (response.ok) return { kind: 'saved', ...draft };
  return { kind: 'changed-elsewhere', address: `${action}/${encodeURIComponent(draft.id)}` };
}
