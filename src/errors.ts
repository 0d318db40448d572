/** What a domain command may refuse with; the edge maps each to one status. */
export abstract class Refusal extends Error {
  abstract readonly status: 400 | 401 | 403 | 404 | 409 | 422 | 429 | 503;
}

/** Not there, or not there for this viewer: the two are told apart by nobody. */
export class NotFound extends Refusal {
  readonly status = 404;
}

/** The page is there, under another address; the edge redirects for good. */
export class MovedTo extends Error {
  readonly location: string;

  constructor(location: string) {
    super(`moved to ${location}`);
    this.location = location;
  }
}

/** Seen, but not allowed. The message is shown to the reader. */
export class Forbidden extends Refusal {
  readonly status = 403;
}

/** Only for those who are signed in. */
export class SignInRequired extends Refusal {
  readonly status = 401;
}

/** Signed in, but not just now: the edge sends them to sign in once more, and then to `to`. */
export class SignInAgain extends Error {
  readonly to: string;

  constructor(to: string) {
    super(`sign in once more, then go to ${to}`);
    this.to = to;
  }
}

/** The request itself cannot be understood. */
export class BadRequest extends Refusal {
  readonly status = 400;
}

/** The state has moved on since the form was made. */
export class Conflict extends Refusal {
  readonly status = 409;
}

/** It was changed since whoever changes it has read it. */
export class Outdated extends Conflict {}

/** Input that cannot be taken; `fields` maps a field's name to a sentence that helps. */
export class Invalid extends Refusal {
  readonly status = 422;
  readonly fields: Record<string, string>;

  constructor(fields: Record<string, string>) {
    super(Object.values(fields).join(' '));
    this.fields = fields;
  }
}

/** Too often; `retryAfter` in seconds. */
export class TooMany extends Refusal {
  readonly status = 429;
  readonly retryAfter: number;

  constructor(message: string, retryAfter: number) {
    super(message);
    this.retryAfter = Math.max(1, Math.ceil(retryAfter));
  }
}

/** The database, or what stands behind it, does not answer at the moment. */
export class Unavailable extends Refusal {
  readonly status = 503;
}
