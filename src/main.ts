import { fileURLToPath } from 'node:url';
import { readConfig } from './platform/config.ts';
import type { OpenPlatform } from './platform/open.ts';
import { openPlatform } from './platform/open.ts';
import type { Role } from './platform/key-store.ts';
import { StartError } from './platform/start-error.ts';
import { start } from './start.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const roles: readonly string[] = ['web', 'worker', 'all'] satisfies Role[];

type Command = (args: string[]) => Promise<void>;

const commands: Record<string, Command> = {
  start: async (args) => await start(readSettings(), root, readRole(args)),
  import: async (args) =>
    await onPlatform(async (platform) => {
      const { runImport } = await import('./features/transfer/transfer.cli.ts');
      return await runImport(platform, args);
    }),
  export: async (args) =>
    await onPlatform(async (platform) => {
      const { runExport } = await import('./features/transfer/transfer.cli.ts');
      return await runExport(platform, args);
    }),
  admin: async (args) =>
    await onPlatform(async (platform) => {
      const { runAdmin } = await import('./features/admin/admin.cli.ts');
      return await runAdmin(platform, args);
    }),
  keys: async (args) =>
    await onPlatform(async (platform) => {
      const { runKeys } = await import('./features/keys/keys.cli.ts');
      return await runKeys(platform, args);
    }, 'all'),
  doctor: async () => {
    const { runDoctor } = await import('./features/admin/doctor.cli.ts');
    process.exitCode = await runDoctor(process.env, process.cwd(), root);
  },
};

/** Runs `cairn NAME ARGS`; the process ends by itself, with the command's exit code. */
export async function main([name = 'help', ...args]: string[]): Promise<void> {
  const command = commands[name];
  if (!command) {
    process.stderr.write(`cairn ${Object.keys(commands).join(' | ')}\n`);
    process.exitCode = name === 'help' ? 0 : 2;
    return;
  }
  try {
    await command(args);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

function readSettings() {
  return readConfig(process.env, process.cwd());
}

/** `cairn start [--role web|worker|all]` */
function readRole(args: readonly string[]): Role {
  const [option, role = ''] = args.flatMap((arg) => arg.split('='));
  if (option === undefined) return 'all';
  if (option === '--role' && roles.includes(role)) return role as Role;
  throw new StartError('cairn start --role web | worker | all');
}

/** Commands see no more than web processes do, but for those that need to. */
async function onPlatform(
  work: (platform: OpenPlatform) => Promise<number>,
  role: Role = 'web',
): Promise<void> {
  const platform = await openPlatform({ ...readSettings(), LOG_LEVEL: 'warn' }, root, { role });
  try {
    process.exitCode = await work(platform);
  } finally {
    await platform.close();
  }
}

await main(process.argv.slice(2));
