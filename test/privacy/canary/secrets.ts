import { randomBytes, randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setPassword } from '../../../src/features/accounts/accounts.ts';
import { hashPassword } from '../../../src/features/accounts/passwords.ts';
import { saveCareer } from '../../../src/features/careers/careers.ts';
import { claimMailbox, mailboxHashes } from '../../../src/features/careers/mailboxes.ts';
import { proposeCompany } from '../../../src/features/companies/proposing.ts';
import { addIdentity } from '../../../src/features/identities/identities.ts';
import { addPasskey } from '../../../src/features/passkeys/passkeys.ts';
import { editPost } from '../../../src/features/posts/editing.ts';
import { refreshSearchWords } from '../../../src/features/search/word-counts.ts';
import { sendWord } from '../../../src/features/notifications/sending-word.ts';
import { renewRecoveryCodes } from '../../../src/features/second-factor/recovery-codes.ts';
import { saveSecondFactor } from '../../../src/features/second-factor/second-factors.ts';
import { beginSession } from '../../../src/features/sessions/sessions.ts';
import { newId } from '../../../src/platform/random.ts';
import type { TestCommunity } from '../../community.ts';
import { makeFresh } from '../../fresh.ts';
import { createWorld, type World, type WorldOptions } from '../matrix/world.ts';
import { writeInAma } from './ama-secrets.ts';
import { rights } from './rights.ts';

type Secrets = Map<string, string | Buffer>;

/** A word that nobody has ever written, of letters alone, so that the search would take it for one. */
function newWord(): string {
  const letters = Array.from({ length: 18 }, () => String.fromCharCode(97 + randomInt(26)));
  return `q${letters.join('')}xq`;
}

/** The world of the matrix, with a secret in every place that is somebody's own. */
export async function createSecretWorld(
  options: WorldOptions = {},
): Promise<{ world: World; secrets: Secrets }> {
  const secrets: Secrets = new Map();
  const wordOf = (name: string) => {
    const word = String(secrets.get(name) ?? newWord());
    secrets.set(name, word);
    return word;
  };
  const wordsOf = (name: string) =>
    name in rights ? `Words with ${wordOf(name)} in them` : `What is said of the ${name} here`;
  const prepare: WorldOptions['prepare'] = async (world) => {
    await stateThings(world.community, wordOf);
    await addWaysIn(world.community, wordOf, secrets);
    await editDeleted(world);
    await writeInAma(world, wordOf, secrets);
    await proposeCompany(world.community.platform, {
      company: wordOf('company that is proposed'),
      domain: `${wordOf('company that is proposed')}.example`,
    });
    await sendWord(world.community.platform, world.places.get('answer')?.['id'] ?? '');
    await noteIds(world, secrets);
    const { platform } = world.community;
    await refreshSearchWords(platform);
  };
  return { world: await createWorld({ ...options, wordsOf, prepare }), secrets };
}

type Words = (name: string) => string;
type Unkept = Pick<World, 'community' | 'places' | 'tokens' | 'sessions'>;

/** What the asker states of their job, and has written to themselves. */
async function stateThings(community: TestCommunity, wordOf: Words): Promise<void> {
  const { platform, asker } = community;
  const { id } = asker.account;
  const company = wordOf('company that is stated');
  const nativeLevel = wordOf('level that is stated');
  const years = wordOf('years that are stated');
  await saveCareer(platform, id, { level: 'Senior', role: 'Software Engineer', company, nativeLevel, years });
  const domain = 'work.example';
  const hashes = mailboxHashes(platform, { address: `${wordOf('work mailbox')}@${domain}`, domain });
  await platform.db.transaction(async (tx) => void (await claimMailbox(tx, hashes, null)));
  makeFresh(platform, asker.client);
  await asker.client.post('/settings/account/email', {
    email: `${wordOf('address to be')}@cairn.test`,
    emailPassword: '',
  });
  asker.client.cookies.delete('fresh');
  await community.newClient().post('/sign-in/link', { email: `${wordOf('address to be')}@cairn.test` });
  await asker.client.get(`/search?q=${wordOf('what is looked for')}`);
}

/** What stood in a question that was taken down is in its earlier versions now. */
async function editDeleted({ community, places }: Unkept): Promise<void> {
  const { platform, asker } = community;
  const edit = {
    title: 'A title as it is now',
    tldr: '',
    body: 'And what it asks now.',
    topics: ['tech-lead'],
  };
  const id = places.get('deleted-question')?.['id'] ?? '';
  await editPost(platform, asker.account, { id, revision: 1, ...edit });
}

async function addWaysIn({ platform, asker }: TestCommunity, wordOf: Words, secrets: Secrets): Promise<void> {
  const { db } = platform;
  const { id: accountId } = asker.account;
  await setPassword(db, accountId, await hashPassword(wordOf('password')));
  const credentialId = Buffer.from(wordOf('credential of a passkey'));
  const key = { id: newId(platform.random), credentialId, accountId, publicKey: randomBytes(64), counter: 0 };
  await addPasskey(platform, { ...key, name: wordOf('name of a passkey') });
  const secret = randomBytes(20);
  secrets.set('secret of the second factor', secret);
  await saveSecondFactor(platform, db, { accountId, secret });
  const [code = ''] = await renewRecoveryCodes(platform, db, accountId);
  secrets.set('recovery code', code.replaceAll('-', '').toUpperCase());
  await addIdentity(platform, db, {
    ...{ issuer: 'https://id.example', accountId },
    subject: wordOf('subject elsewhere'),
  });
  await beginSession(platform, accountId, `Mozilla/5.0 ${wordOf('browser of a session')} Firefox/140.0`);
}

/** What the program itself has drawn or computed. */
async function noteIds({ community, places, tokens, sessions }: Unkept, secrets: Secrets): Promise<void> {
  const { platform } = community;
  for (const name of ['asker', 'answerer', 'colleague', 'outsider', 'moderator'] as const) {
    secrets.set(`address of the ${name}`, community[name].account.email ?? '');
    secrets.set(`account of the ${name}`, community[name].account.id);
  }
  for (const name of ['asker', 'answerer'] as const)
    secrets.set(`session of the ${name}`, sessions.get(name) ?? '');
  secrets.set('token of the asker', tokens.get('asker') ?? '');
  secrets.set('link to sign in', places.get('sign-in-link')?.['token'] ?? '');
  const { rows: mails } = await platform.db.pool.query<{ text: string }>('select text from kept_mails');
  if (mails.length < 3) throw new Error(`only ${mails.length} mails were sent`);
  secrets.set('link in a mail', /sign-up\/(\S+)/.exec(mails.map(({ text }) => text).join('\n'))?.[1] ?? '');
  for (const name of ['question', 'answer']) {
    const { rows } = await platform.db.pool.query<{ id: Buffer }>(
      'select author_id as id from posts where id = $1',
      [places.get(name)?.['id']],
    );
    secrets.set(`author of the ${name}`, rows[0]?.id ?? '');
  }
  const folder = join(platform.config.dataDir, 'keys');
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const keys = files.join('\n').match(/\b[0-9a-f]{64,}\b/g) ?? [];
  for (const [number, key] of keys.entries()) secrets.set(`keys ${number + 1}`, Buffer.from(key, 'hex'));
}
