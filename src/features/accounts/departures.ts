import { z } from 'zod';
import { onGrid } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { statement } from '../../platform/db.ts';
import type { Platform } from '../../platform/platform.ts';
import { newId } from '../../platform/random.ts';
import { sealAuthorsAnew, type SealedAuthor } from '../bylines/opening.ts';
import { setRemoved } from '../posts/removal.ts';

/** So many days pass until everything of a departure is done. */
export const departureDays = 30;

const minute = 60_000;
const day = 24 * 60 * minute;

/** Which posts of somebody who has left are taken down, and when: minutes since 1970. */
const content = z.array(z.tuple([z.string(), z.number()]));

const insertDeparture = statement<{ id: string; sealed: Buffer; endsOn: string }, never>('insertDeparture')`
  insert into departures (id, sealed, ends_on) values (${'id'}, ${'sealed'}, ${'endsOn'})`;

/**
 * Lets these posts go one by one, each at a moment of its own within 30 days. As one sealed row and not as a job for
 * each: jobs that were sent together would say in a dump which posts had one author.
 */
export async function addDeparture(platform: Platform, tx: Tx, postIds: readonly string[]): Promise<void> {
  const { clock, keys, random } = platform;
  const now = clock.now().getTime();
  const id = newId(random);
  const due = postIds.map((postId) => {
    const at = now + random.integer(departureDays * 24 * 60) * minute;
    return [postId, Math.floor(at / minute)];
  });
  const endsOn = new Date(now + (departureDays + 1) * day).toISOString().slice(0, 10);
  // Which posts had one author is not for web processes to read again.
  await insertDeparture(tx, { id, sealed: keys.sealAway('departure', padded(due), id), endsOn });
}

// Its size would tell how many there are.
function padded(due: unknown): Buffer {
  const bytes = Buffer.from(JSON.stringify(due));
  const whole = Buffer.alloc(Math.ceil(bytes.length / 8192) * 8192, ' ');
  bytes.copy(whole);
  return whole;
}

const listDepartures = statement<object, { id: string; sealed: Buffer }>('listDepartures')`
  select id, sealed from departures order by id`;

const findStanding = statement<{ ids: string[] }, { id: string; threadId: string }>('findStandingPosts')`
  select id, thread_id as "threadId" from posts
  where id = any (${'ids'}) and not exists (select from removals where post_id = posts.id and withdrawn)
  order by random()`;

/** Takes down what is due of those who have left. Safe to run twice, and at the same time. */
export async function sweepDepartures(platform: Platform): Promise<void> {
  const now = platform.clock.now().getTime() / minute;
  for (const { id, sealed } of await listDepartures(platform.db, {})) {
    const opened = platform.opener?.open('departure', sealed, id);
    if (!opened) continue;
    const due = content.parse(JSON.parse(opened.toString()));
    const ids = due.filter(([, at]) => at <= now).map(([postId]) => postId);
    for (const post of ids.length > 0 ? await findStanding(platform.db, { ids }) : []) {
      await setRemoved(platform, post, { by: 'author', removed: true });
    }
  }
  await endDepartures(platform);
}

const findEnded = statement<{ today: string }, { id: string }>('findEndedDepartures')`
  select id from departures where ends_on <= ${'today'}::date`;

const deleteDepartures = statement<{ ids: string[] }, never>('deleteDepartures')`
  delete from departures where id = any (${'ids'})`;

/** In a worker: nobody else can open authors. */
async function endDepartures(platform: Platform): Promise<void> {
  const today = onGrid(platform.clock.now()).toISOString().slice(0, 10);
  const ended = await findEnded(platform.db, { today });
  if (ended.length === 0 || !platform.opener) return;
  await eraseDeadSeals(platform);
  await deleteDepartures(platform.db, { ids: ended.map(({ id }) => id) });
}

const listAuthors = statement<{ after: Buffer; most: number }, SealedAuthor>('listSealedAuthors')`
  select id, thread_id as "threadId", sealed from authors where sealed is not null and id > ${'after'}
  order by id limit ${'most'}`;

const putSeals = statement<{ ids: Buffer[]; before: Buffer[]; anew: Buffer[] }, never>('putSealsAnew')`
  update authors set sealed = new.anew
  from unnest(${'ids'}::bytea[], ${'before'}::bytea[], ${'anew'}::bytea[]) as new (id, before, anew)
  where authors.id = new.id and authors.sealed = new.before`;

/** Few, because opening and sealing keep the process from everything else. */
const most = 50;

/**
 * No seal names an account any more that is gone. Every seal is made anew, those of all others too: if only some
 * changed, two dumps would tell which masked authors had been one person.
 */
async function eraseDeadSeals(platform: Platform): Promise<void> {
  for (let after = Buffer.alloc(0); ;) {
    const authors = await listAuthors(platform.db, { after, most });
    const sealed = await sealAuthorsAnew(platform, authors);
    await putSeals(platform.db, {
      ids: sealed.map(({ id }) => id),
      before: sealed.map((author) => author.sealed),
      anew: sealed.map(({ anew }) => anew),
    });
    const last = authors.at(-1);
    if (!last || authors.length < most) return;
    after = Buffer.from(last.id);
  }
}
