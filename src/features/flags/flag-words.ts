import type { FlagReason } from './flags.ts';

/** What a flag says is wrong, for those who flag and for moderators. */
export const flagWords: Record<FlagReason, { label: string; help: string }> = {
  identifies: {
    label: 'It identifies someone',
    help: 'It names or describes a person, or gives away who wrote a post.',
  },
  abuse: { label: 'It is abusive', help: 'It attacks, threatens or demeans somebody.' },
  spam: { label: 'It is spam', help: 'It advertises, or has been posted everywhere.' },
  'off-topic': { label: 'It does not belong here', help: 'It is not about work and careers.' },
  other: { label: 'Something else', help: 'Say below what it is.' },
};
