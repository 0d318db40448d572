import { NotFound } from '../errors.ts';

/** The number of a page, 1 where the address has none. Throws NotFound for all but a number from 1 to `last`. */
export function parsePage(text = '1', last = 99_999): number {
  if (!/^[1-9]\d{0,4}$/.test(text) || Number(text) > last) throw new NotFound('There is no such page.');
  return Number(text);
}

/** The last row of a page of a list that is ordered by time and, where times are the same, by a key. */
export interface Place {
  /** ISO 8601, in milliseconds. */
  at: string;
  key: string;
}

/** As addresses carry it. */
export function placeText({ at, key }: Place): string {
  return `${at}_${key}`;
}

/** Throws NotFound for what `placeText` never made. */
export function parsePlace(text: string): Place {
  const [, at, key] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9A-Za-z-]{1,40})$/.exec(text) ?? [];
  if (!at || !key || Number.isNaN(Date.parse(at))) throw new NotFound('There is no such page.');
  return { at, key };
}
