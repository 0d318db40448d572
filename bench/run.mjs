import { spawn } from 'node:child_process';
import { ensureBuilt } from '../build/ensure-built.mjs';
import { ensureInstalled } from '../build/ensure-installed.mjs';
import { root } from '../build/paths.mjs';

// `npm run bench`: whatever a fresh clone lacks, then the measurements.
ensureInstalled({ dev: true });
await ensureBuilt();
const args = ['--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => (process.exitCode = code ?? 1));
