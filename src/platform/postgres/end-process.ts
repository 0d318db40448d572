import { codeOf } from '../error-code.ts';

// A fast shutdown writes a checkpoint, so it has time; an immediate one leaves that to the next start's
// recovery; a kill leaves children that end as soon as they notice.
const means = [
  { signal: 'SIGINT', patience: 20_000 },
  { signal: 'SIGQUIT', patience: 5_000 },
  { signal: 'SIGKILL', patience: 2_000 },
] as const;

/** Asks a server to end, ever harder; resolves when `ended` does. */
export async function endProcess(pid: number, ended: Promise<unknown>): Promise<void> {
  for (const { signal, patience } of means) {
    send(pid, signal);
    if (await settlesWithin(ended, patience)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) does not end`);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

async function settlesWithin(ended: Promise<unknown>, patience: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, patience, false)));
  const inTime = await Promise.race([ended.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}
