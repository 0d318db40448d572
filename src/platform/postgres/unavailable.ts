import { StartError } from '../start-error.ts';

/** The embedded server cannot run here; the message is a sentence for the operator. */
export class PostgresUnavailable extends StartError {}
