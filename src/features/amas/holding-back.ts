import { onGrid } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';

const hide = statement<{ questionId: string; reason: string; at: Date }, never>('holdBackAmaQuestion')`
  insert into removals (post_id, by, withdrawn, reason, at) values (${'questionId'}, 'host', false, ${'reason'}, ${'at'})
  on conflict (post_id) do update set reason = excluded.reason, at = excluded.at where removals.by = 'host'`;

const show = statement<{ questionId: string }, object>('letInAmaQuestion')`
  delete from removals where post_id = ${'questionId'} and by = 'host' and not withdrawn returning post_id`;

/** Takes a question from everybody but its author and those who decide: until it is approved, or with a reason. */
export async function holdBack(
  platform: Platform,
  tx: Tx,
  { questionId, reason = '' }: { questionId: string; reason?: string },
): Promise<void> {
  await hide(tx, { questionId, reason, at: onGrid(platform.clock.now()) });
}

/** Lets it be seen; what its author or a moderator took down stays away. */
export async function letIn(tx: Tx, questionId: string): Promise<void> {
  await show(tx, { questionId });
}
