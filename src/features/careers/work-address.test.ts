import { expect, test } from 'vitest';
import { bestTime } from '../../../test/processor-time.ts';
import { mailboxName, readWorkAddress } from './work-address.ts';
import { isOpenToAll, isWorkDomain } from './work-domains.ts';

/** The address as it is written to, or what the refusal is about. */
function read(typed: string): string {
  const result = readWorkAddress(typed);
  return result.ok ? result.value.address : 'refused';
}

const local = [
  'ada',
  'ada.lovelace',
  'a',
  'a1',
  'o’brien'.replace('’', "'"),
  'ada_l',
  'ada-l',
  '007',
  'x'.repeat(64),
];
const domains = [
  'northwind.example',
  'mail.northwind.example',
  'n-w.co.uk',
  'a.io',
  'xn--mnchen-3ya.example',
  '3m.com',
];

test.each(local.flatMap((name) => domains.map((domain) => `${name}@${domain}`)))(
  '%s is taken as it is',
  (typed) => {
    expect(read(typed)).toBe(typed);
    expect(read(` ${typed.toUpperCase()} `)).toBe(typed);
  },
);

const quoted = [
  '"ada"@northwind.example',
  '"ada@northwind.example"@evil.example',
  '"ada@evil.example> "@northwind.example',
  '"@evil.example,x"@northwind.example',
  '" "@northwind.example',
  '"ada\\"@evil.example"@northwind.example',
  'ada."b"@northwind.example',
  '"xclow3n@gmail.com x"@northwind.example',
];

const lists = [
  'ada@northwind.example,eve@evil.example',
  'eve@evil.example,ada@northwind.example',
  'eve@evil.example ada@northwind.example',
  'eve@evil.example;ada@northwind.example',
  'Ada <ada@northwind.example>',
  '<ada@northwind.example>',
  'eve@evil.example <ada@northwind.example>',
  'ada@northwind.example <eve@evil.example>',
  'staff: ada@northwind.example;',
  'ada@northwind.example(comment)',
  'ada(comment)@northwind.example',
  '(eve@evil.example)ada@northwind.example',
  'ada@(evil.example)northwind.example',
  'ada@northwind.example\r\nRCPT TO:<eve@evil.example>',
  'ada@northwind.example\nBcc: eve@evil.example',
  'ada@northwind.example%0d%0aBcc:eve@evil.example',
  'ada@northwind.example\0@evil.example',
  'mailto:ada@northwind.example',
  'ada@northwind.example?cc=eve@evil.example',
];

const routes = [
  'eve@evil.example@northwind.example',
  'ada@northwind.example@evil.example',
  'eve%evil.example@northwind.example',
  'evil.example!eve@northwind.example',
  '@evil.example:ada@northwind.example',
  '@northwind.example:eve@evil.example',
  'eve@[192.0.2.1]',
  'eve@[IPv6:2001:db8::1]',
  'eve@192.0.2.1',
  'eve@2130706433',
  'eve@0x7f000001',
  'eve@localhost',
  'eve@northwind',
  'eve=evil.example@northwind.example',
  'eve/evil@northwind.example',
  'eve\\@evil.example@northwind.example',
  'eve#evil@northwind.example',
  'eve&co@northwind.example',
  'eve*@northwind.example',
  'eve?@northwind.example',
  'eve^@northwind.example',
  'eve`id`@northwind.example',
  'eve{x}@northwind.example',
  'eve|evil@northwind.example',
  'eve~@northwind.example',
  'eve$@northwind.example',
  'eve!@northwind.example',
  'prvs=123=eve@northwind.example',
];

const encoded = [
  '=?utf-8?q?ada=40evil.example=3e=00?=foo@northwind.example',
  '=?x?q?eve=40evil.example=3e=20?=@northwind.example',
  '=?utf-7?q?&AGUAdgBl-?=@northwind.example',
  '=?iso-8859-1?q?eve?=@northwind.example',
  'eve%40evil.example@northwind.example',
  'eve@northwind%2eexample',
  'eve@northwind.example%00',
  'eve@northwind.example%20',
  'eve&#64;northwind.example',
  'eve@northwind&#46;example',
  'eve@northwind.example\\x00',
  '%65ve@northwind.example',
];

const unicode = [
  'аda@northwind.example',
  'ada@nоrthwind.example',
  'ada@northwınd.example',
  'ADA@NORTHWİND.example',
  'ada@northwind.exampIe'.replace('I', 'Ι'),
  'ada＠northwind.example',
  'ada@northwind。example',
  'ada@northwind．example',
  'ada@northwind｡example',
  'ada@north\u00adwind.example',
  'ada@north\u200bwind.example',
  'ada\u200b@northwind.example',
  'ada\u202e@northwind.example',
  '\ufeffada@northwind.example',
  'ada@northwind.example\u00a0',
  '\u2003ada@northwind.example',
  'ada@northwind.example\u0085',
  'ada@ｎorthwind.example',
  'ªda@northwind.example',
  'ﬀ@northwind.example',
  'ß@northwind.example',
  'ada@groß.example',
  'ada@münchen.example',
  'ada@☃.example',
  '用户@northwind.example',
  'ada@例え.テスト',
  'e\u0301va@northwind.example',
  '\u212Aevin@northwind.example',
  'eve@\u212Aorp.example',
  '\ud800@northwind.example',
  'ada@northwind.example\u0000',
  'ada@northwind.example\u007f',
];

const dots = [
  'ada@northwind.example.',
  'ada@.northwind.example',
  'ada@northwind..example',
  'ada.@northwind.example',
  '.ada@northwind.example',
  'ada..l@northwind.example',
  'ada@northwind.example.evil.',
  'ada@-northwind.example',
  'ada@northwind-.example',
  'ada@northwind.-example',
  'ada@northwind.example-',
  'ada@northwind.e',
  'ada@northwind.123',
  'ada@north_wind.example',
  'ada@*.northwind.example',
  'ada@northwind.example/',
  'ada@northwind.example:25',
  'ada@northwind.example#',
  'ada@northwind.example?',
  'ada@//northwind.example',
  'ada@https://northwind.example',
  `ada@${'a'.repeat(64)}.example`,
  `ada@${'a.'.repeat(130)}example`,
  `${'a'.repeat(65)}@northwind.example`,
  'a'.repeat(10_000),
  `${'a'.repeat(10_000)}@northwind.example`,
  `a@${'a'.repeat(10_000)}`,
  `${'a.'.repeat(5_000)}@northwind.example`,
  '-ada@northwind.example',
  'ada-@northwind.example',
  "'ada@northwind.example",
  "ada'@northwind.example",
  '@northwind.example',
  'ada@',
  '@',
  'ada',
  '',
  ' ',
  'ada @northwind.example',
  'ada@ northwind.example',
  'ada@northwind .example',
  'ada@northwind.example x',
  '\tada@northwind.example',
  'ada@northwind.example\t',
  'ada@northwind.example\n',
];

const tags = ['+', '+tag', '+tag+tag', '+1', '+tag.more', '+@'];

const open = [
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.co.uk',
  'yahoo.co.jp',
  'icloud.com',
  'me.com',
  'proton.me',
  'gmx.de',
  'web.de',
  'qq.com',
  '163.com',
  'yandex.ru',
  'mail.ru',
  'mailinator.com',
  'guerrillamail.com',
  'yopmail.com',
  '10minutemail.com',
  'anything.mailinator.com',
  'sub.gmail.com',
  'a.b.trashmail.com',
  'privaterelay.appleid.com',
  'duck.com',
];

const refused = [
  ...[...quoted, ...lists, ...routes, ...encoded, ...unicode, ...dots],
  ...tags.map((tag) => `ada${tag}@northwind.example`),
  ...open.map((domain) => `ada@${domain}`),
];

test.each(refused.map((typed) => [JSON.stringify(typed).slice(0, 60), typed]))(
  '%s is refused',
  (_, typed) => {
    expect(read(typed)).toBe('refused');
  },
);

test('there are at least 200 forms here, each once', () => {
  expect(new Set(refused).size).toBe(refused.length);
  expect(refused.length + local.length * domains.length).toBeGreaterThanOrEqual(200);
});

test('a refusal says what to do: for a tag, for a mailbox that anybody can have, for all else', () => {
  const words = ['ada+x@northwind.example', 'ada@gmail.com', '"ada"@northwind.example'].map((typed) => {
    const result = readWorkAddress(typed);
    return result.ok ? '' : result.trouble;
  });
  expect(words[0]).toContain('“+”');
  expect(words[1]).toContain('your employer gave you');
  expect(words[2]).toContain('name@company.com');
});

test('the domain is all that stands behind the @, and what is mailed is what was read', () => {
  const result = readWorkAddress('Ada.Lovelace@Mail.Northwind.Example');
  expect(result).toEqual({
    ok: true,
    value: { address: 'ada.lovelace@mail.northwind.example', domain: 'mail.northwind.example' },
  });
});

test('one mailbox with dots here and there is one, another name or domain is another', () => {
  const nameOf = (typed: string) => {
    const result = readWorkAddress(typed);
    return result.ok ? mailboxName(result.value) : typed;
  };
  expect(nameOf('ada.lovelace@northwind.example')).toBe(nameOf('A.d.a.Lovelace@northwind.example'));
  const others = [
    'adalovelace@north.wind.example',
    'ada_lovelace@northwind.example',
    'ada@northwind.example',
  ];
  for (const other of others) expect(nameOf(other)).not.toBe(nameOf('ada.lovelace@northwind.example'));
});

test('reading takes no longer for hostile text', () => {
  const readAll = () => {
    for (const typed of refused) for (let time = 0; time < 20; time += 1) readWorkAddress(typed);
    readWorkAddress(`${'a.'.repeat(200_000)}@${'a-'.repeat(200_000)}`);
  };
  expect(bestTime(500, readAll)).toBeLessThan(500);
});

test('domains of companies and those that give mail to anyone', () => {
  expect(
    ['northwind.example', 'n.co.uk', 'notgmail.com', 'gmail.com.example'].filter(isWorkDomain),
  ).toHaveLength(4);
  expect(
    ['gmail.com', 'x.gmail.com', 'Northwind.example', 'northwind', 'a..b', '', '.'].filter(isWorkDomain),
  ).toEqual([]);
  expect(isOpenToAll('notmailinator.com')).toBe(false);
});
