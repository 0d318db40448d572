import type { OpenPlatform } from '../../src/platform/open.ts';
import { median } from '../measured.ts';

/** Addresses that are answered and not kept, so that each request makes the page anew. */
const lists = [
  { name: 'all questions, best', path: '/questions?page=1' },
  { name: 'all questions, new', path: '/questions?sort=new&page=1' },
  { name: 'all questions, page 100', path: '/questions?kind=questions&page=100' },
  { name: 'a topic, best', path: '/topics/software-careers?page=1' },
  { name: 'a topic, unanswered', path: '/topics/software-careers?sort=unanswered&page=1' },
];

/** Milliseconds that each list takes, by its name. */
export async function timeLists(origin: string, requests: number): Promise<Map<string, number>> {
  const times = new Map<string, number[]>(lists.map(({ name }) => [name, []]));
  for (let number = -20; number < requests; number += 1) {
    for (const { name, path } of lists) {
      const begun = performance.now();
      const answer = await fetch(origin + path);
      await answer.text();
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
      if (number >= 0) times.get(name)?.push(performance.now() - begun);
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

const batch = 10_000;

/** Copies of the questions that are there, until there are `wanted`, in every list that the originals are in. */
export async function fillLists(
  { db }: OpenPlatform,
  wanted: number,
  say: (done: number) => void,
): Promise<void> {
  const { pool } = db;
  const { rows } = await pool.query<{ threads: number }>(
    `select count(*) as threads from threads where kind = 'question'`,
  );
  for (let done = Number(rows[0]?.threads); done < wanted; done += batch) {
    await copyQuestions(db, Math.min(batch, wanted - done));
    say(done);
  }
  await pool.query('analyze');
}

async function copyQuestions(db: OpenPlatform['db'], most: number): Promise<void> {
  await db.transaction(async ({ client }) => {
    await client.query(`
      create temporary table copies on commit drop as
      select id, 'copy' || substr(md5(random()::text), 1, 16) as copy, decode(md5(random()::text), 'hex') as author,
        random() * interval '10 years' as ago
      from (select id from threads where kind = 'question' and id !~ '^copy' order by random() limit 5000) as chosen,
        generate_series(1, 2) limit ${most}`);
    await client.query(`
      insert into threads (id, kind, title, slug, tldr)
      select copy, kind, title, slug, tldr from copies join threads using (id)`);
    await client.query(`
      insert into authors (id, thread_id, handle, level, role)
      select author, copy, 'Quiet Heron', 'Senior', 'Software Engineer' from copies`);
    await client.query(`
      insert into posts (id, thread_id, kind, author_id, body, body_html, html_version, at)
      select copy, copy, kind, author, body, body_html, html_version, date_bin('15 minutes', now() - ago, 'epoch')
      from copies join posts using (id)`);
    await client.query(`
      insert into thread_topics (thread_id, topic_id, position)
      select copy, topic_id, position from copies join thread_topics on thread_id = id`);
    await client.query('select relist(array(select copy from copies))');
  });
}
