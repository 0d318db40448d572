import type { ComponentChildren } from 'preact';
import type { Viewer } from './viewer.ts';

export type Section = 'topics' | 'amas' | 'videos' | 'people';

export type PageProps = {
  title: string;
  description?: string;
  /** The canonical address, with its leading slash and only the parameters that belong to it. */
  path: string;
  viewer: Viewer | null;
  section?: Section;
  /** For example `noindex`. Left out: may be indexed. */
  robots?: string;
  feed?: { href: string; title: string };
  ogType?: string;
  /** A schema.org description; written into the page as a data block. */
  jsonLd?: object;
  /** What stands in the header's search box. */
  query?: string;
  /** One writes on this page: loads the script with the toolbar, topic picker and drafts in it. */
  compose?: boolean;
  /** Has a PasskeyForm on it: loads its script beside the page's own. */
  passkeys?: boolean;
  /** Something happens on it now: loads the script that follows it. */
  live?: boolean;
  /** Seconds after which a browser without scripts loads it again. */
  refresh?: number;
  /** A video is watched on it: loads the script around it beside the page's own. */
  video?: boolean;
  /** Further Open Graph properties, such as og:video. */
  openGraph?: Record<string, string>;
  /** One sentence about what just happened. */
  notice?: string;
  children?: ComponentChildren;
  /** In place of children: what they were rendered to before. */
  html?: string;
};

/**
 * What a route hands over: a page without what the viewer decides. `tags` name everything that is shown on it; from
 * `until` on its words are others, such as how long it is to go.
 */
export type View = Omit<PageProps, 'viewer'> & { tags: readonly string[]; until?: Date | null };
