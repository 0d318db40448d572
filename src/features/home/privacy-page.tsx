import type { JSX } from 'preact';

/** What the community promises, in plain words. */
export function PrivacyPage(): JSX.Element {
  return (
    <article class="narrow">
      <header class="page-head">
        <h1>Who may learn what</h1>
        <p class="lede">
          We hide who you are from readers, moderators, admins and a stolen database. We cannot hide you from
          your own writing, nor from someone who controls the running server.
        </p>
      </header>
      <div class="text">
        <h2>What a masked post shows</h2>
        <p>
          The byline you chose, a name that means nothing outside its thread, and the day. No moderator and no
          admin can see whose it is; there is no page and no list that would tell them. The line is fixed with
          your first post in a thread.
        </p>
        <h2>How it is kept</h2>
        <p>
          A post never points to an account. What ties the two is computed from a key that lives outside the
          database, each time you look. Two threads of yours share nothing. Votes and drafts are stored the
          same way, so there is no list of voters and nobody can read what you have not posted. Times are kept
          to a quarter of an hour.
        </p>
        <h2>What gives people away</h2>
        <p>
          What they write. A number of colleagues, a project’s name, a date, the words your company alone
          uses: whoever knows the place knows the person. Leave them out, or make them vague. Posts under your
          own name stay public under it.
        </p>
        <h2>What we cannot do</h2>
        <p>
          Until this site has a mail server of its own, its mail is shown to its admins, links for signing in
          among it: an admin could then sign in as a member and see what that member sees. A change to a post
          keeps the earlier version readable; to take words back, delete the post.
        </p>
        <p>
          Whoever runs this server while it is running could change it to watch. And a text that others have
          copied cannot be called back, though deleting your post takes it from every page, list, feed and
          search here.
        </p>
      </div>
    </article>
  );
}
