import { startEmbeddedPostgres } from './embedded.ts';

// A process that owns a server, for tests that kill it: prints the server's process id when it is ready.
const [, , dataDir = ''] = process.argv;
const postgres = await startEmbeddedPostgres({ dataDir });
process.stdout.write(`${postgres.pid}\n`);
