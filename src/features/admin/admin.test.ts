import { afterAll, beforeAll, expect, test } from 'vitest';
import { redirectOf } from '../../../test/client.ts';
import type { TestCommunity } from '../../../test/community.ts';
import { createTestCommunity } from '../../../test/community.ts';
import { ask } from '../../../test/threads.ts';
import { advisoryLocks } from '../../platform/advisory-locks.ts';
import { runAdmin } from './admin.cli.ts';
import { sweepKeptMails } from './kept-mails.ts';

let community: TestCommunity;

const secrets = {
  METRICS_TOKEN: 'tracer-metrics-token',
  S3_ENDPOINT: 'http://s3.invalid',
  S3_BUCKET: 'bucket',
  S3_SECRET_ACCESS_KEY: 'tracer-secret-key',
};

beforeAll(async () => {
  community = await createTestCommunity({ environment: secrets });
});

afterAll(async () => await community.close());

async function addTopic(name: string, edit: Record<string, string> = {}): Promise<string> {
  const path = redirectOf(await community.admin.client.post('/admin/topics', { name, summary: '' }));
  redirectOf(await editTopic(path, { name, ...edit }));
  return path;
}

async function editTopic(path: string, edit: Record<string, string>): Promise<Response> {
  return await community.admin.client.post(path, {
    summary: '',
    guide: '',
    parent: '',
    synonyms: '',
    ...edit,
  });
}

test.each(['/admin', '/admin/mail', '/admin/topics', '/admin/topics/nothing'])(
  '%s is for admins: others are refused, whatever is there',
  async (path) => {
    const { admin, moderator, outsider } = community;
    expect([200, 404]).toContain((await admin.client.get(path)).status);
    expect((await moderator.client.get(path)).status).toBe(403);
    expect((await outsider.client.get(path)).status).toBe(403);
    expect((await community.newClient().get(path)).status).toBe(401);
  },
);

test('a topic is edited while an import runs', async () => {
  const path = await addTopic('Patience');
  const importer = await community.platform.db.pool.connect();
  try {
    await importer.query('select pg_advisory_lock($1)', [advisoryLocks.imports]);
    expect((await editTopic(path, { name: 'Impatience' })).status).toBe(303);
  } finally {
    importer.release(true);
  }
});

test('only admins, and no other site, add and edit topics', async () => {
  const fields = { name: 'Not to be', summary: '' };
  for (const { client } of [community.moderator, community.outsider]) {
    expect((await client.post('/admin/topics', fields)).status).toBe(403);
    expect((await client.post('/admin/topics/x', fields)).status).toBe(403);
  }
  expect((await community.newClient().post('/admin/topics', fields)).status).toBe(401);
  const foreign = await community.admin.client.post('/admin/topics', fields, { origin: 'https://evil.test' });
  expect(foreign.status).toBe(403);
  expect(await community.admin.client.page('/admin/topics')).not.toContain('Not to be');
});

test('the overview tells of versions and settings, and no secret', async () => {
  const html = await community.admin.client.page('/admin');
  expect(html).toContain(process.version);
  expect(html).toContain('METRICS_TOKEN');
  expect(html).not.toMatch(/tracer|postgres:\/\/|s3\.invalid/);
});

test('a topic is added, edited, and seen at once where it stands', async () => {
  const path = await addTopic('Engineering Managers');
  expect(path).toBe('/admin/topics/engineering-managers');
  const reader = community.newClient();
  expect(await reader.page('/topics/engineering-managers')).toContain('Engineering Managers');
  const asked = await ask(community.platform, community.asker, { topics: ['engineering-managers'] });
  expect(await reader.page(asked.path)).toContain('Engineering Managers');

  const edit = {
    name: 'Managing Engineers',
    summary: 'Those who lead engineers.',
    guide: 'Begin with *listening*.',
    synonyms: 'EM, Eng  Manager',
  };
  expect(redirectOf(await editTopic(path, edit))).toBe(`${path}?done=saved`);
  const page = await reader.page('/topics/engineering-managers');
  expect(page).toContain('Those who lead engineers.');
  expect(page).toContain('<em>listening</em>');
  expect(await reader.page(asked.path)).toContain('Managing Engineers');
  const synonym = await reader.get('/topics/eng-manager');
  expect(synonym.headers.get('location')).toBe('/topics/engineering-managers');
  const form = await community.admin.client.page(path);
  expect(form).toContain('value="em, eng-manager"');
});

test('a synonym that is left out leads nowhere any more', async () => {
  const path = await addTopic('Pairing', { synonyms: 'pair, duo' });
  await editTopic(path, { name: 'Pairing', synonyms: 'duo' });
  expect((await community.newClient().get('/topics/pair')).status).toBe(404);
  expect((await community.newClient().get('/topics/duo')).headers.get('location')).toBe('/topics/pairing');
});

test('a topic stands below no topic that stands below it', async () => {
  const one = await addTopic('Circle One');
  const two = await addTopic('Circle Two', { parent: 'circle-one' });
  const three = await addTopic('Circle Three', { parent: 'circle-two' });
  for (const parent of ['circle-three', 'circle-two', 'circle-one']) {
    const refused = await editTopic(one, { name: 'Circle One', parent });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('id="field-parent-error"');
  }
  expect((await editTopic(three, { name: 'Circle Three', parent: 'circle-one' })).status).toBe(303);
  expect((await editTopic(two, { name: 'Circle Two', parent: 'circle-three' })).status).toBe(303);
});

test('two edits at once make no circle either', async () => {
  const left = await addTopic('Race Left');
  const right = await addTopic('Race Right');
  for (let round = 0; round < 10; round += 1) {
    await editTopic(left, { name: 'Race Left', parent: '' });
    await editTopic(right, { name: 'Race Right', parent: '' });
    const answers = await Promise.all([
      editTopic(left, { name: 'Race Left', parent: 'race-right' }),
      editTopic(right, { name: 'Race Right', parent: 'race-left' }),
    ]);
    const [first, second] = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect([first, second]).toEqual([303, 422]);
  }
});

test.each([
  ['a name that is taken', 'Taken Name'],
  ['a name that is a synonym', 'taken synonym'],
  ['no name', ''],
  ['a long name', 'x'.repeat(81)],
])('%s is refused, and the form stays filled', async (_, name) => {
  const { client } = community.admin;
  await client.post('/admin/topics', { name: 'Taken Name', summary: '' });
  await editTopic('/admin/topics/taken-name', { name: 'Taken Name', synonyms: 'taken synonym' });
  const refused = await client.post('/admin/topics', { name, summary: 'Kept summary' });
  expect(refused.status).toBe(422);
  const html = await refused.text();
  expect(html).toContain('id="field-name-error"');
  expect(html).toContain('Kept summary');
});

test('a synonym that means another topic is refused, and nothing of the edit is kept', async () => {
  await addTopic('First Meaning', { synonyms: 'meaning' });
  const path = await addTopic('Second Meaning');
  for (const synonyms of ['meaning', 'first-meaning']) {
    const refused = await editTopic(path, { name: 'Renamed Meaning', synonyms });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('id="field-synonyms-error"');
  }
  expect(await community.admin.client.page('/admin/topics')).not.toContain('Renamed Meaning');
});

test('a preview of the guide saves nothing', async () => {
  const path = await addTopic('Previewed');
  const shown = await editTopic(path, { name: 'Previewed', guide: 'A *preview*', preview: '1' });
  expect(await shown.text()).toContain('<em>preview</em>');
  expect(await community.admin.client.page(path)).not.toContain('A *preview*');
});

test('kept mail is shown newest first, its links can be followed, its recipient only where no masked post is concerned', async () => {
  const { mail } = community.platform;
  await mail.send({
    to: 'first@cairn.test',
    subject: 'First',
    text: 'http://cairn.test/sign-in/abc\nhttp://evil.test/',
  });
  community.clock.pass(1);
  await mail.send({ to: 'tracer@cairn.test', subject: 'Second <b>', text: 'A reply', aboutMaskedPost: true });
  const html = await community.admin.client.page('/admin/mail');
  expect(html.indexOf('Second &lt;b')).toBeLessThan(html.indexOf('First'));
  expect(html).toContain('href="http://cairn.test/sign-in/abc"');
  expect(html).not.toContain('href="http://evil.test');
  expect(html).toContain('first@cairn.test');
  expect(html).not.toContain('tracer@cairn.test');
});

test('mail is kept for 30 days', async () => {
  const { platform, clock, admin } = community;
  await platform.mail.send({ to: 'a@cairn.test', subject: 'From long ago', text: '' });
  clock.pass(29 * 24 * 60);
  await sweepKeptMails(platform);
  expect(await admin.client.page('/admin/mail')).toContain('From long ago');
  clock.pass(2 * 24 * 60);
  await sweepKeptMails(platform);
  expect(await admin.client.page('/admin/mail')).not.toContain('From long ago');
});

test('cairn admin makes an admin of an address, known or not, with a link that works once', async () => {
  for (const email of ['outsider@cairn.test', 'operator@cairn.test']) {
    let said = '';
    expect(await runAdmin(community.platform, [email], (text) => (said += text))).toBe(0);
    const [link = ''] = /http:\S+/.exec(said) ?? [];
    const client = community.newClient();
    expect(redirectOf(await client.post(new URL(link).pathname))).toBe('/');
    expect((await client.get('/admin')).status).toBe(200);
    expect((await community.newClient().post(new URL(link).pathname)).status).toBe(410);
  }
});

test.each([[[]], [['not-an-address']], [['a@b.de', 'c@d.ef']]])(
  'cairn admin %j says what it wants',
  async (args) => {
    let said = '';
    expect(await runAdmin(community.platform, args, (text) => (said += text))).toBe(2);
    expect(said).toContain('cairn admin EMAIL');
  },
);
