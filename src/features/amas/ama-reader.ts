import type { VoteValue } from '../votes/votes.ts';
import type { OwnQuestion } from './ama-thread.ts';
import type { AskFormProps } from './ask-form.tsx';

/** What an AMA's page knows of who reads it. */
export interface AmaReader {
  own: OwnQuestion[];
  /** Whether they want to be reminded. */
  going: boolean;
  votes: ReadonlyMap<string, VoteValue>;
  /** Null for hosts, who answer, and where nothing can be asked. */
  ask: AskFormProps | null;
}
