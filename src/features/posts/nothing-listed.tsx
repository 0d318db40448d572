import type { JSX } from 'preact';
import { EmptyState } from '../../ui/empty-state.tsx';
import { urls } from '../../urls.ts';
import type { ListParams } from './list-params.ts';
import { listHref } from './list-params.ts';

interface NothingListedProps {
  path: string;
  params: ListParams;
  topic?: { name: string; slug: string };
}

/** What stands in place of a list that is empty, and the way on from there. */
export function NothingListed({ path, params, topic }: NothingListedProps): JSX.Element {
  if (params.sort === 'unanswered') {
    return (
      <EmptyState title="Everything here has an answer">
        <p>
          <a href={listHref(path, { sort: 'new' })}>See what is new</a>
        </p>
      </EmptyState>
    );
  }
  if (params.kind === 'ama' || params.kind === 'video')
    return <NoneOfKind kind={params.kind} topic={topic} />;
  const asking = topic ? `${urls.newQuestion()}?topic=${topic.slug}` : urls.newQuestion();
  return (
    <EmptyState title={topic ? `Nobody has asked about ${topic.name} yet` : 'Nobody has asked anything yet'}>
      <p>
        Be the first: <a href={asking}>ask a question</a>. It is signed with as much of you as you choose.
      </p>
    </EmptyState>
  );
}

const names = {
  ama: { none: 'No AMAs', all: urls.amas() },
  video: { none: 'No videos', all: urls.videos() },
} as const;

function NoneOfKind({
  kind,
  topic,
}: {
  kind: keyof typeof names;
  topic: NothingListedProps['topic'];
}): JSX.Element {
  const { none, all } = names[kind];
  if (!topic) {
    return (
      <EmptyState title={`${none} yet`}>
        <p>
          They will stand here and under their topics. Until then:{' '}
          <a href={urls.questions()}>what others ask</a>.
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={`${none} about ${topic.name} yet`}>
      <p>
        <a href={urls.topic(topic)}>What is asked about {topic.name}</a>, or{' '}
        <a href={all}>those about other topics</a>.
      </p>
    </EmptyState>
  );
}
