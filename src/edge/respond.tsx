import type { ComponentChildren } from 'preact';
import { Unavailable } from '../errors.ts';
import { initialsOf } from '../features/bylines/face.tsx';
import { countUnread } from '../features/notifications/unread.ts';
import type { Platform } from '../platform/platform.ts';
import type { PageProps, View } from '../ui/page.ts';
import { renderFragment, renderMarkup, renderPage } from '../ui/render.tsx';
import type { Site } from '../ui/site.tsx';
import type { Viewer } from '../ui/viewer.ts';
import type { EdgeContext } from './context.ts';

/** Answers requests with pages and fragments. Made once, passed to every route. */
export class Responder {
  readonly #platform: Platform;
  readonly #site: Site;

  constructor(platform: Platform, site: Site) {
    this.#platform = platform;
    this.#site = site;
  }

  get site(): Site {
    return this.#site;
  }

  /**
   * A page that is the same for everybody: kept whole for those who are signed out, and without what stands around
   * it for those who are signed in. `params`: the query parameters that it heeds; others make no page of their own.
   */
  async page(c: EdgeContext, load: () => Promise<View>, params: readonly string[] = []): Promise<Response> {
    if (c.var.account) return await this.privatePage(c, await this.#sharedPart(addressOf(c, params), load));
    return await this.#publicPage(c, load, params);
  }

  /** A page in which members find more than others: made afresh for each of them. `params` as for `page`. */
  async viewersPage(
    c: EdgeContext,
    load: () => Promise<View>,
    params: readonly string[] = [],
  ): Promise<Response> {
    return await (c.var.account ? this.privatePage(c, await load()) : this.#publicPage(c, load, params));
  }

  async #sharedPart(address: string, load: () => Promise<View>): Promise<Omit<PageProps, 'viewer'>> {
    return await this.#platform.shared.get(address, async () => {
      // Search engines are not signed in.
      const { tags, until, children, jsonLd: _, ...page } = await load();
      const html = renderMarkup(this.#site, children);
      const bytes = 2 * html.length;
      return { value: { ...page, html }, tags, until, bytes, keep: page.path === address };
    });
  }

  async #publicPage(c: EdgeContext, load: () => Promise<View>, params: readonly string[]): Promise<Response> {
    const request = { address: addressOf(c, params), headers: c.req.raw.headers, method: c.req.method };
    const render = async () => {
      const { tags, until, ...page } = await load();
      return {
        body: renderPage(this.#site, { ...page, viewer: null }),
        tags,
        until,
        contentType: 'text/html; charset=utf-8',
        isDetour: page.path !== request.address,
      };
    };
    return await this.#platform.pages.answer(request, render, (error) => error instanceof Unavailable);
  }

  /** A page for this viewer alone, whatever the status; kept nowhere. */
  async privatePage(c: EdgeContext, page: Omit<PageProps, 'viewer'>, status = 200): Promise<Response> {
    const viewer = await this.viewer(c);
    return privateHtml(c, renderPage(this.#site, { ...page, viewer }), status);
  }

  /** The same part of a page that the page itself uses, for the script that swaps it in. */
  fragment(c: EdgeContext, node: ComponentChildren, status = 200): Response {
    return privateHtml(c, renderFragment(this.#site, node), status);
  }

  /** After a write: on to where it can be seen. The script is told by a header, because fetch would follow unseen. */
  redirect(c: EdgeContext, location: string): Response {
    if (wantsFragment(c)) return c.body(null, 204, { 'x-location': location, 'cache-control': 'no-store' });
    return c.redirect(location, 303);
  }

  async viewer(c: EdgeContext): Promise<Viewer | null> {
    const { account } = c.var;
    if (!account) return null;
    const initials = account.profile ? initialsOf(account.profile.name) : 'You';
    return { initials, role: account.role, unread: await countUnread(this.#platform, account) };
  }
}

function addressOf(c: EdgeContext, params: readonly string[]): string {
  const { pathname, searchParams } = new URL(c.req.url);
  const heeded = params.flatMap((name) => {
    const value = searchParams.get(name);
    return value === null ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  return heeded.length > 0 ? `${pathname}?${heeded.join('&')}` : pathname;
}

export function wantsFragment(c: EdgeContext): boolean {
  return c.req.header('x-fragment') !== undefined;
}

function privateHtml(c: EdgeContext, body: Buffer, status: number): Response {
  c.header('cache-control', 'private, no-store');
  c.header('content-type', 'text/html; charset=utf-8');
  return c.body(new Uint8Array(body), status as 200);
}
