import { freshMark } from '../src/edge/freshness.ts';
import { cookieName } from '../src/edge/session.ts';
import type { Platform } from '../src/platform/platform.ts';
import type { TestClient } from './client.ts';

/** As if the session of this browser had begun just now. */
export function makeFresh(platform: Platform, { cookies }: TestClient): void {
  const session = cookies.get(cookieName(platform, 'session')) ?? '';
  cookies.set(cookieName(platform, 'fresh'), freshMark(platform, session));
}
