import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync, watch as watchFolder } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureBuilt } from './ensure-built.mjs';
import { root } from './paths.mjs';

const folders = ['src', 'migrations', 'build', 'sample'].filter((name) => existsSync(join(root, name)));
// Editors write a file in several steps.
const settle = 100;

/**
 * Runs `cairn ARGS` in a process of its own, and again after each change that builds. Never resolves; Ctrl-C
 * ends it after the process has stopped in its own order.
 * @param {string[]} args
 */
export async function watch(args) {
  const changes = new EventEmitter();
  let isChanged = true;
  for (const folder of folders) {
    watchFolder(join(root, folder), { recursive: true }, () => {
      isChanged = true;
      changes.emit('change');
    });
  }
  const server = new Server(args);
  process.on('SIGINT', () => void server.end('SIGINT'));
  process.on('SIGTERM', () => void server.end('SIGTERM'));
  for (;;) {
    if (!isChanged) await once(changes, 'change');
    await delay(settle);
    isChanged = false;
    if (await builds()) await server.restart();
  }
}

async function builds() {
  try {
    await ensureBuilt();
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

class Server {
  #args;
  #child = null;
  #isEnding = false;

  constructor(args) {
    this.#args = args;
  }

  async restart() {
    await this.#stop('SIGTERM');
    if (this.#isEnding) return;
    this.#child = spawn(process.execPath, [join(root, 'bin', 'cairn'), ...this.#args], { stdio: 'inherit' });
  }

  async end(signal) {
    if (this.#isEnding) process.exit(1);
    this.#isEnding = true;
    await this.#stop(signal);
    process.exit(this.#child?.exitCode ?? 0);
  }

  async #stop(signal) {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    // Ctrl-C reaches the whole group, and a second one would mean "at once".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    await ended;
  }
}
