import type { Match, Rule } from './rule.client.ts';
import { findAll, span } from './rule.client.ts';

const numerals: Record<string, number> = {
  ...{
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
  },
  ...{ thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19 },
  ...{ twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 },
};
const tens = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety';
const number = String.raw`(?:\d{1,3}(?:,\d{3})+|\d{1,6}|(?:${tens})-(?:one|two|three|four|five|six|seven|eight|nine)|${Object.keys(numerals).join('|')})`;
const about = String.raw`(?:~ ?|≈ ?|(?:about|around|roughly|nearly|almost|over|under|some|only|just) )?`;
const people = String.raw`(?:people|persons|engineers|developers|devs|programmers|employees|colleagues|coworkers|co-workers|teammates|team members|(?:direct )?reports|directs|managers|women|men|contractors|interns|designers|analysts|testers|SREs|SDEs|PMs|EMs|folks|heads|hires|founders|directors|leads|technicians|admins|sysadmins|recipients|staff(?! engineers?\b)|of us)`;

const counted = new RegExp(
  String.raw`(?<![\w.,-])${about}(${number})\+?[- ](?:(?!(?:and|or|of|in|to|with|for|the|a|an|my|by|at|on) )[a-zA-Z-]+ ){0,2}?${people}\b`,
  'gi',
);
const groups =
  'team|group|organi[sz]ation|org|start-?up|company|shop|department|crew|office|squad|division|cohort|class';
const grouped = new RegExp(
  String.raw`\b(${groups}) of ${about}(${number})\b(?! (?:the|his|her|my|our|months?|years?))`,
  'gi',
);
const strong = new RegExp(String.raw`(?<![\w.,-])(${number})-strong\b`, 'gi');
const sized = new RegExp(
  String.raw`(?<![\w.,-])(${number})-(?:person|man|people|engineer|developer) (${groups})\b`,
  'gi',
);
const occupation =
  'engineer|developer|programmer|technician|designer|manager|tester|analyst|admin|architect|SRE|PM|scientist';
const few =
  'woman|man|female|male|black|asian|indian|latina?|trans|gay|parent|immigrant|remote|senior|staff|principal|junior|frontend|backend|mobile|security|data';
const only = new RegExp(
  String.raw`\bthe only (?:(?:${few})(?: (?:${occupation}|person|one|woman|man|employee|member))?|${occupation})\b`,
  'gi',
);

// "I have had four managers" counts what happened to somebody, not who is there.
const past = /\b(?:had|seen|through|under|had had|survived|outlasted)(?: \w+)? $/i;

// Asked, met, sought: people from anywhere.
const anybody =
  /\b(?:first|at least|interviewed(?: with)?|recommended by|asked|told|ask|met|top|next|every|last)\s$/i;

function sizeOf(numeral: string): number {
  const plain = numeral.replaceAll(',', '').toLowerCase();
  const [ten = '', one = ''] = plain.split('-');
  return Number(plain) || (numerals[ten] ?? 0) + (numerals[one] ?? 0) || (one ? 20 : 0);
}

function vaguely(size: number): string {
  if (size <= 4) return 'a few';
  if (size <= 15) return 'several';
  if (size <= 40) return 'a couple of dozen';
  if (size <= 99) return 'dozens of';
  return size <= 999 ? 'hundreds of' : 'thousands of';
}

function sizeWord(size: number): string {
  return size <= 15 ? 'small' : size <= 150 ? 'mid-sized' : 'large';
}

const proposal = 'Say it roughly: a few, dozens, hundreds.';

function findCounted(text: string): Match[] {
  return findAll(counted, text, (found) => {
    const [words, numeral = ''] = found;
    const size = sizeOf(numeral);
    if (size < 2 || (/^(?:19|20)\d\d$/.test(numeral) && !/people|employees/i.test(words))) return null;
    const before = text.slice(Math.max(0, found.index - 24), found.index);
    if (/managers$/i.test(words) && past.test(before)) return null;
    if (/(?:people|persons|folks)$/i.test(words) && anybody.test(before)) return null;
    const rest = words.slice(words.indexOf(numeral) + numeral.length).replace(/^\+?[- ]/, '');
    const isUs = /of us$/i.test(rest);
    return { ...span(found), proposal, replacement: isUs ? 'some of us' : `${vaguely(size)} ${rest}` };
  });
}

function findGroups(text: string): Match[] {
  const of = findAll(grouped, text, (found) => {
    const [, group = '', numeral = ''] = found;
    const size = sizeOf(numeral);
    return size < 2 ? null : { ...span(found), proposal, replacement: `${sizeWord(size)} ${group}` };
  });
  const hyphened = findAll(sized, text, (found) => {
    const [, numeral = '', group = ''] = found;
    return { ...span(found), proposal, replacement: `${sizeWord(sizeOf(numeral))} ${group}` };
  });
  const strongly = findAll(strong, text, (found) => ({
    ...span(found),
    proposal,
    replacement: sizeWord(sizeOf(found[1] ?? '')),
  }));
  return [...of, ...hyphened, ...strongly];
}

export const counts: Rule = {
  name: 'count',
  reason: 'Whoever works there can count too: a number of people tells which team or company it is.',
  find: (text) => [
    ...findCounted(text),
    ...findGroups(text),
    ...findAll(only, text, (found) => ({ ...span(found), proposal: 'Say “one of a few”, or leave it out.' })),
  ],
};
