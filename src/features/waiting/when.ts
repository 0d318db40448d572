import type { Queryable } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { RawForm } from '../../platform/http/raw-form.ts';
import { fieldText } from '../../platform/http/raw-form.ts';

const findSensitive = statement<{ topicIds: string[] }, { sensitive: boolean }>('findSensitiveTopics')`
  select exists (select from topics where sensitive and id = any (${'topicIds'}::text[])) as sensitive`;

/**
 * Whether it waits for a random moment: where its author wants so, and in sensitive topics where they do not say
 * otherwise. What is signed with a name appears at once.
 */
export async function shallWait(
  db: Queryable,
  { fields, publish, topicIds }: { fields: RawForm; publish: string; topicIds: readonly string[] },
): Promise<boolean> {
  if (fieldText(fields, 'byline') === 'named' || publish === 'now') return false;
  if (publish === 'later') return true;
  const [row] = await findSensitive(db, { topicIds: [...topicIds] });
  return row?.sensitive ?? false;
}
