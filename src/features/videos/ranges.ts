import type { ByteRange } from '../../platform/files/files.ts';

/**
 * The one range of bytes that a request asks for (RFC 9110, section 14): null for the whole, where there is none, where it
 * is written otherwise, and where there are several; 'none' where it lies beyond the end.
 */
export function parseRange(header: string | undefined, bytes: number): ByteRange | 'none' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '')
    return Number(last) === 0 ? 'none' : { start: Math.max(0, bytes - Number(last)), end: bytes };
  if (last !== '' && Number(last) < Number(first)) return null;
  if (Number(first) >= bytes) return 'none';
  return { start: Number(first), end: last === '' ? bytes : Math.min(bytes, Number(last) + 1) };
}
