import { urls } from '../../urls.ts';

/** The address of a page of results; defaults are left out. */
export function searchHref({
  q,
  page = 1,
  literal = false,
}: {
  q: string;
  page?: number;
  literal?: boolean;
}): string {
  const params = new URLSearchParams({ q });
  if (literal) params.set('literal', '1');
  if (page > 1) params.set('page', String(page));
  return `${urls.search()}?${params.toString()}`;
}
