/**
 * How many scenarios a test plays: few as a part of `npm test`, as many as PRIVACY_SCENARIOS says in
 * `npm run test:privacy`. PRIVACY_SEED plays those of another run again; without it a long run draws its own.
 */
export function scenariosOf(few: number): number {
  return Number(process.env['PRIVACY_SCENARIOS'] ?? few);
}

export const seed =
  process.env['PRIVACY_SEED'] ?? (process.env['PRIVACY_SCENARIOS'] ? String(Date.now()) : 'cairn');

/** Milliseconds: long runs are bounded by what they play. */
export const patience = 3_600_000;

/** What was done, for whoever reads along. */
export function say(words: string): void {
  process.stdout.write(`${words} (PRIVACY_SEED=${seed})\n`);
}
