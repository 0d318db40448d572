/** Who may read a secret, and in which columns of the database it may stand, in clear or as a hash. */
export interface Right {
  /** Roles of the matrix; after a role, the one route where it may. `*`: whoever has the link. */
  readers: string[];
  columns: string[];
}

const mailed = ['kept_mails.recipient', 'tokens.email', 'email_changes.email'];
/** Where no mail server is set, the admin hands mails on; and a link shows whose it is. */
const addressed = ['admin GET /admin/mail', '* GET /sign-in/:token', '* GET /sign-up/:token'];
const address = (owner: string): Right => ({
  readers: [owner, ...addressed],
  columns: ['accounts.email', ...mailed],
});
const title = ['threads.title', 'threads.slug', 'revisions.title'];
const body = ['posts.body', 'posts.body_html', 'revisions.body'];
const own = (owner: string, ...columns: string[]): Right => ({ readers: [owner], columns });
const staff = ['moderator', 'admin'];
/** Of the AMA, and who keeps its queue. */
const hosts = ['answerer', 'guest', ...staff];
const accountColumns = [
  'accounts.id',
  'api_tokens',
  'careers',
  'tokens',
  'moderation_acts.moderator_id',
  'profiles',
]
  .concat('passkeys', 'second_factors', 'recovery_codes', 'identities', 'email_changes')
  .map((column) => (column.includes('.') ? column : `${column}.account_id`));

/** Each secret that `secrets.ts` plants. */
export const rights: Record<string, Right> = {
  'address of the asker': address('asker'),
  'address of the answerer': address('answerer'),
  'address of the colleague': address('colleague'),
  'address of the outsider': address('outsider'),
  'address to be': { readers: ['asker', ...addressed], columns: mailed },
  password: own('asker'),
  'account of the asker': own('asker', ...accountColumns),
  'account of the answerer': own('answerer', ...accountColumns),
  'account of the colleague': own('colleague', ...accountColumns),
  'account of the outsider': own('outsider', ...accountColumns),
  'account of the moderator': own('moderator', ...accountColumns),
  'address of the moderator': address('moderator'),
  'session of the asker': own('asker', 'sessions.token_hash'),
  'session of the answerer': own('answerer', 'sessions.token_hash'),
  'token of the asker': own('asker', 'api_tokens.hash'),
  'link to sign in': { readers: [], columns: ['tokens.hash'] },
  'link in a mail': { readers: ['admin GET /admin/mail'], columns: ['tokens.hash', 'kept_mails.text'] },
  'link for a host': { readers: [], columns: ['ama_invitations.hash'] },
  'name of an invited host': {
    readers: ['* GET /amas/invitation/:token'],
    columns: ['ama_invitations.name', 'ama_invitations.title'],
  },
  'held question': { readers: ['asker', ...hosts], columns: body },
  'dismissed-question': { readers: ['asker', ...hosts], columns: body },
  dismissal: { readers: ['asker', ...hosts], columns: ['removals.reason'] },
  'question in its window': own('asker'),
  // Whoever hosts goes on with it.
  'answer that was shown growing': { readers: ['answerer', 'guest'], columns: ['ama_questions.draft'] },
  'answer that nobody watches': own('nobody at all'),
  'browser of a guest': own('nobody at all', 'ama_guests.token_hash'),
  'author of the question': own('nobody at all', 'authors.id', 'posts.author_id'),
  'author of the answer': own('nobody at all', 'authors.id', 'posts.author_id'),
  'company that is stated': own('asker'),
  // Until an admin has confirmed it.
  'company that is proposed': {
    readers: ['admin'],
    columns: [
      'companies.name',
      'companies.slug',
      'company_aliases.key',
      'company_aliases.name',
      'company_domains.domain',
    ],
  },
  'level that is stated': own('asker'),
  'years that are stated': own('asker'),
  'work mailbox': own('asker'),
  'waiting-post': own('asker'),
  'title of waiting-post': own('asker'),
  'own-video': own('answerer', 'videos.draft'),
  notes: own('asker'),
  draft: own('asker'),
  'title of draft': own('asker'),
  'api-token': own('asker', 'api_tokens.name'),
  'name of a passkey': own('asker'),
  'credential of a passkey': own('asker', 'passkeys.credential_id'),
  'secret of the second factor': own('asker'),
  'recovery code': own('asker', 'recovery_codes.hash'),
  'subject elsewhere': own('asker', 'identities.subject'),
  'browser of a session': own('asker'),

  'deleted-question': own('asker', ...body),
  // Who has answered knows what it was that they answered.
  'title of deleted-question': { readers: ['asker', 'answerer'], columns: title },
  'below-deleted': { readers: ['answerer', 'asker'], columns: body },
  'deleted-answer': own('answerer', ...body),
  'withdrawn-answer': own('answerer', ...body),
  'deleted-comment': own('colleague', ...body),
  'comment-below-deleted': { readers: ['colleague', 'answerer'], columns: body },
  'hidden-question': { readers: ['asker', ...staff], columns: body },
  'title of hidden-question': { readers: ['asker', 'answerer', ...staff], columns: title },
  'below-hidden': { readers: ['answerer', 'asker', ...staff], columns: body },
  'hidden-answer': { readers: ['answerer', ...staff], columns: body },
  'reason to hide': {
    readers: ['asker', 'answerer', ...staff],
    columns: ['removals.reason', 'moderation_acts.reason'],
  },
  'reason to suspend': { readers: staff, columns: ['suspensions.reason', 'moderation_acts.reason'] },
  'title of deleted-ama': own('answerer', ...title),
  flag: { readers: staff, columns: ['flags.note'] },
  'what is looked for': own('asker'),
};

/** Whether somebody of this role may be told it by this route. */
export function mayRead(name: string, role: string, route: string): boolean {
  // A key of the site has no right, and no readers.
  const readers = rights[name]?.readers ?? [];
  return readers.some(
    (reader) => reader === role || reader === `${role} ${route}` || reader === `* ${route}`,
  );
}
