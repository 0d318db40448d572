import type { Staging } from './staging.ts';
import type { Place, Tally } from './tally.ts';

// Depths up to 2^24 resolve; only comments that lead into a circle are left then.
const rounds = 24;
const pageSize = 1000;
const inCircle = -1;

/** Of records with the same ref the last one counts, as it would if they were imported one after the other. */
export async function rejectReplaced(staging: Staging, tally: Tally): Promise<void> {
  await staging.client.query(`
    update import_records as earlier set replaced_by = later.seq
    from (
      select space, ref, max(seq) as seq from import_records
      where space is not null group by space, ref having count(*) > 1
    ) as later
    where earlier.space = later.space and earlier.ref = later.ref and earlier.seq <> later.seq`);
  for await (const { later, ...place } of listLeftOut(staging, 'rows.replaced_by > 0')) {
    tally.reject(place, `${tally.print(later)} has the same ref and was taken instead`);
  }
}

/**
 * Comments nest one level, so every reply needs the comment that its talk began with. Found by pointer
 * jumping: `top` starts as the comment that is replied to, and each round doubles how far it has come.
 */
export async function orderComments(staging: Staging, tally: Tally): Promise<void> {
  const { client } = staging;
  await client.query(`
    update import_records as reply set top = reply.target from import_records as comment
    where reply.type = 'comment' and comment.type = 'comment' and comment.ref = reply.target
      and reply.replaced_by is null and comment.replaced_by is null`);
  for (let round = 0; round < rounds; round += 1) {
    const { rowCount } = await client.query(`
      update import_records as reply set top = comment.top from import_records as comment
      where reply.type = 'comment' and comment.type = 'comment' and comment.ref = reply.top
        and comment.top <> reply.top and reply.replaced_by is null and comment.replaced_by is null`);
    if (rowCount === 0) break;
  }
  await client.query(`
    update import_records as reply set replaced_by = ${inCircle} from import_records as comment
    where reply.type = 'comment' and comment.type = 'comment' and comment.ref = reply.top
      and comment.top is not null and reply.replaced_by is null and comment.replaced_by is null`);
  for await (const { file, line } of listLeftOut(staging, `rows.replaced_by = ${inCircle}`)) {
    tally.reject({ file, line }, 'it answers a comment that answers it, directly or by way of others');
  }
}

async function* listLeftOut(
  { client }: Staging,
  condition: string,
): AsyncGenerator<Place & { later: Place }> {
  for (let after = 0; ;) {
    const { rows } = await client.query<Place & { seq: number; later: Place }>(
      `select rows.seq, rows.file, rows.line, jsonb_build_object('file', later.file, 'line', later.line) as later
       from import_records as rows left join import_records as later on later.seq = rows.replaced_by
       where rows.seq > $1 and ${condition} order by rows.seq limit ${pageSize}`,
      [after],
    );
    for (const { file, line, later } of rows) yield { file, line, later };
    if (rows.length < pageSize) return;
    after = rows.at(-1)?.seq ?? after;
  }
}
