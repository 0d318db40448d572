/** What is said from one moment to another, as it is read: text without markup, times in milliseconds. */
export interface Cue {
  startsMs: number;
  endsMs: number;
  text: string;
  /** Who says it, as the file names them; null where it does not. */
  speaker: string | null;
}

/** What is wrong with a file, and where. Lines count from 1. */
export interface CaptionTrouble {
  line: number;
  reason: string;
}

export interface ReadCaptions {
  cues: Cue[];
  /** Empty where every word of the file is in a cue. */
  troubles: CaptionTrouble[];
}

export const captionLimits = {
  bytes: 2_000_000,
  cues: 20_000,
  /** Code units of one cue; a cue is read in seconds. */
  text: 5_000,
  speaker: 120,
  /** A hundred hours. */
  ms: 360_000_000,
};
