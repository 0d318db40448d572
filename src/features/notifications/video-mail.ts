import { urls } from '../../urls.ts';
import type { VideoState } from '../videos/videos.ts';
import type { Site } from './word-mail.ts';
import { footer } from './word-mail.ts';

/** A video as a mail to its author tells of it. */
export interface ToldVideo {
  id: string;
  /** Null until it is published. */
  slug: string | null;
  title: string;
  state: VideoState;
  reason: string;
  suggestions: number;
}

interface Written {
  subject: string;
  text: string;
}

/** That it is ready, or why it cannot be made so; null while neither is so. */
export function madeMail(site: Site, { id, slug, title, state, reason }: ToldVideo): Written | null {
  const own = site.origin + urls.ownVideo({ id });
  if (state === 'failed' || state === 'refused')
    return write(site, [`“${title}” could not be made ready.`, reason, own]);
  if (state !== 'ready') return null;
  if (slug === null)
    return write(site, [`“${title}” is ready. Only you can see it until you publish it.`, own]);
  return write(site, [`“${title}” is ready, and published.`, site.origin + urls.video({ id, slug })]);
}

/** That corrections wait; null where none does. Nobody is told who suggests them. */
export function suggestedMail(site: Site, { id, title, suggestions }: ToldVideo): Written | null {
  if (suggestions === 0) return null;
  const what = suggestions === 1 ? 'A correction is' : `${suggestions} corrections are`;
  const words = `${what} suggested for what is said in “${title}”. You decide on each.`;
  return write(site, [words, site.origin + urls.captionSuggestions({ id })]);
}

function write(site: Site, paragraphs: readonly string[]): Written {
  return {
    subject: `Your video at ${site.communityName}`,
    text: `${[...paragraphs, footer(site)].join('\n\n')}\n`,
  };
}
