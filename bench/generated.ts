import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const words =
  'the a my our team lead manager offer company salary role senior staff interview resume project deadline review promotion remote office work job code service customer meeting notice months years people I we they was is have had want need think asked told left joined stay leave learn grow build ship own how what why when should would could with without about after before because'.split(
    ' ',
  );

const topics = [
  'Software Careers',
  'Resumes',
  'Engineering',
  'Freelancing',
  'Job Search',
  'Operations',
  'Startups',
  'Learning',
];

/** The same numbers at every run (mulberry32, T. Ettinger, public domain). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Writes questions of about `bytes` each, in eight topics, in the interchange format. */
export async function writeGenerated(
  path: string,
  { count, bytes }: { count: number; bytes: number },
): Promise<void> {
  const random = chance(count);
  const word = () => words[Math.floor(random() * words.length)] ?? '';
  const text = (length: number) => {
    let made = word();
    while (made.length < length) made += (random() < 0.02 ? '.\n\n' : ' ') + word();
    return made;
  };
  const slugOf = (name: string) => name.toLowerCase().replace(' ', '-');
  const file = createWriteStream(path);
  const write = async (record: object) => {
    if (!file.write(`${JSON.stringify(record)}\n`)) await once(file, 'drain');
  };
  for (const name of topics)
    await write({ type: 'topic', slug: slugOf(name), name, summary: `About ${name}.` });
  for (let number = 0; number < count; number += 1) {
    const at = new Date(Date.UTC(2020, 0, 1) + number * 1_800_000).toISOString();
    const topic = slugOf(topics[Math.floor(random() * topics.length)] ?? '');
    const shared = { title: text(60), body: text(bytes - 250), byline: 'community', topics: [topic], at };
    await write({ type: 'question', ref: `bench-${count}-${number}`, ...shared });
  }
  file.end();
  await once(file, 'finish');
}
