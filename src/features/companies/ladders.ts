import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { levels } from '../bylines/levels.ts';
import { isWorkDomain } from '../careers/work-domains.ts';
import { sizes } from './companies.ts';
import { levelKey, nameKey, trackOf } from './names.ts';

const name = z.string().trim().min(1).max(80);
const levelName = z.string().trim().min(1).max(40);

const ladderSchema = z.strictObject({
  name,
  aliases: z.array(name),
  size: z.enum(Object.keys(sizes) as [keyof typeof sizes]),
  domains: z.array(z.string().refine(isWorkDomain, 'no domain of a company')),
  sources: z
    .array(z.strictObject({ title: z.string().min(10), url: z.url({ protocol: /^https$/ }).optional() }))
    .min(1),
  levels: z
    .array(z.strictObject({ name: levelName, aliases: z.array(levelName).default([]), band: z.enum(levels) }))
    .min(3),
});

/** A company of the repository's level map. */
export type Ladder = z.output<typeof ladderSchema> & { slug: string };

/** The folder `ladders`: its version and its files. Throws where one is not as README.md there says. */
export function readLadders(dir: string): { version: number; ladders: Ladder[] } {
  const { version } = z.object({ version: z.int().min(1) }).parse(readJson(join(dir, 'version.json')));
  const files = readdirSync(dir).filter((file) => file.endsWith('.json') && file !== 'version.json');
  const ladders = files.toSorted().map((file) => {
    const parsed = ladderSchema.safeParse(readJson(join(dir, file)));
    if (!parsed.success) throw new Error(`ladders/${file}: ${z.prettifyError(parsed.error)}`);
    return { ...parsed.data, slug: file.replace(/\.json$/, '') };
  });
  return { version, ladders };
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** What is wrong between the parts: a name that stands for two things. One line each. */
export function findContradictions(ladders: readonly Ladder[]): string[] {
  const names = ladders.flatMap(({ slug, name: own, aliases }) =>
    [...new Set([own, ...aliases].map(nameKey))].map((key) => ({ key, slug })),
  );
  const domains = ladders.flatMap(({ slug, domains: all }) => all.map((key) => ({ key, slug })));
  const doubles = [...findDoubles(names), ...findDoubles(domains)];
  return [...doubles, ...ladders.flatMap(findDoubtfulLevels)];
}

function findDoubles(keys: readonly { key: string; slug: string }[]): string[] {
  const seen = new Map<string, string>();
  return keys.flatMap(({ key, slug }) => {
    const other = seen.get(key);
    seen.set(key, slug);
    return other === undefined ? [] : [`${slug}: ${key} is in ${other} too`];
  });
}

/** Names of levels are each level's own; another name of one may stand for several of the same band. */
function findDoubtfulLevels({ slug, levels: all }: Ladder): string[] {
  const own = findDoubles(all.map((level) => ({ key: levelKey(level.name), slug })));
  const bands = new Map<string, string>();
  const doubtful = all.flatMap(({ name: level, aliases, band }) =>
    [level, ...aliases].flatMap((each) => {
      const key = `${trackOf(band)} ${levelKey(each)}`;
      const other = bands.get(key) ?? band;
      bands.set(key, band);
      return other === band ? [] : [`${slug}: ${each} is ${other} and ${band}`];
    }),
  );
  return [...own, ...doubtful];
}
