import type { Match, Rule } from './rule.client.ts';
import { findAll } from './rule.client.ts';

export const emails: Rule = {
  name: 'email',
  reason: 'An e-mail address leads to a person or to an employer.',
  find: (text) =>
    findAll(/@[\w-]{1,63}(?:\.[\w-]{2,63}){1,5}/g, text, (found) => {
      const end = found.index + found[0].length;
      let start = found.index;
      while (start > 0 && found.index - start < 64 && /[\w.%+-]/.test(text[start - 1] ?? '')) start -= 1;
      if (start === found.index) return null;
      return { start, end, proposal: 'Leave it out.', replacement: 'an e-mail address' };
    }),
};

const insideLabels =
  /^(?:corp|internal|intern|int|intra|intranet|local|lan|private|prod|production|staging|stage|dev|test|qa|eng|build|jira|wiki|confluence|sharepoint|grafana|kibana|jenkins|gitlab|bitbucket|artifactory|vpn|okta|sso|hr|onelogin|workday|notion|ci)$/;
const insideEnds = /^(?:internal|intern|corp|local|lan|intra|intranet|private|home)$/;
const files =
  /^(?:md|txt|js|mjs|ts|tsx|jsx|css|html?|json|ya?ml|toml|py|rb|rs|go|java|kt|scala|sh|sql|xml|csv|pdf|png|jpe?g|gif|svg|docx?|xlsx?|pptx?|lock|env|ini|conf|cfg|log|exe|zip|gz|tar|jar|php|cpp|hpp|swift|ipynb|proto)$/;
const publicSites =
  /(?:^|\.)(?:github\.com|github\.io|gitlab\.com|stackoverflow\.com|stackexchange\.com|wikipedia\.org|youtube\.com|linkedin\.com|levels\.fyi|teamblind\.com|glassdoor\.com|medium\.com|substack\.com|reddit\.com|ycombinator\.com|leetcode\.com|hackerrank\.com|google\.com|amazon\.com|apple\.com|microsoft\.com|mozilla\.org|python\.org|nodejs\.org|npmjs\.com|docs\.rs|crates\.io|kubernetes\.io|archive\.org|bbc\.co\.uk|nytimes\.com|gov\.uk|europa\.eu|acm\.org|ieee\.org|arxiv\.org|x\.com|twitter\.com|indeed\.com)$/;

/** `isBare`: it stands without a scheme and a path, as the name of a machine does. */
function isInside(host: string, isBare: boolean): boolean {
  const labels = host.toLowerCase().split('.');
  const end = labels.at(-1) ?? '';
  if (labels.length < 2 || labels.some((label) => label === '')) return false;
  if (/^\d+$/.test(end))
    return labels.length === 4 && /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+$/.test(host);
  if (!/^[a-z]{2,}$/.test(end) || files.test(end) || publicSites.test(labels.join('.'))) return false;
  if (insideEnds.test(end)) return true;
  const before = labels.slice(0, -1);
  if (before.length > 1 && before.slice(0, -1).some((label) => insideLabels.test(label))) return true;
  return isBare && before.length > 1 && /^[a-z]+(?:-[a-z0-9]+)*-?\d+$/.test(labels[0] ?? '');
}

/** A word of the text as an address inside some employer's network. */
function hostIn(word: string): boolean {
  if (/^(?:go|b|cl|crbug|who|teams|jira|wiki)\/[\w-]{2,}/.test(word))
    return /^go\/|\d|^(?:who|teams|wiki)\//.test(word);
  const host = /^(?:[a-z]+:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?(?:[/?#]|$)/i.exec(word)?.[1];
  return host !== undefined && !word.includes('@') && isInside(host, !word.includes('/'));
}

function findHosts(text: string): Match[] {
  return findAll(/[^\s()<>[\]"'“”‘’,;|`*]{4,400}/g, text, (found) => {
    const word = found[0].replace(/[.!?:]+$/, '');
    // "Let go/fired" is no link.
    if (
      word.startsWith('go/') &&
      /\b(?:let|to|or|and) $/.test(text.slice(Math.max(0, found.index - 5), found.index))
    )
      return null;
    if (!/[./]/.test(word) || !hostIn(word)) return null;
    const isPage = word.includes('/') && !/^[a-z]+:\/\/[^/]+\/?$/i.test(word);
    return {
      start: found.index,
      end: found.index + word.length,
      proposal: 'Say what it is, not where.',
      replacement: isPage ? 'an internal page' : 'an internal machine',
    };
  });
}

export const hosts: Rule = {
  name: 'host',
  reason: 'An address inside a company’s network names the company to those who know it.',
  find: findHosts,
};
