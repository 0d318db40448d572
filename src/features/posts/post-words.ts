import { bylineText } from '../bylines/printed-byline.ts';
import type { BylineRow } from '../bylines/bylines.ts';
import { printByline } from '../bylines/bylines.ts';
import type { PostKind } from './posts.ts';

const nouns: Record<PostKind, string> = {
  question: 'question',
  ama: 'AMA',
  video: 'video',
  answer: 'answer',
  comment: 'comment',
  amaQuestion: 'question',
};

export function nounOf(kind: PostKind): string {
  return nouns[kind];
}

/** Tells posts apart for those who hear the page: "the answer by Quiet Heron". */
export function postWords(post: BylineRow & { kind: PostKind }, communityName: string): string {
  const who = post.handle ?? bylineText(printByline(post), communityName);
  return `the ${nounOf(post.kind)} by ${who}`;
}
