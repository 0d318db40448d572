import { countCharacters, normaliseText } from '../../platform/text.ts';

/** A video as the editor of a series names it. */
export interface ListedVideo {
  line: number;
  id: string;
  summary: string;
}

const most = { videos: 200, summary: 500 };
const videoLine = /^(?:\S*\/videos\/)?([1-9A-HJ-NP-Za-km-z]{11})(?:\/\S*)?(?:\s+(.*))?$/;

/** The lines of the editor: each the address of a video, and after it, where there is one, what it is for. */
export function readLines(text: string): { listed: ListedVideo[]; troubles: string[] } {
  const listed: ListedVideo[] = [];
  const troubles: string[] = [];
  for (const [index, line] of normaliseText(text).split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, id, summary = ''] = videoLine.exec(line.trim()) ?? [];
    const at = `Line ${index + 1}:`;
    if (id === undefined) troubles.push(`${at} begin with the address of a video.`);
    else if (listed.some((other) => other.id === id)) troubles.push(`${at} this video stands above already.`);
    else if (countCharacters(summary) > most.summary)
      troubles.push(`${at} a summary can have up to ${most.summary} characters.`);
    else listed.push({ line: index + 1, id, summary: summary.trim() });
  }
  if (listed.length > most.videos) troubles.push(`A series can have up to ${most.videos} videos.`);
  return { listed, troubles: troubles.slice(0, 5) };
}

/** The same lines again, for the editor. `addressOf` gives a video's page. */
export function writeLines<Video extends { summary: string }>(
  videos: readonly Video[],
  addressOf: (video: Video) => string,
): string {
  return videos.map((video) => `${addressOf(video)} ${video.summary}`.trim()).join('\n');
}
