import { urls } from '../../urls.ts';

/** Where a level's name is looked up. */
export function levelsHref(name: string): string {
  return `${urls.levels()}?name=${encodeURIComponent(name)}`;
}
