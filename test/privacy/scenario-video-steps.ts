import { urls } from '../../src/urls.ts';
import { addVideo, talk } from '../videos.ts';
import type { VideoStep } from './scenario-videos.ts';
import { playerOf } from './scenario-world.ts';
import type { World } from './scenario-world.ts';
import type { Outcome } from './scenario-writing.ts';
import { write } from './scenario-writing.ts';

type Doing<Name extends VideoStep['do']> = (
  world: World,
  step: Extract<VideoStep, { do: Name }>,
  outcome: Outcome,
) => Promise<Response | null>;

export const videoDoings: { [Name in VideoStep['do']]: Doing<Name> } = {
  film: async (world, { post, audience }, outcome) => {
    const { platform, answerer } = world.community;
    const title = `How we moved payments to events (${outcome.videos.length})`;
    const video = await addVideo(platform, answerer, { title, audience, captions: { en: talk } });
    outcome.ids.set(post, video.id);
    outcome.videos.push(video);
    return null;
  },
  'ask at': async (world, { seconds, on, ...step }, outcome) => {
    const fields = {
      ...{ title: `How did you know, at that second (${step.post})?`, tldr: '', topics: 'tech-lead' },
      ...{ body: 'That they were all there, I mean.', moment: `${outcome.idOf(on)}@${seconds}` },
    };
    return await write(world, { ...step, do: 'ask' }, outcome, {
      ...{ path: '/questions', fields, kind: 'question' },
    });
  },
  suggest: async (world, { by, on, cue, words }, outcome) => {
    const track = await trackOf(world, outcome.idOf(on));
    const fields = { revision: String(track.revision), [`cue-${cue}`]: words };
    return await playerOf(world, by).client.post(urls.captionCorrections({ track: track.id }), fields);
  },
  decide: async (world, { by, on, decision }, outcome) => {
    const { rows } = await world.community.platform.db.pool.query<{ id: string }>(
      `select caption_suggestions.id from caption_suggestions join caption_tracks on caption_tracks.id = track_id
      where video_id = $1 order by starts_ms, becomes limit 1`,
      [outcome.idOf(on)],
    );
    const id = rows[0]?.id ?? 'nosuchpost1';
    return await playerOf(world, by).client.post(urls.captionSuggestion({ id }), { decision });
  },
  caption: async (world, { by, on, words }, outcome) => {
    const captions = talk.replace('We counted them twice, with reconciliation every night.', words);
    const fields = { lang: 'en', kind: 'captions', captions };
    return await playerOf(world, by).client.post(urls.captions({ id: outcome.idOf(on) }), fields);
  },
  watched: async (world, { by, on, seconds }, outcome) => {
    const fields = { at: String(seconds * 1000) };
    return await playerOf(world, by).client.post(urls.watched({ id: outcome.idOf(on) }), fields);
  },
  note: async (world, { by, on, words }, outcome) =>
    await playerOf(world, by).client.post(urls.videoNotes({ id: outcome.idOf(on) }), { notes: words }),
};

async function trackOf({ community }: World, videoId: string): Promise<{ id: string; revision: number }> {
  const { rows } = await community.platform.db.pool.query<{ id: string; revision: number }>(
    `select id, revision from caption_tracks where video_id = $1 and lang = 'en'`,
    [videoId],
  );
  return rows[0] ?? { id: 'nosuchpost1', revision: 0 };
}
