import type { SeededRandom } from './scenario-random.ts';
import type { Actor, By, Step, Voice, Way } from './scenario.ts';

/** What is done with a video. It is the answerer's. */
export type VideoStep =
  | { do: 'film'; by: 'answerer'; post: string; audience: 'everybody' | 'members' }
  | { do: 'ask at'; by: By; post: string; on: string; seconds: number; byline: string; way: Way }
  | { do: 'suggest'; by: By; on: string; cue: number; words: string }
  | { do: 'decide'; by: 'answerer'; on: string; decision: 'accept' | 'decline' }
  | { do: 'caption'; by: 'answerer'; on: string; words: string }
  | { do: 'watched'; by: By; on: string; seconds: number }
  | { do: 'note'; by: By; on: string; words: string };

export interface WrittenAboutVideo {
  post: string;
  thread: string;
  kind: 'question' | 'comment';
  by: By;
}

interface VideoParts {
  random: SeededRandom;
  /** Who asks masked at its moments, and comments below it. */
  voice: Voice;
  others: readonly Actor[];
  byline: (by: By) => string;
}

/** Draws a video from its publication on: it is watched, asked about, mended and commented on. */
export class VideoDrawing {
  readonly steps: Step[] = [];
  /** Comments on it, and questions at its moments, each a thread of its own. */
  readonly written: WrittenAboutVideo[] = [];
  readonly video = 'v0';
  readonly #parts: VideoParts;
  #names = 0;

  constructor(parts: VideoParts) {
    this.#parts = parts;
    const audience = parts.random.pick(['everybody', 'everybody', 'members'] as const);
    this.steps.push({ do: 'film', by: 'answerer', post: this.video, audience });
  }

  draw(): void {
    const { random, voice } = this.#parts;
    this.#ask(voice);
    this.#suggest(voice);
    this.#comment(voice);
    const count = 4 + random.integer(5);
    for (let step = 0; step < count; step += 1) this.#happen();
  }

  #happen(): void {
    const { random, voice, others } = this.#parts;
    const by = random.pick([voice, ...others]);
    const on = this.video;
    const seconds = random.integer(110);
    const decision = random.pick(['accept', 'accept', 'decline'] as const);
    const words = random.pick(['We counted them once.', 'Nobody noticed.']);
    const choices: (() => void)[] = [
      () => this.#ask(by),
      () => this.#ask(by),
      () => this.#suggest(by),
      () => this.#comment(by),
      () => this.steps.push({ do: 'decide', by: 'answerer', on, decision }),
      () => this.steps.push({ do: 'caption', by: 'answerer', on, words }),
      () => this.steps.push({ do: 'watched', by, on, seconds }),
      () => this.steps.push({ do: 'note', by, on, words }),
      () => this.steps.push({ do: 'watch' }),
    ];
    random.pick(choices)();
  }

  #ask(by: By): void {
    const { random, byline } = this.#parts;
    const post = `m${(this.#names += 1)}`;
    const way = random.pick(['form', 'form', 'draft', 'later'] as const);
    const seconds = random.integer(110);
    this.steps.push({ do: 'ask at', by, post, on: this.video, seconds, byline: byline(by), way });
    this.written.push({ post, thread: post, kind: 'question', by });
  }

  #suggest(by: By): void {
    const { random } = this.#parts;
    const words = random.pick(['This is a talk about moving money.', 'We had one ledger only.']);
    this.steps.push({ do: 'suggest', by, on: this.video, cue: random.integer(4), words });
  }

  #comment(by: By): void {
    const { random, byline } = this.#parts;
    const post = `c${(this.#names += 1)}`;
    const way = random.pick(['form', 'draft', 'later'] as const);
    this.steps.push({ do: 'comment', by, post, on: this.video, byline: byline(by), way });
    this.written.push({ post, thread: this.video, kind: 'comment', by });
  }
}
