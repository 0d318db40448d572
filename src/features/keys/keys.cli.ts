import { KeyStore, drawVersion } from '../../platform/key-store.ts';
import { addKeyVersion } from '../../platform/open-keys.ts';
import type { OpenPlatform } from '../../platform/open.ts';
import { missingKeysLine } from './missing-keys.ts';
import { sealAllAgain } from './sealing-again.ts';

type Write = (text: string) => void;

const usage = `cairn keys rotate: makes a new version of the keys, and seals anew what can be
cairn keys seal: goes on with sealing anew where that was stopped
cairn keys draw: prints a new version for the setting KEYS, and changes nothing
`;

/** `cairn keys rotate | seal | draw`. Returns the exit code. */
export async function runKeys(
  platform: OpenPlatform,
  args: readonly string[],
  write: Write = (text) => process.stdout.write(text),
): Promise<number> {
  const [command = ''] = args.length === 1 ? args : [];
  const commands: Record<string, () => Promise<number>> = {
    rotate: () => rotate(platform, write),
    seal: () => seal(platform, write),
    draw: () => draw(platform, write),
  };
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (run) return await run();
  write(usage);
  return 2;
}

async function rotate(platform: OpenPlatform, write: Write): Promise<number> {
  const store = new KeyStore(platform.config);
  if (!store.isFolder) {
    write('The keys are in the setting KEYS. Add these to it in every process, in web processes without');
    write(' the line authors.key, and start again:\n\n');
    return await draw(platform, write);
  }
  const missing = missingKeysLine(platform);
  if (missing) write(`${missing}\n`);
  const version = await addKeyVersion(platform.db, store);
  platform.keys.requireVersion(version);
  write(
    `Version ${version} of the keys is in ${store.place}. Keep the older ones: what was written with them is\n`,
  );
  write(
    'still looked up with them. Processes that share this folder take it up by themselves; to those with\n',
  );
  write('a copy of it, copy it now: until then they answer nobody who is signed in.\n');
  return await seal(platform, write);
}

async function seal(platform: OpenPlatform, write: Write): Promise<number> {
  const count = await sealAllAgain(platform);
  write(`${count} ${count === 1 ? 'seal is' : 'seals are'} renewed with version ${platform.keys.current}.\n`);
  return 0;
}

function draw({ keys }: OpenPlatform, write: Write): Promise<number> {
  write(`${drawVersion(keys.current + 1)}\n`);
  return Promise.resolve(0);
}
