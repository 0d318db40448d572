import { parsePage } from '../../platform/place.ts';
import type { ThreadKind } from './posts.ts';
import type { Sort } from './thread-list.ts';
import { lastPage, sorts } from './thread-list.ts';

export interface ListParams {
  kind: ThreadKind | null;
  sort: Sort;
  page: number;
}

/** The parameters that a list heeds, in the order of its canonical address. */
export const listParamNames = ['kind', 'sort', 'page'] as const;

const kinds: Record<string, ThreadKind> = { questions: 'question', amas: 'ama', videos: 'video' };

/** Unknown kinds and sorts mean the default; a page number that cannot be is nowhere. */
export function readListParams(query: (name: string) => string | undefined): ListParams {
  const sort = sorts.find((name) => name === query('sort')) ?? 'best';
  const page = parsePage(query('page'), lastPage);
  return { kind: kinds[query('kind') ?? ''] ?? null, sort, page };
}

/** The address of a list with these parameters; defaults are left out. */
export function listHref(path: string, { kind, sort, page }: Partial<ListParams>): string {
  const params = new URLSearchParams();
  const kindName = Object.keys(kinds).find((name) => kinds[name] === kind);
  if (kindName) params.set('kind', kindName);
  if (sort && sort !== 'best') params.set('sort', sort);
  if (page && page > 1) params.set('page', String(page));
  const query = params.toString();
  return query ? `${path}?${query}` : path;
}
