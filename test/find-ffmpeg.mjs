import { spawnSync } from 'node:child_process';

/** Whether there is an ffmpeg on the PATH that writes H.264. */
export function hasFfmpeg() {
  const { stdout, status } = spawnSync('ffmpeg', ['-hide_banner', '-encoders'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  const probes = spawnSync('ffprobe', ['-version'], { timeout: 20_000 }).status === 0;
  return status === 0 && stdout.includes('libx264') && probes;
}

/** Finds ffmpeg, or installs Debian's where this is root's machine; says what is skipped where there is none. */
export function ensureFfmpeg() {
  if (hasFfmpeg()) return;
  if (process.getuid?.() === 0 && !spawnSync('apt-get', ['--version']).error) {
    console.log('Installing ffmpeg with apt-get …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const options = { env, stdio: ['ignore', 'ignore', 'inherit'] };
    spawnSync('apt-get', ['update', '-q'], options);
    spawnSync('apt-get', ['install', '-yq', '--no-install-recommends', 'ffmpeg'], options);
  }
  if (!hasFfmpeg()) console.log('No ffmpeg that writes H.264 was found: tests that need it are skipped.');
}
