/** What came of sending a form: where to go, markup to show, or words on why it did not work. */
export type Outcome =
  | { kind: 'moved'; address: string }
  | { kind: 'fragment'; html: string }
  | { kind: 'refused'; words: string };

/** Sends the form as the browser would, and asks for the part of the page that changes. */
export async function postForm(form: HTMLFormElement, submitter: HTMLElement | null): Promise<Outcome> {
  const fields = new FormData(form, submitter);
  const body = new URLSearchParams();
  for (const [name, value] of fields) if (typeof value === 'string') body.append(name, value);
  const action = submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? location.href;
  let response: Response;
  try {
    response = await fetch(action, { method: 'POST', body, headers: { 'X-Fragment': '1' } });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return {
      kind: 'refused',
      words: 'We couldn’t reach the server. Nothing is lost: try again in a moment.',
    };
  }
  return outcomeOf(response);
}

async function outcomeOf(response: Response): Promise<Outcome> {
  const address = response.headers.get('X-Location') ?? (response.redirected ? response.url : null);
  if (address) return { kind: 'moved', address };
  if (response.ok || response.status === 422) {
    return { kind: 'fragment', html: await response.text() };
  }
  return { kind: 'refused', words: refusal(response) };
}

function refusal({ status, headers }: Response): string {
  switch (status) {
    case 401:
      return 'You are signed out. Sign in in another tab, then send this again.';
    case 403:
      return 'You can’t do that here.';
    case 404:
      return 'This is no longer there. Reload the page to see what changed.';
    case 409:
      return 'This has changed since you opened the page. Reload it to see what is new.';
    case 429:
      return `That was a lot in a short time. Try again in ${headers.get('Retry-After') ?? '60'} seconds.`;
    default:
      return 'Something broke on our side. Nothing is lost: try again in a minute.';
  }
}
