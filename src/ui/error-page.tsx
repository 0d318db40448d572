import type { ComponentChildren, JSX } from 'preact';
import { LargeSearch } from './large-search.tsx';
import type { PageProps } from './page.ts';
import type { Viewer } from './viewer.ts';
import { urls, withReturn } from '../urls.ts';

export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 422 | 429 | 500 | 503;

export type Trouble = {
  status: ErrorStatus;
  /** The address that was asked for. */
  path: string;
  viewer: Viewer | null;
  /** A sentence for the reader, where the refusal has one. Never for 5xx. */
  reason?: string;
  /** Finds the matching line in the log; the only thing that a 5xx page tells. */
  requestId?: string;
  /** Seconds. */
  retryAfter?: number;
};

const words: Record<ErrorStatus, { title: string; text: string }> = {
  400: {
    title: 'We couldn’t understand that request',
    text: 'Something in the address or the form is not as it should be. Going back and trying again often helps.',
  },
  401: {
    title: 'Please sign in first',
    text: 'This page is for members. Sign in, and we bring you back here.',
  },
  403: {
    title: 'That isn’t yours to do',
    text: 'You are signed in, but this is open to others only. If you think it should be open to you, ask a moderator.',
  },
  404: {
    title: 'There is nothing at this address',
    text: 'It may have moved, been taken down by its author, or the link has a typing error in it.',
  },
  405: { title: 'That can’t be done here', text: 'The page exists, but not for this kind of request.' },
  409: {
    title: 'Someone was faster',
    text: 'This has changed since you opened it. Go back, reload the page, and look at what is new before you send again.',
  },
  413: {
    title: 'That is too long',
    text: 'What you sent is larger than we can take. Shorten it, and send it again.',
  },
  422: {
    title: 'We couldn’t take that as it was',
    text: 'Something in the form needs a change. Go back: what you wrote is still there.',
  },
  429: {
    title: 'A little slower, please',
    text: 'That was a lot in a short time, and we limit how fast things are done to keep the place calm.',
  },
  500: {
    title: 'Something broke on our side',
    text: 'It is not your doing. What you had already posted or saved as a draft is safe. Try again in a minute.',
  },
  503: {
    title: 'We will be right back',
    text: 'The site is being looked after at the moment. What you had already posted or saved is safe. Try again in a minute.',
  },
};

export function errorPage(trouble: Trouble): PageProps {
  return {
    title: words[trouble.status].title,
    path: trouble.path,
    viewer: trouble.viewer,
    robots: 'noindex',
    children: <ErrorPage {...trouble} />,
  };
}

function ErrorPage({ status, path, reason, requestId, retryAfter }: Trouble): JSX.Element {
  const { title, text } = words[status];
  const ours = status >= 500;
  return (
    <div class="error-page">
      <p class="error-status">Error {status}</p>
      <h1>{title}</h1>
      <p class="lede">{saysMore(reason, title) && !ours ? reason : text}</p>
      {retryAfter !== undefined && <p>You can try again in {waiting(retryAfter)}.</p>}
      {ours ? <Report requestId={requestId} path={path} /> : <WaysOn status={status} path={path} />}
    </div>
  );
}

function saysMore(reason: string | undefined, title: string): boolean {
  return Boolean(reason) && reason !== `${title}.`;
}

function Report({ requestId, path }: { requestId: string | undefined; path: string }): JSX.Element {
  return (
    <>
      <p>
        <a class="button" href={path}>
          Try again
        </a>
      </p>
      {requestId && (
        <p class="error-id">
          If it stays, tell the people who run this site, with this number: <code>{requestId}</code>
        </p>
      )}
    </>
  );
}

function WaysOn({ status, path }: { status: ErrorStatus; path: string }): JSX.Element {
  return (
    <>
      {status === 401 && (
        <p>
          <a class="button" href={withReturn(urls.signIn(), path)}>
            Sign in
          </a>
        </p>
      )}
      <LargeSearch />
      <Links>
        <a href={urls.home()}>Front page</a>
        <a href={urls.topics()}>All topics</a>
        <a href={urls.questions()}>Newest questions</a>
      </Links>
    </>
  );
}

function Links({ children }: { children: ComponentChildren }): JSX.Element {
  return <p class="link-row">{children}</p>;
}

function waiting(seconds: number): string {
  if (seconds < 90) return `${seconds} second${seconds === 1 ? '' : 's'}`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
