import { z } from 'zod';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { orNull, place, postId } from '../api/schemas.ts';
import { mediaAddress } from './media-addresses.ts';
import type { OwnVideo, OwnVideoLine } from './videos.ts';

const state = z.enum(['uploading', 'waiting', 'processing', 'ready', 'failed', 'refused']).meta({
  description:
    '`uploading`: it waits for its file. `waiting`, `processing`: it is being made ready. `failed`: it may be tried again. `refused`: another file is needed.',
});
const progress = z.int().min(0).max(100).meta({ description: 'Of making it ready, in percent.' });
const published = orNull(place('Where people watch it; null until it is published.'));
const address = orNull(z.url()).meta({ description: 'For you alone; works for three hours.' });

const line = { id: postId, title: z.string(), url: published, state, progress };

export const ownVideoSchema = z
  .object({
    ...line,
    reason: z.string().meta({ description: 'Why it could not be made ready; else empty.' }),
    body: z.string().meta({ description: 'The notes, in Markdown; may be empty.' }),
    topics: z.array(z.string()).meta({ description: 'Slugs.' }),
    speakers: z.array(z.string()).meta({ description: 'The names in the addresses of their pages.' }),
    language: z.string(),
    audience: z.enum(['everybody', 'members']),
    publish: z.enum(['ready', 'later']).meta({ description: 'When it is to be published.' }),
    duration: z.number().nullable().meta({ description: 'In seconds; null until it is ready.' }),
    heights: z.array(z.int()).meta({ description: 'The sizes that there are to watch.' }),
    file: address,
    poster: address,
    frames: z
      .array(z.url())
      .meta({ description: 'Pictures from it to choose its poster from; for you alone, for three hours.' }),
  })
  .meta({ id: 'OwnVideo', description: 'A video as its author sees it.' });

export const ownVideoListSchema = z
  .object({ videos: z.array(z.object(line).meta({ id: 'OwnVideoEntry' })) })
  .meta({ id: 'OwnVideoList' });

/** What the API tells an author of their video: every field is named here. */
export function publicOwnVideo(platform: Platform, video: OwnVideo): z.output<typeof ownVideoSchema> {
  const { folder, durationMs, playsFrom, poster, frames, renditions } = video;
  const addressOf = (file: string) =>
    platform.config.origin + mediaAddress(platform, { folder: folder ?? '', isOpen: false }, file);
  const numbers = Array.from({ length: folder ? frames : 0 }, (_, index) => index + 1);
  return {
    ...publicOwnLine(platform, video),
    ...{ reason: video.reason, body: video.body, topics: video.topics, speakers: video.speakers },
    ...{ language: video.language, audience: video.audience },
    publish: video.publishWhenReady ? 'ready' : 'later',
    duration: durationMs === null ? null : durationMs / 1000,
    heights: renditions.filter((height) => height > 0),
    file: folder && playsFrom ? addressOf(playsFrom) : null,
    poster: folder && poster ? addressOf(poster) : null,
    frames: numbers.map((number) => addressOf(`frame-${number}.jpg`)),
  };
}

export function publicOwnLine(
  { config }: Pick<Platform, 'config'>,
  { id, threadId, slug, title, state: how, progress: percent }: OwnVideoLine,
): z.output<typeof ownVideoListSchema>['videos'][number] {
  const url = threadId ? config.origin + urls.video({ id, slug }) : null;
  return { id, title, url, state: how, progress: percent };
}
