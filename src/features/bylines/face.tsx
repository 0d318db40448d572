import type { JSX } from 'preact';
import { urls } from '../../urls.ts';
import { cairnPaths, hueOf } from './drawn-cairn.ts';
import type { PrintedByline } from './printed-byline.ts';

/**
 * A masked author's cairn, drawn from the handle, or a named author's portrait or monogram. Decoration: the words
 * say it. `large`: four times the size or more.
 */
export function Face({ byline, large }: { byline: PrintedByline; large?: boolean }): JSX.Element {
  if (byline.form === 'named') {
    const { portrait, name, slug } = byline;
    return portrait ? <Portrait id={portrait} large={large} /> : <Monogram name={name} slug={slug} />;
  }
  const { handle } = byline;
  return (
    <svg class={`face hue-${hueOf(handle)}`} viewBox="0 0 40 40" aria-hidden="true">
      {cairnPaths(handle).map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}

function Portrait({ id, large }: { id: string; large?: boolean | undefined }): JSX.Element {
  const size = large ? 320 : 96;
  return (
    <img
      class="face face-named"
      src={urls.portrait({ id, size: String(size) })}
      width={size}
      height={size}
      alt=""
      loading={large ? 'eager' : 'lazy'}
      decoding="async"
    />
  );
}

function Monogram({ name, slug }: { name: string; slug: string }): JSX.Element {
  return (
    <span class={`face face-named hue-${hueOf(slug)}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

const characters = new Intl.Segmenter('en');

/** "Sanjay Siddhanti" gives "SS", "Ada" gives "A"; whole characters, as a reader sees them. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => firstOf(word ?? '').toLocaleUpperCase('en')).join('');
}

function firstOf(word: string): string {
  return [...characters.segment(word)][0]?.segment ?? '';
}
