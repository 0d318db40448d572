import type { Finder } from './finder.ts';
import type { Document } from './crawl.ts';
import { mayRead, rights } from './rights.ts';

/** A sentence for each secret that a document tells somebody who has no right to it. */
export function findLeaks(finder: Finder, { reader, way, at, text, brought }: Document): string[] {
  const known = new Set(brought === '' ? [] : finder.find(brought).map(({ name }) => name));
  const told = finder.find(text).filter(({ name }) => !known.has(name));
  if (reader === 'dump') {
    return told
      .filter(({ name }) => !rights[name]?.columns.includes(way))
      .map(({ name, as }) => `${name} (${as}) stands in ${way}`);
  }
  return told
    .filter(({ name }) => !mayRead(name, reader, way))
    .map(({ name, as }) => `${name} (${as}) is told to ${reader} by ${way}${at ? ` at ${at}` : ''}`);
}
