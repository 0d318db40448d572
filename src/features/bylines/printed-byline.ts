/** A byline as anyone may see it: what was frozen when the post was signed. */
export type PrintedByline =
  | {
      form: 'named';
      name: string;
      slug: string;
      /** For example "Senior Director of Engineering at AKASA". */
      title: string | null;
      /** The id of the portrait, where there is one and faces are shown. */
      portrait?: string | null;
    }
  | {
      form: 'company';
      /** Level and role, for example "Mid-Level Software Engineer"; empty where both are hidden. */
      who: string;
      nativeLevel: string | null;
      company: string;
      handle: string;
    }
  | { form: 'community'; who: string; handle: string };

/** The byline as one line of text, for feeds, mail, descriptions and JSON-LD. */
export function bylineText(byline: PrintedByline, communityName: string): string {
  switch (byline.form) {
    case 'named':
      return byline.title ? `${byline.name} (${byline.title})` : byline.name;
    case 'company':
      return `${companyWho(byline)} at ${byline.company}`;
    case 'community':
      return byline.who
        ? `${byline.who} at ${communityName} Community`
        : `Member of ${communityName} Community`;
  }
}

function companyWho({ who, nativeLevel }: { who: string; nativeLevel: string | null }): string {
  if (!who) return 'Works';
  return nativeLevel ? `${who} [${nativeLevel}]` : who;
}
