import type { ComponentChildren, JSX } from 'preact';
import { Icon } from '../../ui/icon.tsx';
import { useSite } from '../../ui/site.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Face } from './face.tsx';
import type { PrintedByline } from './printed-byline.ts';
import { urls } from '../../urls.ts';

export type BylineProps = {
  byline: PrintedByline;
  /** What the author is in this thread. */
  tag?: 'asker' | 'host' | 'author' | 'moderator';
  time?: ComponentChildren;
  /** In a list of threads: no handle, which means nothing outside its thread. */
  listed?: boolean;
  /** In comments: a small face, everything on one line. */
  small?: boolean;
  /** What stands at the end of the line, for example that the answer is accepted. */
  children?: ComponentChildren;
};

export function BylineLine({ byline, tag, time, listed, small, children }: BylineProps): JSX.Element {
  const handle = byline.form === 'named' || listed ? null : byline.handle;
  return (
    <div class={small ? 'byline byline-small' : listed ? 'byline byline-listed' : 'byline'}>
      <Face byline={byline} />
      <div class="byline-lines">
        <span class="byline-who">
          <BylineWho byline={byline} />
        </span>{' '}
        {tag && <Tag>{tag}</Tag>}{' '}
        <span class="byline-when">
          {handle}
          {handle && time && ' · '}
          {time}
        </span>
      </div>
      {children && <div class="byline-end">{children}</div>}
    </div>
  );
}

/** The line itself, as posts print it. `plain`: in a label, where a link would lead away. */
export function BylineWho({ byline, plain }: { byline: PrintedByline; plain?: boolean }): JSX.Element {
  switch (byline.form) {
    case 'named':
      return <Named byline={byline} plain={plain} />;
    case 'company':
      return <AtCompany byline={byline} />;
    case 'community':
      return <InCommunity who={byline.who} />;
  }
}

type Form<F extends PrintedByline['form']> = Extract<PrintedByline, { form: F }>;

function Named({ byline, plain }: { byline: Form<'named'>; plain?: boolean | undefined }): JSX.Element {
  return (
    <>
      {plain ? (
        <span class="byline-name">{byline.name}</span>
      ) : (
        <a class="byline-name" href={urls.person({ name: byline.slug })} rel="author">
          {byline.name}
        </a>
      )}
      {byline.title && ` (${byline.title})`}
    </>
  );
}

function AtCompany({ byline }: { byline: Form<'company'> }): JSX.Element {
  const { who, nativeLevel, company } = byline;
  return (
    <>
      {who ? <b>{who}</b> : 'Works'}
      {who && nativeLevel && (
        <>
          {' '}
          <span class="native-level">[{nativeLevel}]</span>
        </>
      )}
      {' at '}
      <b>{company}</b>
    </>
  );
}

function InCommunity({ who }: { who: string }): JSX.Element {
  return (
    <>
      {who ? (
        <>
          <b>{who}</b>
          {' at '}
        </>
      ) : (
        'Member of '
      )}
      <span class="masked">
        <Icon name="mask" />
        {useSite().communityName} Community
      </span>
    </>
  );
}
