import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { putAhead } from './amas-ahead.ts';
import type { TransferPlatform } from './context.ts';
import { importCairn } from './import.ts';
import type { ImportReport } from './report.ts';

const findContent = statement<Record<string, never>, { found: boolean }>('findAnyContent')`
  select exists (select from topics) or exists (select from threads) as found`;

/** Fills an empty database with the sample community of `dir`. Null where there is something already. */
export async function loadSample(
  platform: TransferPlatform & Pick<Platform, 'log'>,
  dir: string,
): Promise<ImportReport | null> {
  const [content] = await findContent(platform.db, {});
  if (content?.found) return null;
  const report = await importCairn(platform, dir);
  await putAhead(platform, dir);
  platform.log.info(
    { records: report.records, rejected: report.rejectedCount },
    'the sample community is there',
  );
  return report;
}
