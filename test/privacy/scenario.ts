import type { AmaStep } from './scenario-amas.ts';
import { AmaDrawing } from './scenario-amas.ts';
import { SeededRandom } from './scenario-random.ts';
import type { VideoStep } from './scenario-videos.ts';
import { VideoDrawing } from './scenario-videos.ts';

/** Four accounts that state the same career; two of them stand behind the voices of a scenario. */
export const twins = ['one', 'two', 'three', 'four'] as const;
export type Twin = (typeof twins)[number];
/** Masked authors of whom a scenario does not say who they are. */
export type Voice = 'V' | 'W';
export type Actor = Twin | 'asker' | 'answerer' | 'colleague' | 'outsider' | 'moderator' | 'admin';
export type By = Voice | Actor;

/** Posts and threads go by names of the scenario, `t0`, `p3`; who runs it knows their ids. */
export type Step =
  | { do: 'ask'; by: By; post: string; byline: string; way: Way }
  | { do: 'answer'; by: By; post: string; on: string; byline: string; way: Way }
  | { do: 'comment'; by: By; post: string; on: string; byline: string; way: Way }
  | { do: 'vote'; by: By; on: string; value: '1' | '0' | '-1' }
  | { do: 'accept'; by: By; on: string; accepted: '1' | '0' }
  | { do: 'edit'; by: By; on: string; words: string }
  | { do: 'remove'; by: By; on: string; removed: '1' | '0' }
  | { do: 'coarsen'; by: By; on: string; byline: string }
  | { do: 'close'; by: By; on: string; closed: '1' | '0' }
  | { do: 'flag'; by: By; on: string; reason: string }
  | { do: 'moderate'; by: 'moderator' | 'admin'; on: string; act: string }
  | { do: 'look'; by: By; at: string; on: string }
  | { do: 'profile'; by: 'answerer'; title: string }
  | { do: 'career'; by: Twin | 'asker'; level: string }
  | { do: 'settle'; by: Twin }
  | { do: 'sign in'; by: By }
  | { do: 'sign up'; name: string }
  | { do: 'wait'; minutes: number }
  | { do: 'mail' }
  | { do: 'sweep' }
  | { do: 'import'; level: string }
  | { do: 'watch' }
  | AmaStep
  | VideoStep;

/** By the form, from a draft that was saved before, at a random moment soon, or by the API. */
export type Way = 'form' | 'draft' | 'later' | 'api';

export interface Scenario {
  seed: string;
  kind: 'author' | 'link';
  /** The two that may stand behind the voices. */
  pair: readonly [Twin, Twin];
  steps: Step[];
  /** What sets the world right again, for the next one. */
  after: Step[];
}

interface Known {
  post: string;
  thread: string;
  kind: 'question' | 'answer' | 'comment' | 'amaQuestion' | 'video';
  by: By;
}

/** Draws what happens, without looking at what comes of it: some of it is refused, to everybody in the same way. */
export function drawScenario(kind: Scenario['kind'], seed: string): Scenario {
  const drawing = new Drawing(kind, seed);
  return { seed, kind, pair: drawing.pair, steps: drawing.draw(), after: drawing.after };
}

const masked = ['level-role', 'role', 'member'] as const;
const ofCompany = ['company-level-role', 'company-role', 'company'] as const;
const strangers = ['asker', 'answerer', 'colleague', 'outsider'] as const;

class Drawing {
  readonly pair: readonly [Twin, Twin];
  readonly #random: SeededRandom;
  readonly #kind: Scenario['kind'];
  readonly #known: Known[] = [];
  readonly #steps: Step[] = [];
  readonly #bystanders: Actor[];
  readonly after: Step[] = [];

  constructor(kind: Scenario['kind'], seed: string) {
    this.#random = new SeededRandom(`scenario ${seed}`);
    this.#kind = kind;
    const [first = 'one', second = 'two', ...others] = this.#random.shuffle(twins);
    this.pair = [first, second];
    this.#bystanders = [...strangers, ...others];
  }

  draw(): Step[] {
    const random = this.#random;
    this.#begin('V');
    if (this.#kind === 'link') this.#begin('W');
    this.#ask(random.pick([...this.pair, ...this.#bystanders]));
    this.#hold(this.#kind === 'link' ? 'W' : 'V');
    this.#film('V');
    const count = 8 + random.integer(14);
    for (let step = 0; step < count; step += 1) this.#happen();
    // What a masked author states later changes nothing that is there.
    if (random.chance(40))
      this.#steps.push({ do: 'career', by: random.pick(this.pair), level: random.pick(['Staff', 'Senior']) });
    this.#steps.push({ do: 'wait', minutes: 20 + random.integer(40) }, { do: 'mail' });
    for (const by of this.pair) this.after.push({ do: 'settle', by });
    if (random.chance(40)) this.#suspend();
    return this.#steps;
  }

  /** A thread in which the voice is heard: its own, or another's that it answers. */
  #begin(voice: Voice): void {
    if (this.#random.chance(60)) return void this.#ask(voice);
    const question = this.#ask(this.#random.pick(this.#bystanders));
    this.#reply(voice, question);
  }

  /** An AMA in which the voice asks. */
  #hold(voice: Voice): void {
    const byline = (by: By) => this.#byline(by);
    const amas = new AmaDrawing({ random: this.#random, voice, others: this.#bystanders, byline });
    amas.draw();
    this.#steps.push(...amas.steps);
    for (const asked of amas.asked) this.#known.push({ ...asked, thread: amas.ama });
  }

  /** A video that the voice asks about, mends and comments on. */
  #film(voice: Voice): void {
    const byline = (by: By) => this.#byline(by);
    const videos = new VideoDrawing({ random: this.#random, voice, others: this.#bystanders, byline });
    videos.draw();
    this.#steps.push(...videos.steps);
    this.#known.push({ post: videos.video, thread: videos.video, kind: 'video', by: 'answerer' });
    this.#known.push(...videos.written);
  }

  #ask(by: By): Known {
    const post = `t${this.#known.length}`;
    const known: Known = { post, thread: post, kind: 'question', by };
    this.#steps.push({ do: 'ask', by, post, byline: this.#byline(by), way: this.#way() });
    this.#known.push(known);
    return known;
  }

  #reply(by: By, on: Known): void {
    const post = `p${this.#known.length}`;
    const isAnswer = on.kind === 'question' && this.#random.chance(70);
    const written = { by, post, on: on.post, byline: this.#byline(by), way: this.#way() };
    this.#steps.push({ do: isAnswer ? 'answer' : 'comment', ...written });
    this.#known.push({ post, thread: on.thread, kind: isAnswer ? 'answer' : 'comment', by });
  }

  #byline(by: By): string {
    if (by === 'answerer' && this.#random.chance(60)) return 'named';
    const isVerified = by === 'V' || by === 'W' || twins.some((twin) => twin === by);
    return this.#random.pick(isVerified ? [...ofCompany, ...masked] : masked);
  }

  #way(): Way {
    return this.#random.pick(['form', 'form', 'draft', 'later', 'api'] as const);
  }

  /** The voice of that thread; where one is, the pair itself is not heard. */
  #voiceIn(thread: string): Voice | null {
    const voice = this.#known.find((post) => post.thread === thread && (post.by === 'V' || post.by === 'W'));
    return voice ? (voice.by as Voice) : null;
  }

  #someoneIn(thread: string): By {
    const voice = this.#voiceIn(thread);
    if (voice && this.#random.chance(40)) return voice;
    return this.#random.pick(voice ? this.#bystanders : [...this.#bystanders, ...this.pair]);
  }

  #happen(): void {
    const random = this.#random;
    const theirs = this.#known.filter(({ by }) => by === 'V' || by === 'W');
    const on = random.pick(random.chance(35) ? theirs : this.#known);
    const by = this.#someoneIn(on.thread);
    const [author, post] = [on.by, on.post];
    const asker = this.#known.find((known) => known.post === on.thread)?.by ?? author;
    const choices: (() => void)[] = [
      () => this.#reply(by, on),
      () => this.#reply(by, on),
      () => this.#steps.push({ do: 'vote', by, on: post, value: random.pick(['1', '1', '-1', '0']) }),
      () => this.#steps.push({ do: 'vote', by, on: post, value: random.pick(['1', '1', '-1', '0']) }),
      () => this.#accept(asker, on.thread),
      () => this.#steps.push({ do: 'edit', by: author, on: post, words: random.pick(['later', 'shorter']) }),
      () =>
        this.#steps.push({
          do: 'coarsen',
          by: author,
          on: post,
          byline: random.pick([...ofCompany, ...masked]),
        }),
      () => this.#steps.push({ do: 'remove', by: author, on: post, removed: random.pick(['1', '0']) }),
      () => this.#steps.push({ do: 'close', by: asker, on: on.thread, closed: random.pick(['1', '0']) }),
      () => this.#steps.push({ do: 'flag', by, on: post, reason: random.pick(['identifies', 'spam']) }),
      () => this.#moderate(on),
      () => this.#look(by, on),
      () => this.#steps.push({ do: 'sign in', by }),
      () => this.#steps.push({ do: 'wait', minutes: 1 + random.integer(90) }),
      () => this.#elsewhere(),
    ];
    random.pick(choices)();
  }

  #accept(by: By, thread: string): void {
    const answers = this.#known.filter((post) => post.kind === 'answer' && post.thread === thread);
    const accepted = this.#random.pick(['1', '1', '0'] as const);
    for (const { post } of answers.slice(-1)) this.#steps.push({ do: 'accept', by, on: post, accepted });
  }

  #moderate(on: Known): void {
    const acts = ['hide', 'restore', 'lock', 'unlock', 'close', 'reopen', 'dismiss'];
    const by = this.#random.pick(['moderator', 'admin'] as const);
    this.#steps.push({ do: 'moderate', by, on: on.post, act: this.#random.pick(acts) });
  }

  /** Last: whoever is suspended is not heard anywhere from then on, but what is there stays as it is. */
  #suspend(): void {
    const theirs = this.#known.filter(({ by }) => by === 'V' || by === 'W');
    const { post: on } = this.#random.pick(theirs);
    this.#steps.push({ do: 'moderate', by: 'moderator', on, act: 'suspend' });
    this.after.push({ do: 'moderate', by: 'moderator', on, act: 'lift' });
    for (const by of this.pair) this.after.push({ do: 'sign in', by });
  }

  #look(by: By, on: Known): void {
    const at = this.#random.pick(['/notifications', '/drafts', '/settings', 'thread', 'edit']);
    this.#steps.push({ do: 'look', by, at, on: on.post });
  }

  /** What is not about one post. */
  #elsewhere(): void {
    const random = this.#random;
    const choices: Step[] = [
      { do: 'profile', by: 'answerer', title: random.pick(['Staff Engineer', 'Engineer at Fabrikam']) },
      { do: 'career', by: 'asker', level: random.pick(['Senior', 'Staff', 'Principal']) },
      { do: 'sign up', name: `newcomer-${random.integer(1e9)}` },
      { do: 'mail' },
      { do: 'sweep' },
      { do: 'import', level: random.pick(['Senior', 'Staff']) },
      { do: 'watch' },
    ];
    this.#steps.push(random.pick(choices));
  }
}
