import type { Rule } from './rule.client.ts';
import { findAll, span, wordsOf } from './rule.client.ts';

/** Capitals that are no name of a project: what people shout, and what the trade abbreviates. */
const known = new Set(
  wordsOf(`
REALLY,PLEASE,NEVER,ALWAYS,EVERY,EVERYONE,EVERYTHING,ANYONE,ANYTHING,NOTHING,NOBODY,SOMETHING,SOMEONE,ABSOLUTELY,ACTUALLY
LITERALLY,COMPLETELY,EXACTLY,TOTALLY,SERIOUSLY,HONESTLY,DEFINITELY,BEFORE,AFTER,AGAIN,STILL,STOP,START,RIGHT,WRONG,FIRST
SECOND,THIRD,THINK,THOUGHT,SHOULD,WOULD,COULD,CANNOT,DOESN,DIDN,WASN,ABOUT,BECAUSE,UNTIL,WITHOUT,WITHIN,MORE,WORSE,BETTER
WORST,GREAT,LEAVE,LEAVING,NEEDS,WANTS,YEARS,MONTHS,WEEKS,HOURS,MONEY,WHILE,WHERE,THERE,THEIR,THESE,THOSE,OTHER,ANOTHER
ENTIRE,WHOLE,EXTREMELY,INCREDIBLY,HUGE,URGENT,IMPORTANT,EDIT,UPDATE,UPDATED,NOTE,WARNING,THANK,THANKS,HELP,ADVICE,QUESTION
ANSWER,PROMOTED,PROMOTION,MANAGER,SENIOR,JUNIOR,STAFF,PRINCIPAL,DIRECTOR,REMOTE,OFFICE,TODAY,TOMORROW,YESTERDAY,OURSELVES
HTTPS,OAUTH,REDIS,MYSQL,NOSQL,LINUX,LATEX,ASCII,REGEX,CUDNN,FAANG,MAANG,MANGA,MANGO,HIPAA,COVID,LGBTQ,LGBTQIA,EBITDA,UNION
SCRUM,AGILE,KANBAN,DEVOPS,DEVSECOPS,MLOPS,SAAS,TOGAF,CISSP,TOEFL,IELTS,FORTRAN,COBOL,BASIC,PASCAL,NASDAQ,UNESCO,STEM,SELECT
INSERT,DELETE,WHERE,VARCHAR,GROUP,ORDER,README,LICENSE,MAKEFILE,TODO,FIXME,CAPTCHA,CORBA,XHTML,ASPNET,JAVA,WEBRTC,LLAMA,CHATGPT
AFAIK,WYSIWYG,FUBAR,MATLAB,PUTTY,IIRC,ISO,UTF,SHA,RFC,CVE,AES,SEV,COVID,HTTP,GPT,RSA,MD,CS,H1,EB,PS,CL,P,DSM,IPV,SOC,PCI,IEEE,RTX,GTX,COP,ML,AI,TLS,WW`),
);

const codename = /(?<![\w/'’@#-])[A-Z]{5,20}(?:-\d{1,2})?(?![\w'’/])|\b[A-Z]{2,10}-\d{1,6}\b(?!-)/g;
const named =
  /\b(?:Project|Operation|Initiative|Codename|Code name|codename|code name) (?!Manag|Lead|Coordinat|Engineer|Owner|Director|Plan|Office|Euler|Gutenberg|Zero\b|Based|Work|Team)(["“]?[A-Z][\w-]{2,30})/g;

/** How words end that are shouted, and names seldom do. */
const common =
  /(?:ING|ED|EES?|LY|ERS?|TIONS?|ABLE|IBLE|MENTS?|NESS|FUL|LESS|OUS|ICAL|SELF|IES|ISTS?|ANCE|ENCE|ANY|THING|BODY|ITY|CKS?|LLS?|OLD|OOD|ANT|ENT|ATE|ALS?|IVE|ESS|HES|UL|URE|ORY|ARY)$/;

/** A heading, a label, a link, or words beside it that are in capitals too: somebody is shouting. */
function isShouted(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 24), start);
  const after = text.slice(end, end + 24);
  if (/[*_[#]\s*$/.test(before) || /^\s*[*_\]:]/.test(after)) return true;
  const shouted = /\b(?:NOT|AND|THE|IS|MY|DO|YOU|TO|OF|SO|VERY|NO|ARE)\b/;
  return (
    shouted.test(before) ||
    shouted.test(after) ||
    /[A-Z]{4,}\W*$/.test(before) ||
    /^\W*[A-Z]{4,}\b/.test(after)
  );
}

export const projects: Rule = {
  name: 'project',
  reason: 'Only insiders know the name of a project, and they know who is on it.',
  find: (text) => [
    ...findAll(named, text, (found) => ({
      ...span(found),
      proposal: 'Say what it is for.',
      replacement: 'the project',
    })),
    ...findAll(codename, text, (found) => {
      const { start, end } = span(found);
      const [word = ''] = found[0].split('-');
      const isNumbered = found[0].includes('-');
      if (known.has(word) || (!isNumbered && (common.test(word) || isShouted(text, start, end)))) return null;
      const isTicket = /-\d{3,}$/.test(found[0]);
      return {
        ...{ start, end, proposal: isTicket ? 'Leave it out.' : 'Say what it is for.' },
        replacement: isTicket ? 'a ticket' : 'the project',
      };
    }),
  ],
};
