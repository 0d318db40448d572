import type { JSX } from 'preact';
import { Notice } from '../../ui/notice.tsx';
import { useSite } from '../../ui/site.tsx';
import { urls } from '../../urls.ts';

export function WelcomePage({ passwordDropped }: { passwordDropped: boolean }): JSX.Element {
  const { communityName } = useSite();
  return (
    <div class="narrow stack">
      <h1>You are in</h1>
      {passwordDropped && (
        <Notice trouble>
          The password was chosen in another browser, so we did not take it. You can{' '}
          <a href={urls.settingsAccount()}>choose one here</a>.
        </Notice>
      )}
      <p class="lede">
        One thing makes what you write here more useful to others: who is speaking. Say your role and level,
        and your posts can be signed “Senior Software Engineer at {communityName} Community” instead of
        “Member of {communityName} Community”, still without your name.
      </p>
      <p>
        <a class="button" href={urls.settingsCareer()}>
          State your role and level
        </a>
      </p>
      <h2>Then</h2>
      <ul class="directory">
        <li>
          <a href={urls.newQuestion()}>Ask a question</a>
          <p>With the whole story: what happened, what you tried, what you have to decide.</p>
        </li>
        <li>
          <a href={urls.questions()}>Read what others ask</a>
          <p>Perhaps you have been where somebody is now.</p>
        </li>
        <li>
          <a href={urls.topics()}>Look through the topics</a>
          <p>What was asked and told, by what it is about.</p>
        </li>
      </ul>
    </div>
  );
}
