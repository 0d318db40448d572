const words = { '1': 'up', '-1': 'down' } as const;

/** What stands for the voter in an export, where there are none: the vote's number among the like ones of its post. */
export function writeSlot({ post, value, number }: { post: string; value: 1 | -1; number: number }): string {
  return `${post}-${words[value]}-${number}`;
}

/** The number, or null where `by` is somebody. */
export function readSlot(by: string, { post, value }: { post: string; value: 1 | 0 | -1 }): number | null {
  if (value === 0) return null;
  const start = `${post}-${words[value]}-`;
  return by.startsWith(start) && /^[1-9]\d{0,9}$/.test(by.slice(start.length))
    ? Number(by.slice(start.length))
    : null;
}
