import { countCharacters, normaliseText } from '../../platform/text.ts';

/** A video as somebody names it who makes a series. */
export interface ListedVideo {
  /** As in "Line 2", for what is said of it. */
  where: string;
  id: string;
  summary: string;
}

interface Listed {
  listed: ListedVideo[];
  troubles: string[];
}

const most = { videos: 200, summary: 500 };
const videoLine = /^(?:\S*\/videos\/)?([1-9A-HJ-NP-Za-km-z]{11})(?:\/\S*)?(?:\s+(.*))?$/;

/** The lines of the editor: each the address of a video, and after it, where there is one, what it is for. */
export function readLines(text: string): Listed {
  const lines = normaliseText(text).split('\n');
  const given = lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const [, id, summary = ''] = videoLine.exec(line.trim()) ?? [];
    return { where: `Line ${index + 1}`, id, summary: summary.trim() };
  });
  return take(given);
}

/** The same for videos that came as such. */
export function checkVideos(videos: readonly { id: string; summary: string }[]): Listed {
  return take(videos.map((video, index) => ({ where: `Video ${index + 1}`, ...video })));
}

function take(given: readonly { where: string; id: string | undefined; summary: string }[]): Listed {
  const listed: ListedVideo[] = [];
  const troubles: string[] = [];
  for (const { where, id, summary } of given) {
    if (id === undefined) troubles.push(`${where}: begin with the address of a video.`);
    else if (listed.some((other) => other.id === id))
      troubles.push(`${where}: this video stands above already.`);
    else if (countCharacters(summary) > most.summary)
      troubles.push(`${where}: a summary can have up to ${most.summary} characters.`);
    else listed.push({ where, id, summary });
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
