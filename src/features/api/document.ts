import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import type { Api } from './env.ts';

export type ApiDocument = ReturnType<Api['getOpenAPI31Document']>;

const tags = [
  { name: 'Topics', description: 'What questions are gathered under.' },
  { name: 'Questions', description: 'Threads that ask.' },
  { name: 'Answers', description: 'Answers to questions.' },
  { name: 'Comments', description: 'Talk below questions, videos and answers; it nests once.' },
  { name: 'AMAs', description: '“Ask me anything”: an hour with somebody, and what was asked in it.' },
  { name: 'Votes', description: 'Whether a post helped. Nobody can see who voted.' },
  { name: 'Search', description: 'Threads by what is said in them.' },
  { name: 'Posts', description: 'Whatever is signed: questions, videos, answers, comments.' },
  {
    name: 'Videos',
    description: 'Talks and lessons: what everybody sees of them, and what their author does.',
  },
  { name: 'Captions', description: 'What is said in videos, its corrections, and chapters.' },
  { name: 'Series', description: 'Videos that belong together, in the order to watch them.' },
  {
    name: 'Levels',
    description:
      'The level map: what levels are called, company by company, and which of our bands they are.',
  },
];

const described = new WeakMap<Api, ApiDocument>();

/** The OpenAPI 3.1 document of all that was added to the API; made once. */
export function describeApi({ config }: Pick<Platform, 'config'>, api: Api): ApiDocument {
  const made = described.get(api) ?? describe(config.origin, config.COMMUNITY_NAME, api);
  described.set(api, made);
  return made;
}

function describe(origin: string, communityName: string, api: Api): ApiDocument {
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'A personal token, made in the settings of an account.',
  });
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: `${communityName} API`,
      version: '1',
      description:
        'Questions, answers, comments and votes; videos, what is said in them, and series. Anyone may read; writing takes a personal token. Fields may be added; none is taken away or changes its meaning within v1.',
      license: { name: 'AGPL-3.0-only', url: 'https://www.gnu.org/licenses/agpl-3.0.html' },
    },
    servers: [{ url: `${origin}${urls.apiRoot()}` }],
    externalDocs: { url: `${origin}${urls.api()}`, description: 'How to use it, with examples.' },
    tags,
  });
}
