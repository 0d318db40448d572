import type { SeededRandom } from './scenario-random.ts';
import type { Actor, By, Step, Voice, Way } from './scenario.ts';

/** What is done in an AMA. The answerer hosts it. */
export type AmaStep =
  | { do: 'announce'; by: 'answerer'; post: string; approveFirst: boolean; showsDrafts: boolean }
  | { do: 'ask in ama'; by: By; post: string; on: string; byline: string; way: Way }
  /** The window of what waits has come. */
  | { do: 'open window'; on: string }
  | { do: 'queue'; by: 'answerer' | 'moderator'; on: string; ama: string; act: string; into?: string }
  | { do: 'host answer'; by: 'answerer'; post: string; on: string; ama: string }
  | { do: 'host draft'; by: 'answerer'; on: string; ama: string }
  | { do: 'ama state'; by: 'answerer' | 'moderator'; on: string; act: string }
  | { do: 'rsvp'; by: By; on: string; going: '1' | '0' };

export interface AskedInAma {
  post: string;
  by: By;
  kind: 'amaQuestion' | 'answer';
}

interface AmaParts {
  random: SeededRandom;
  /** Who asks masked in it. */
  voice: Voice;
  others: readonly Actor[];
  byline: (by: By) => string;
}

/** Draws an AMA from its announcement on, as what is done in it one after the other. */
export class AmaDrawing {
  readonly steps: Step[] = [];
  readonly asked: AskedInAma[] = [];
  readonly ama = 'a0';
  readonly #parts: AmaParts;
  readonly #approveFirst: boolean;
  #names = 0;

  constructor(parts: AmaParts) {
    this.#parts = parts;
    this.#approveFirst = parts.random.chance(40);
    const settings = { approveFirst: this.#approveFirst, showsDrafts: parts.random.chance(50) };
    this.steps.push({ do: 'announce', by: 'answerer', post: this.ama, ...settings });
  }

  /** The voice asks before it begins, others before and after; most of what follows is about what the voice asked. */
  draw(): void {
    const { random, voice, others } = this.#parts;
    this.#rsvp();
    this.#ask(voice);
    this.#ask(random.pick(others));
    this.#rsvp();
    if (this.#approveFirst) for (const { post } of this.asked) this.#queue(post, 'approve');
    this.#begin();
    if (random.chance(60)) this.#ask(voice);
    const count = 5 + random.integer(7);
    for (let step = 0; step < count; step += 1) this.#happen();
    if (random.chance(50)) {
      const act = random.pick(['end', 'end', 'cancel'] as const);
      this.steps.push({ do: 'ama state', by: random.pick(['answerer', 'moderator']), on: this.ama, act });
    }
  }

  /** By its host, or by the clock, when who wants to come has been reminded. */
  #begin(): void {
    if (this.#parts.random.chance(40))
      this.steps.push({ do: 'wait', minutes: 160 }, { do: 'mail' }, { do: 'wait', minutes: 10 });
    else this.steps.push({ do: 'ama state', by: 'answerer', on: this.ama, act: 'begin' });
  }

  #happen(): void {
    const { random, voice, others } = this.#parts;
    const questions = this.asked.filter(({ kind }) => kind === 'amaQuestion');
    const theirs = questions.filter(({ by }) => by === voice);
    const { post: on, by } = random.pick(random.chance(65) ? theirs : questions);
    const byline = random.pick(['company-role', 'role', 'member']);
    const targets = questions.filter(({ post }) => post !== on).map(({ post }) => post);
    const voter = random.pick([...others, ...others, voice]);
    const choices: (() => void)[] = [
      () => this.#ask(random.pick([voice, ...others])),
      () => this.steps.push({ do: 'vote', by: voter, on, value: random.pick(['1', '1', '0']) }),
      () => this.steps.push({ do: 'vote', by: voter, on, value: random.pick(['1', '1', '0']) }),
      () => this.#queue(on, random.pick(['pin', 'unpin', 'answering', 'idle'])),
      () => this.#queue(on, random.pick(['dismiss', 'restore', 'approve', 'split'])),
      () => this.#queue(on, 'merge', random.pick(targets)),
      () => this.#answer(on),
      () => this.#answer(on),
      () => this.#answer(on),
      () => this.steps.push({ do: 'remove', by, on, removed: random.pick(['1', '1', '0']) }),
      () => this.steps.push({ do: 'coarsen', by, on, byline }),
      () => this.steps.push({ do: 'edit', by, on, words: random.pick(['later', 'shorter']) }),
    ];
    random.pick(choices)();
  }

  #ask(by: By): void {
    const { random, byline } = this.#parts;
    const post = `q${(this.#names += 1)}`;
    const way = random.pick(['form', 'form', 'draft', 'later', 'api'] as const);
    this.steps.push({ do: 'ask in ama', by, post, on: this.ama, byline: byline(by), way });
    if (random.chance(10)) this.steps.push({ do: 'watch' });
    this.steps.push({ do: 'open window', on: this.ama });
    this.asked.push({ post, by, kind: 'amaQuestion' });
  }

  #queue(on: string, act: string, into?: string): void {
    const by = this.#parts.random.pick(['answerer', 'answerer', 'moderator'] as const);
    this.steps.push({ do: 'queue', by, on, ama: this.ama, act, ...(into ? { into } : {}) });
  }

  #answer(on: string): void {
    this.#queue(on, 'answering');
    if (this.#parts.random.chance(50))
      this.steps.push({ do: 'host draft', by: 'answerer', on, ama: this.ama });
    const post = `h${(this.#names += 1)}`;
    this.steps.push({ do: 'host answer', by: 'answerer', post, on, ama: this.ama });
    this.asked.push({ post, by: 'answerer', kind: 'answer' });
  }

  #rsvp(): void {
    const { random, voice, others } = this.#parts;
    const by = random.pick([voice, ...others]);
    this.steps.push({ do: 'rsvp', by, on: this.ama, going: random.pick(['1', '1', '0']) });
  }
}
