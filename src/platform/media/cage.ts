import { spawnSync } from 'node:child_process';
import { onPath } from './programs.ts';

/** What a program may use of this machine; each is stopped where it is too much. */
export interface CageLimits {
  /** Of the processor, all threads together. */
  cpuSeconds: number;
  /** Of address space, in bytes. */
  memory: number;
  /** The largest file that it may write. */
  fileBytes: number;
}

/** How programs are started here: what stands before them, and what that cannot take from them. */
export interface Cage {
  /** Words of a command line before the program's own. `keepsNetwork` for what is not the sender's to choose. */
  prefix(limits: CageLimits, options?: { keepsNetwork?: boolean | undefined }): string[];
  /** The user that they run as, where root lends one. */
  user: { uid: number; gid: number } | null;
  hasNoNetwork: boolean;
  hasLimits: boolean;
}

// An id that nobody has, next to that of the embedded PostgreSQL, whose files it cannot read either.
const ownId = 60_743;

let known: Cage | null = null;

/**
 * Programs that read what strangers send run without a network, with limits, as nobody, at the lowest priority, and end
 * with the process that started them. What the machine cannot do (it is no Linux, namespaces are forbidden) is left out.
 */
export function findCage(): Cage {
  known ??= build(process.env['PATH'] ?? '', process.getuid?.() === 0);
  return known;
}

function build(path: string, isRoot: boolean): Cage {
  const has = (name: string, ...args: string[]) => {
    const program = onPath(path, name);
    return program !== null && spawnSync(program, [...args, 'true'], { timeout: 5000 }).status === 0
      ? [program, ...args]
      : [];
  };
  const user = isRoot ? { uid: ownId, gid: ownId } : null;
  const as = user ? [`--reuid=${ownId}`, `--regid=${ownId}`, '--clear-groups'] : [];
  const network = has('unshare', ...(isRoot ? ['--net'] : ['--map-root-user', '--net']));
  const less = has(
    'setpriv',
    ...[...as, '--no-new-privs', '--inh-caps=-all', ...(isRoot ? ['--bounding-set=-all'] : [])],
    '--pdeathsig=KILL',
  );
  const nice = has('nice', '-n', '19');
  const prlimit = has('prlimit', '--core=0', '--nofile=256');
  const bounds = (limits: CageLimits) =>
    prlimit.length > 0
      ? [
          ...prlimit,
          `--cpu=${Math.ceil(limits.cpuSeconds)}`,
          `--as=${Math.ceil(limits.memory)}`,
          `--fsize=${Math.ceil(limits.fileBytes)}`,
        ]
      : [];
  return {
    prefix: (limits, { keepsNetwork = false } = {}) => [
      ...bounds(limits),
      ...(keepsNetwork ? [] : network),
      ...less,
      ...nice,
    ],
    user: less.length > 0 ? user : null,
    hasNoNetwork: network.length > 0,
    hasLimits: prlimit.length > 0,
  };
}
