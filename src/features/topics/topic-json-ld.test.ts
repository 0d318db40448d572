import { expect, it } from 'vitest';
import { describeTopic, topicJsonLd } from './topic-json-ld.ts';

const site = { baseUrl: 'https://cairn.test' };

it('a topic is a collection with its place among the topics', () => {
  const topic = {
    name: 'Tech Lead',
    slug: 'tech-lead',
    summary: 'Leading before anyone gives you the authority.',
  };
  const parent = { name: 'Leadership', slug: 'leadership' };
  expect(topicJsonLd({ ...topic, parent }, site)).toMatchObject({
    '@type': 'CollectionPage',
    url: 'https://cairn.test/topics/tech-lead',
    description: topic.summary,
    breadcrumb: {
      '@type': 'BreadcrumbList',
      itemListElement: [{ name: 'Topics' }, { name: 'Leadership' }, { position: 3, name: 'Tech Lead' }],
    },
  });
  expect(topicJsonLd({ ...topic, summary: '' }, site)).not.toHaveProperty('description');
});

it('describes a topic by its summary, else a sentence', () => {
  expect(describeTopic({ name: 'Tech Lead', summary: 'Leading.' })).toBe('Leading.');
  expect(describeTopic({ name: 'Tech Lead', summary: '' })).toBe('Questions and answers about Tech Lead.');
});
