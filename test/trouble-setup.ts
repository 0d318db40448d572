import { ensureBuilt } from '../build/ensure-built.mjs';

/** Else the first processes to start would build at the same time. */
export default async function setUp(): Promise<void> {
  await ensureBuilt();
}
