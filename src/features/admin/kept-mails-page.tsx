import type { JSX } from 'preact';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { pageHref, Pagination } from '../../ui/pagination.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { urls } from '../../urls.ts';
import type { KeptMail } from './kept-mails.ts';

export type KeptMailsPageProps = {
  mails: readonly KeptMail[];
  page: number;
  pages: number;
  /** Mail goes out by SMTP, and what is here is from before. */
  goesOut: boolean;
  /** Links of this origin are made to be followed. */
  origin: string;
  now: Date;
};

export function KeptMailsPage(props: KeptMailsPageProps): JSX.Element {
  const { mails, page, pages, goesOut, origin, now } = props;
  return (
    <div class="narrow stack">
      <h1>Mail</h1>
      {goesOut ? (
        <p class="lede">Mail goes out by SMTP. What is here was kept before that was set.</p>
      ) : (
        <>
          <p class="lede">
            SMTP_URL is not set, so mail does not leave this machine. It is kept here for you to pass on: for
            30 days, and a link to sign in for as long as it works.
          </p>
          <Notice trouble>
            Links to sign in work for whoever opens them. Pass them on to their recipient, and set SMTP_URL
            before people trust this place with what is theirs.
          </Notice>
        </>
      )}
      {mails.length === 0 && <EmptyState title="No mail is kept" />}
      {mails.map((mail) => (
        <Mail key={mail.id} mail={mail} origin={origin} now={now} />
      ))}
      <Pagination page={page} pages={pages} hrefOf={(shown) => pageHref(urls.adminMail(), shown)} />
    </div>
  );
}

function Mail({ mail, origin, now }: { mail: KeptMail; origin: string; now: Date }): JSX.Element {
  return (
    <article class="entry">
      <h2 class="entry-title" dir="auto">
        {mail.subject}
      </h2>
      <p class="entry-meta">
        <span>
          {mail.recipient
            ? `To ${mail.recipient}`
            : 'To the author of a masked post, or to who wants to be reminded; who that is, nobody is told'}
        </span>
        <TimeAgo at={mail.at} now={now} />
      </p>
      <p class="kept-mail" dir="auto">
        {withLinks(mail.text, origin)}
      </p>
    </article>
  );
}

/** The text, with addresses of this site as links; other addresses stay text. */
function withLinks(text: string, origin: string): (string | JSX.Element)[] {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part) => (part.startsWith(`${origin}/`) ? <a href={part}>{part}</a> : part));
}
