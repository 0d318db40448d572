import type { JSX } from 'preact';
import { urls } from '../../urls.ts';

/** What holds for every address of the API. */
export function DocsStart({ base }: { base: string }): JSX.Element {
  return (
    <section id="start">
      <h2>How it works</h2>
      <p>Every address below stands behind this one. The newest questions, for example:</p>
      <div class="code">
        <pre tabIndex={0} dir="ltr">
          <code>{`curl '${base}/questions?sort=new&limit=5'`}</code>
        </pre>
      </div>
      <dl class="docs-rules">
        <dt>Tokens</dt>
        <dd>
          Make one in your <a href={urls.settingsTokens()}>settings</a> and send it as{' '}
          <code>Authorization: Bearer cairn_…</code>. It may do what you may do, so keep it like a password; a
          revoked one opens nothing at once. Cookies are not looked at.
        </dd>
        <dt>Who wrote it</dt>
        <dd>
          A post carries its byline as it is printed. Masked authors of one thread are told apart by their
          handle, which means nothing elsewhere. You and a stranger get the same bytes; ask with{' '}
          <code>own=1</code> for what is yours.
        </dd>
        <dt>Long lists</dt>
        <dd>
          They come in pages of up to <code>limit</code>, 1 to 100. Go on with the address in{' '}
          <code>next</code> until it is null. What is added meanwhile neither shifts nor doubles anything.
        </dd>
        <dt>Asking again</dt>
        <dd>
          Answers to reading carry an <code>ETag</code>; send it as <code>If-None-Match</code> and get a 304
          while nothing has changed.
        </dd>
        <dt>Changing</dt>
        <dd>
          An edit names the <code>revision</code> it was made on. When somebody was faster it is refused, and
          nothing is lost.
        </dd>
        <dt>Files</dt>
        <dd>
          Films, pictures and captions are sent as they are, each as the whole body of one request:{' '}
          <code>curl -T talk.mp4</code> does it. Nobody asks what they are called.
        </dd>
        <dt>How often</dt>
        <dd>
          Writing is limited as it is on the pages. A refusal says in <code>Retry-After</code> after how many
          seconds to come again.
        </dd>
        <dt>From other sites</dt>
        <dd>Scripts of any origin may read, and write with a token that they were given.</dd>
      </dl>
    </section>
  );
}
