import type { Match, Rule, Writer } from './rule.client.ts';
import { findAll, span, wordsOf } from './rule.client.ts';

const employers = wordsOf(`
Google,Alphabet,DeepMind,YouTube,Meta,Facebook,Instagram,WhatsApp,Amazon,Microsoft,Apple,Netflix,Nvidia,NVIDIA,Tesla,SpaceX,Oracle
Salesforce,IBM,Intel,AMD,Qualcomm,Cisco,VMware,Broadcom,SAP,Adobe,Intuit,PayPal,eBay,Uber,Lyft,Airbnb,DoorDash,Instacart,Stripe
Block,Coinbase,Robinhood,Plaid,Brex,Databricks,Snowflake,Palantir,Datadog,Cloudflare,Twilio,Okta,MongoDB,Confluent,HashiCorp
Elastic,Splunk,ServiceNow,Workday,Atlassian,Shopify,Spotify,Klarna,Revolut,Monzo,Wise,Adyen,Booking.com,Zalando,Delivery Hero
Deliveroo,Bloomberg,Goldman Sachs,Morgan Stanley,JPMorgan,JP Morgan,Capital One,Citadel,Jane Street,Two Sigma,Hudson River Trading
OpenAI,Anthropic,ByteDance,TikTok,Alibaba,Tencent,Baidu,Huawei,Samsung,Sony,Rakuten,Grab,Gojek,Flipkart,Infosys,Wipro,TCS,Accenture
Deloitte,Cognizant,Capgemini,Thoughtworks,ThoughtWorks,Pinterest,Snapchat,Twitter,Reddit,LinkedIn,Dropbox,Yahoo,Expedia,Walmart
Lockheed Martin,Boeing,Siemens,Bosch,Ericsson,Nokia,AKASA,Zillow,Etsy,Wayfair,Roblox,Unity,Epic Games,Electronic Arts,Riot Games
`);

/** Makers of what everybody works with: their name alone says nothing, only that one works there. */
const tools = `Google,Microsoft,Amazon,Apple,Adobe,VMware,Cisco,Intel,AMD,Nvidia,NVIDIA,IBM,Samsung,Sony,PayPal,eBay,Yahoo,Tesla
Slack,Zoom,GitHub,GitLab,LinkedIn,Dropbox,Figma,Notion,Asana,Docker,Twitter,Reddit,YouTube,Instagram,Facebook,WhatsApp
TikTok,Unity,Elastic,Block,Confluent,Splunk,Workday,Okta,Twilio,Cloudflare,Snowflake,Databricks,Datadog,MongoDB,Oracle,SAP,Salesforce,ServiceNow,Wise`;
const toolNames = new Set(wordsOf(tools));

const products =
  /^(?: (?:Docs?|Sheets?|Drive|Maps?|Meet|Calendar|Cloud|Translate|Scholar|search|searches|app engine|App Engine|Play\b|Plus|Fiber|Analytics|Ads|employees who|Forms?|Chrome|Search|Teams|Word|Office|Excel|Outlook|Azure|Visual|365|SQL|Web Services|S3|EC2|RDS|DynamoDB|SQS|Lambda|Redshift|Kinesis|Prime|Kindle|Watch|Music|pie|juice|Silicon|silicon|database|DB|Java|Quest|analysis|question|review|pages?|ads?|tables?|connector|ticket|channel|message|dashboards?|laptop|books?|phones?|chips?|GPUs?|API|account|premium|license|password)\b|\+|-|\.\w)/;
const name = String.raw`[A-Z][\w&’'-]*(?:\.[a-z]{2,3}\b)?(?: (?!I\b)[A-Z][\w&-]+){0,2}`;
const working = new RegExp(
  String.raw`\b(?:[Ww]ork(?:s|ed|ing)?|[Jj]obs?|[Ee]ngineer|[Dd]eveloper|[Mm]anager|[Ii]ntern(?:ed|ing|ship)?|years|months|offers?|[Ii]nterview(?:s|ed|ing)?|[Hh]ired|[Rr]ecruiter|[Pp]osition|[Cc]areer|[Ss]tarted|[Ll]oop|[Rr]ejected) (?:at|with|from|by) (${name})`,
  'g',
);
const moving = new RegExp(
  String.raw`\b(?:[Jj]oin(?:ed|ing)?|[Ll]eft|[Ll]eaving|[Qq]uit(?:ting)?|[Bb]efore|[Aa]fter|[Aa]t) (${name})(?= (?:I|we|after|because|for|in|last|this|and|to|as)\b|[,.]|$)`,
  'g',
);
const personal = /(?:'s|’s)$/;

const employing =
  /^(?:,? (?:hired|offered|rejected|laid|let|pays?|wants|told|contacted|recruiters?|interviews?|offers?|engineers?|employees?|managers?|office|and (?:left|never|I)|because|for (?:the|a|my|\w+ years))\b)/;
const employed =
  /\b(?:at|[Jj]oin(?:ed|ing)?|[Ll]eft|[Ll]eaving|[Qq]uit(?:ting)?|work(?:s|ed|ing)? (?:for|at|with)|(?:offers?|recruiter|email|interview(?:ed|s|ing)?) (?:from|at|with|for)|for|before|after|than) $/;

/** Words in capitals that follow "at" or "with" and name no company. */
const otherwise = new Set(
  wordsOf(`
JavaScript,TypeScript,PHP,Ruby,Linux,Unix-like,Windows,Excel,Senior,Staff,Principal,Lead,Manager,Director,Entry,Mid,VP,HR,IT,My,The,A,An,Our,Their,His,Her,This,That,FAANG,MAANG,FAANGs,Big,Big Tech,Java
Python,Go,Rust,Kotlin,Scala,React,Kubernetes,AWS,GCP,Azure,SQL,January,February,March,April,May,June,July,August,September,October
November,December,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday,Christmas,Easter,Thanksgiving,Europe,Asia,Germany,India
London,Covid,COVID,PhD,MBA,University,Series,YC,Each,All,Some,Both,It,He,She,They,We,You,What,When,Where,Why,How,If,In,One,Two,Three`),
);

const list = employers
  .map((employer) => employer.replace('.', '\\.'))
  .toSorted((a, b) => b.length - a.length)
  .join('|');
const listed = new RegExp(String.raw`(?<![\p{L}\w@./-])(?:${list})(?![\p{L}\w])`, 'gu');

const proposal = 'Say what kind: a big tech company, a bank, a start-up.';

function asMatch(start: number, words: string): Match {
  const company = words.replace(personal, '');
  const big = employers.includes(company);
  return {
    start,
    end: start + company.length,
    proposal,
    replacement: big ? 'a big tech company' : 'a company',
  };
}

function findNamed(expression: RegExp, text: string): Match[] {
  return findAll(expression, text, (found) => {
    const company = found[1] ?? '';
    const start = found.index + found[0].length - company.length;
    const [first = ''] = company.split(' ');
    if (
      otherwise.has(first) ||
      otherwise.has(company) ||
      products.test(text.slice(start + company.length, start + company.length + 16))
    )
      return null;
    if (/^[A-Z]{2,}s?$/.test(company) && !employers.includes(company)) return null;
    return asMatch(start, company);
  });
}

function findOwn(text: string, { company }: Writer): Match[] {
  if (!company || company.length < 2) return [];
  const own = company.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return findAll(new RegExp(String.raw`(?<![\p{L}\w])${own}(?![\p{L}\w])`, 'giu'), text, (found) => ({
    ...span(found),
    proposal: 'This is the company in your career. Say what kind it is.',
    replacement: 'my company',
  }));
}

export const companies: Rule = {
  name: 'company',
  reason: 'Your byline hides where you work; this may tell it.',
  find: (text, writer) => {
    if (writer.companyShown) return [];
    const well = findAll(listed, text, (found) => {
      const { start, end } = span(found);
      const after = text.slice(end, end + 24);
      if (products.test(after)) return null;
      if (
        toolNames.has(found[0]) &&
        !employing.test(after) &&
        !employed.test(text.slice(Math.max(0, start - 24), start))
      )
        return null;
      // A shop, a site, the words of a link.
      if (/(?:\b[Oo]n |\b[Vv]ia |\b[Uu]sing |\[)$/.test(text.slice(Math.max(0, start - 6), start)))
        return null;
      return asMatch(start, found[0]);
    });
    return [...findOwn(text, writer), ...well, ...findNamed(working, text), ...findNamed(moving, text)];
  },
};
