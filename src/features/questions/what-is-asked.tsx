import type { JSX } from 'preact';
import type { ThreadPage } from '../posts/thread-page.ts';

/** What holds for the whole thread: that it is closed or locked. */
export function Notes({ thread: { closed, locked } }: { thread: ThreadPage }): JSX.Element {
  return (
    <>
      {closed && (
        <p class="aside-note">
          <b>Closed {closed.by === 'asker' ? 'by the asker' : 'by a moderator'}.</b> {closed.reason}
        </p>
      )}
      {locked && (
        <p class="aside-note">
          <b>Locked by a moderator.</b> {locked.reason}
        </p>
      )}
    </>
  );
}

/** The parts and options of a question, and where it was asked first. */
export function Asked({
  thread: { parts, options, fromName, fromUrl },
}: {
  thread: ThreadPage;
}): JSX.Element {
  return (
    <>
      <AskedList
        title={parts.length === 1 ? 'One thing is asked' : `${numberWord(parts.length)} things are asked`}
        entries={parts.map(({ text }) => text)}
      />
      <AskedList title="The options" entries={options} />
      {fromName && (
        <p class="label">
          First asked on{' '}
          {fromUrl ? (
            <a href={fromUrl} rel="nofollow ugc noopener">
              {fromName}
            </a>
          ) : (
            fromName
          )}
        </p>
      )}
    </>
  );
}

const numberWords = ['', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];

function numberWord(count: number): string {
  return numberWords[count] ?? String(count);
}

function AskedList({ title, entries }: { title: string; entries: string[] }): JSX.Element | null {
  if (entries.length === 0) return null;
  return (
    <section class="parts">
      <h2 class="label">{title}</h2>
      <ol>
        {entries.map((entry) => (
          <li key={entry} dir="auto">
            {entry}
          </li>
        ))}
      </ol>
    </section>
  );
}
