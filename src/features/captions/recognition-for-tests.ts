import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { makeClip } from '../../../test/clips.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { makeTemporaryFolder } from '../../../test/temporary-folder.ts';
import type { AddedVideo, NewVideo } from '../../../test/videos.ts';
import { addVideo } from '../../../test/videos.ts';
import { createLogger } from '../../platform/logger.ts';
import type { Recogniser } from '../../platform/recogniser-settings.ts';
import { chooseAda } from '../videos/videos-for-tests.ts';
import { WordWorker } from './recognising.ts';
import { requestRecognition } from './recognitions.ts';

export interface Here {
  community: TestCommunity;
  /** Where `writeRecogniser` writes. */
  folder: string;
  /** The errors that the log was told. */
  logged: unknown[];
  /** The same with other settings. */
  open(environment: Record<string, string>): Promise<void>;
  /** The author's page of a video. */
  own(id: string): Promise<string>;
}

/** For each test of a file: a community with a recogniser that says `heard`. */
export function withRecogniser(): Readonly<Here> {
  const here: Partial<Here> = {};
  const open = async (environment: Record<string, string>) => {
    await here.community?.close();
    Object.assign(here, await openRecognising(environment));
  };
  const own = async (id: string) => (await here.community?.answerer.client.page(`/videos/own/${id}`)) ?? '';
  beforeEach(async () => {
    here.folder = await makeOpenFolder();
    const command = await writeRecogniser(here.folder, say(heard));
    await open({ RECOGNISER_COMMAND: `${command} --lang {lang}` });
  });
  afterEach(async () => {
    await here.community?.close();
    delete here.community;
    await rm(here.folder ?? '', { recursive: true });
  });
  return Object.assign(here, { open, own }) as Here;
}

/** What a recogniser says. */
export const heard = 'WEBVTT\n\n00:00.000 --> 00:00.900\nWords of a machine about marzipan.\n';

/** A community in which Ada may upload; `logged` are the errors that its log was told. */
export async function openRecognising(
  environment: Record<string, string>,
): Promise<{ community: TestCommunity; logged: unknown[] }> {
  const logged: unknown[] = [];
  const log = createLogger('silent');
  log.error = (...told: unknown[]) => void logged.push(told);
  const community = await createTestCommunity({ environment, injected: { log } });
  await community.platform.db.pool.query(
    `insert into topics (id, slug, name) values ('topic123456', 'tech-lead', 'Tech Lead')`,
  );
  await chooseAda(community);
  return { community, logged };
}

/** A folder in which everybody may write: a recogniser is perhaps nobody. */
async function makeOpenFolder(): Promise<string> {
  const folder = await makeTemporaryFolder();
  await chmod(folder, 0o777);
  return folder;
}

/** A recogniser in the folder, which does what these lines of shell say; resolves to its path. */
export async function writeRecogniser(folder: string, script: string): Promise<string> {
  const path = join(folder, 'recogniser');
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** Lines of shell that say this, in words that hold no quotes. */
export function say(text: string): string {
  return `printf '%s' '${text}'`;
}

let bytes: Promise<Buffer> | null = null;

/** A film of a second, with a tone. */
async function film(): Promise<Buffer> {
  bytes ??= makeFilm();
  return await bytes;
}

async function makeFilm(): Promise<Buffer> {
  const folder = await makeTemporaryFolder();
  const made = await readFile(await makeClip(join(folder, 'clip.mp4'), { seconds: 1, size: '64x64' }));
  await rm(folder, { recursive: true });
  return made;
}

/** A published video by Ada, as it is when it was made ready just now. */
export async function addFilm(
  { platform, answerer }: TestCommunity,
  video: NewVideo = {},
): Promise<AddedVideo> {
  const added = await addVideo(platform, answerer, {
    ...{ durationMs: 1000, files: { 'video.mp4': await film() } },
    ...video,
  });
  await platform.db.transaction((tx) => requestRecognition(platform, tx, added.id));
  return added;
}

/** A worker with the recogniser of the settings, and other limits where the test says so. */
export function workerOf(
  { platform }: TestCommunity,
  over: Partial<Pick<Recogniser, 'longestMs'>> = {},
): WordWorker {
  const { recogniser } = platform.config;
  if (!recogniser) throw new Error('no recogniser is set');
  return new WordWorker(platform, { ...recogniser, ...over });
}

/** What workers do, done now. */
export async function recogniseNow(...args: Parameters<typeof workerOf>): Promise<void> {
  await workerOf(...args).work();
}

export interface Recognition {
  state: string;
  attempts: number;
  reason: string;
}

export async function recognitionOf({ platform }: TestCommunity, id: string): Promise<Recognition | null> {
  const sql = 'select state, attempts, reason from recognitions where video_id = $1';
  return (await platform.db.pool.query<Recognition>(sql, [id])).rows[0] ?? null;
}

/** Every track of a video with its words. */
export async function tracksOf(
  { platform }: TestCommunity,
  id: string,
): Promise<{ lang: string; source: string; words: string }[]> {
  const sql = `select lang, source, string_agg(text, ' ' order by position) as words
    from caption_tracks join cues on track_id = id where video_id = $1 group by id order by lang, kind`;
  return (await platform.db.pool.query<{ lang: string; source: string; words: string }>(sql, [id])).rows;
}
