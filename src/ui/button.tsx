import type { ComponentChildren, JSX } from 'preact';
import type { IconName } from './icon-names.ts';
import { Icon } from './icon.tsx';

export type ButtonProps = {
  children: ComponentChildren;
  /** `main` once on a page; `quiet` beside it; `danger` for what cannot be taken back easily. */
  tone?: 'main' | 'quiet' | 'danger';
  name?: string;
  value?: string;
};

/** Submits the form that it stands in. */
export function Button({ tone = 'main', children, ...attributes }: ButtonProps): JSX.Element {
  return (
    <button type="submit" class={tone === 'main' ? 'button' : `button button-${tone}`} {...attributes}>
      {children}
    </button>
  );
}

export type ActionProps = {
  /** The word on the pill: "Helpful". */
  word: string;
  icon?: IconName;
  /** Printed after the word: "Helpful · 12". Left out when there is nothing to count. */
  count?: number;
  /** For what can be set and withdrawn. Left out for what cannot. */
  pressed?: boolean;
  /** What it is done to, for those who hear the page: "this answer by Quiet Heron". */
  about?: string;
  name?: string;
  value?: string;
};

/** A quiet pill below a post. As a link where `href` is given, else the submit button of its form. */
export function Action({ href, ...props }: ActionProps & { href?: string }): JSX.Element {
  const { pressed, name, value } = props;
  if (href) {
    return (
      <a class="action" href={href}>
        <ActionWords {...props} />
      </a>
    );
  }
  return (
    <button type="submit" class="action" name={name} value={value} aria-pressed={pressed}>
      <ActionWords {...props} />
    </button>
  );
}

function ActionWords({ word, icon, count, about }: ActionProps): JSX.Element {
  return (
    <>
      {icon && <Icon name={icon} />}
      <span>
        {word}
        {about && <span class="hidden-text"> {about}</span>}
        {count !== undefined && (
          <>
            {' · '}
            <span data-count={count}>{count}</span>
          </>
        )}
      </span>
    </>
  );
}
