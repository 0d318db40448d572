import type { ComponentChildren, JSX } from 'preact';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { PostText } from '../../ui/post-text.tsx';
import { Columns } from '../../ui/rail.tsx';
import { Tag } from '../../ui/tag.tsx';
import { urls, withReturn } from '../../urls.ts';
import { PostEnd } from '../posts/post-end.tsx';
import type { Shown } from '../posts/post-view.tsx';
import { PostBody } from '../posts/post-view.tsx';
import type { AmaReader } from './ama-reader.ts';
import type { AmaThread } from './ama-thread.ts';
import { AmaRail } from './ama-rail.tsx';
import { AmaTimes } from './ama-times.tsx';
import type { Ama } from './amas.ts';
import { AskForm } from './ask-form.tsx';
import { whyNoQuestions } from './asking.ts';
import type { Hosting } from './hosting.ts';
import { OwnQuestions } from './own-questions.tsx';
import { QuestionLists } from './question-lists.tsx';
import type { Recording } from './recording.ts';
import { RsvpButton } from './rsvp-button.tsx';
import { scheduleNotes } from './schedule.ts';

export interface AmaPageProps {
  thread: AmaThread;
  shown: Shown;
  /** Null for who is signed out. */
  reader: AmaReader | null;
  hosting: Hosting | null;
  /** How many want to come, in words. */
  coming: string;
  now: Date;
}

/** An AMA from its announcement to the page that stays. */
export function AmaPage({ thread, shown, reader, hosting, coming, now }: AmaPageProps): JSX.Element {
  const { ama, root } = thread;
  const refusal = whyNoQuestions(ama);
  return (
    <Columns rail={<AmaRail thread={thread} />} railLabel="About this AMA">
      <div
        class="ama"
        data-reader={reader ? 'member' : 'guest'}
        id="ama"
        data-state={ama.state}
        data-events={urls.amaEvents(ama)}
        data-last-event={ama.lastEvent}
        data-now={now.toISOString()}
      >
        <article aria-labelledby="ama-title">
          <header class="thread-head">
            <Breadcrumb
              crumbs={[{ name: 'AMAs', href: urls.amas() }, ...root.topics.map(topicCrumb)]}
              label="Where this is"
            />
            <h1 id="ama-title" dir="auto">
              {ama.title}
            </h1>
            <StateLine ama={ama} left={thread.counts.queued} />
            <Hosts ama={ama} />
            {thread.recording && <RecordingLine recording={thread.recording} />}
          </header>
          <AmaTimes ama={ama} now={now} />
          {!hosting?.profileId && refusal === null && (
            <div class="ama-ways">
              <a class="button" href="#ask">
                Ask a question
              </a>
              {ama.state === 'announced' && (
                <RsvpButton
                  ama={ama}
                  going={reader?.going ?? false}
                  count={coming}
                  signedIn={reader !== null}
                />
              )}
            </div>
          )}
          {hosting && <HostsWay hosting={hosting} />}
          {ama.summaryHtml && (
            <section class="ama-summary" aria-labelledby="summary-title">
              <h2 id="summary-title">In short</h2>
              <PostText html={ama.summaryHtml} />
            </section>
          )}
          <PostBody post={root.post} />
          <PostEnd post={root.post} shown={shown} />
        </article>
        {reader && <OwnQuestions ama={ama} own={reader.own} />}
        <QuestionLists thread={thread} reader={reader} now={now} />
        {reader?.ask ? <AskForm {...reader.ask} /> : <NoAsking ama={ama} refusal={refusal} reader={reader} />}
      </div>
    </Columns>
  );
}

function topicCrumb(topic: { slug: string; name: string }) {
  return { name: topic.name, href: urls.topic(topic) };
}

function StateLine({ ama, left }: { ama: Ama; left: number }): JSX.Element {
  return (
    <p class="ama-state" id="ama-state">
      {stateWords(ama, left)}
    </p>
  );
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

function stateWords(ama: Ama, left: number): ComponentChildren {
  switch (ama.state) {
    case 'announced':
      return (
        <>
          <Tag>announced</Tag> Ask ahead of time; votes decide what comes first.
        </>
      );
    case 'live':
      return (
        <>
          <Tag tone="live">live now</Tag> Answers appear here as they are written.
        </>
      );
    case 'overflow':
      return (
        <>
          <Tag>answering on</Tag> {left === 1 ? 'One question is left.' : `${left} questions are left.`}{' '}
          {ama.promisedOn
            ? `The hosts have promised answers by ${dayFormat.format(new Date(ama.promisedOn))}.`
            : 'The hosts still answer them.'}
        </>
      );
    case 'closed':
      return (
        <>
          <Tag tone="done">answered</Tag> This AMA is over; it stays to be read.
        </>
      );
    case 'cancelled':
      return (
        <>
          <Tag>cancelled</Tag> {ama.cancelledBecause}
        </>
      );
  }
}

function Hosts({ ama: { hosts } }: { ama: Ama }): JSX.Element {
  return (
    <p class="ama-hosts">
      With{' '}
      {hosts.map((host, place) => (
        <>
          {place > 0 && (place === hosts.length - 1 ? ' and ' : ', ')}
          <a href={urls.person({ name: host.slug })}>{host.name}</a>
          {host.title && ` (${host.title})`}
        </>
      ))}
    </p>
  );
}

function RecordingLine({ recording }: { recording: Recording }): JSX.Element {
  return (
    <p>
      <a href={urls.video(recording)}>Watch the recording</a>, or go to an answer’s moment from the answer.
    </p>
  );
}

function HostsWay({ hosting: { ama, profileId } }: { hosting: Hosting }): JSX.Element {
  return (
    <>
      {scheduleNotes(ama).map((note) => (
        <p class="aside-note" key={note}>
          {note}
        </p>
      ))}
      <p class="aside-note link-row">
        <span>{profileId ? 'You host this AMA.' : 'As a moderator you keep its queue.'}</span>
        <a href={urls.amaStage(ama)}>Go to the stage</a>
        <a href={urls.amaManagement(ama)}>Times, hosts and settings</a>
      </p>
    </>
  );
}

function NoAsking(props: { ama: Ama; refusal: string | null; reader: AmaReader | null }): JSX.Element | null {
  const { ama, refusal, reader } = props;
  if (refusal) return <p class="section aside-note">{refusal}</p>;
  if (reader) return null;
  return (
    <section class="section stack" id="ask">
      <h2>What would you ask?</h2>
      <p>
        Your question is signed with as much of your role and level as you choose. The hosts cannot see more
        either.
      </p>
      <p>
        <a class="button" href={withReturn(urls.signIn(), `${urls.ama(ama)}#ask`)}>
          Sign in to ask
        </a>
      </p>
    </section>
  );
}
