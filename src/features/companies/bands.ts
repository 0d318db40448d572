import type { Band } from './names.ts';

/** What each of our bands means, in half a sentence. */
export const bandWords: Record<Band, string> = {
  Entry: 'learns the trade, on tasks that others have cut out',
  'Mid-Level': 'carries features from the first idea to running them',
  Senior: 'carries projects, and helps others to carry theirs',
  Staff: 'sets the technical direction of a team or of several',
  'Senior Staff': 'does so for a whole department',
  Principal: 'decides on what the company builds upon',
  Distinguished: 'is known for it beyond the company',
  Manager: 'leads a team',
  'Senior Manager': 'leads a large team, or managers',
  Director: 'leads several teams through their managers',
  'Senior Director': 'leads directors, or a department',
  VP: 'leads a large part of the company',
  'C-level': 'leads the company',
};
