import { Hono } from 'hono';
import { stream } from 'hono/streaming';
import type { Edge } from '../../edge/context.ts';
import { requireFresh } from '../../edge/freshness.ts';
import { requireAccount, sessionToken, watchSession } from '../../edge/session.ts';
import { logFailure } from '../../platform/logger.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { exportOwn } from '../accounts/own-export.ts';

/** Everything that is kept of the account, as JSON Lines. */
export function exportRoutes(platform: Platform): Hono<Edge> {
  const routes = new Hono<Edge>();

  routes.get(urls.settingsExport.pattern, async (c) => {
    const account = requireAccount(c);
    // All masks at once: not for whoever finds a browser open. A download is no place to come back to.
    requireFresh(platform, c, urls.settingsAccount());
    await platform.limits.use('export', account.id);
    c.header('cache-control', 'private, no-store');
    c.header('content-type', 'application/jsonl; charset=utf-8');
    c.header('content-disposition', 'attachment; filename="cairn-export.jsonl"');
    const goesOn = watchSession(platform, c);
    const records = exportOwn(platform, account, sessionToken(platform, c) ?? '');
    return stream(
      c,
      async (to) => {
        for await (const record of records) {
          if (to.aborted || !(await goesOn())) return;
          await to.write(`${JSON.stringify(record)}\n`);
        }
        // Whoever reads it can tell that it is whole.
        await to.write(`${JSON.stringify({ type: 'end' })}\n`);
      },
      (error) => {
        logFailure(platform.log, c.var.requestId, error);
        return Promise.resolve();
      },
    );
  });
  return routes;
}
