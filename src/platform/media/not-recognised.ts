/** No words came of a video. The message is a sentence for its author; `why` is for the log, and tells nothing that was said. */
export class NotRecognised extends Error {
  readonly why: string;
  /** It would be the same another time. */
  readonly isFinal: boolean;

  constructor(
    message: string,
    { why, isFinal = false, cause }: { why: string; isFinal?: boolean; cause?: unknown },
  ) {
    super(message, { cause });
    this.why = why;
    this.isFinal = isFinal;
  }
}

/** What goes to a recogniser, and what may come back. */
export interface Asked {
  /** The sound, as a WAV file in `folder`. */
  path: string;
  folder: string;
  /** As BCP 47 says it. */
  lang: string;
  /** Of the answer. */
  mostBytes: number;
  signal: AbortSignal;
}

export function saysTooMuch(): NotRecognised {
  return new NotRecognised('The speech recogniser of this site gave back more than captions can be.', {
    why: 'its answer is too long',
  });
}
