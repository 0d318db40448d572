import type { Member, TestCommunity } from '../../../test/community.ts';
import { addTopic, answer, ask } from '../../../test/threads.ts';
import { addComment } from '../comments/comments.ts';

/** A masked question of the asker with a named answer, and what it takes to write on both. */
export async function beginConversation(community: TestCommunity) {
  const { platform, asker, answerer } = community;
  await addTopic(platform, { slug: 'tech-lead', name: 'Tech Lead' });
  const question = await ask(platform, asker, { title: 'Should I leave before the reorg?' });
  const answerId = await answer(platform, answerer, {
    questionId: question.id,
    body: 'Ask what the *reorg* is for.',
    byline: 'named',
  });
  const comment = async (member: Member, onId: string, body = 'Thank you, this helps.') => {
    const byline = member === answerer ? 'named' : 'member';
    const { id } = await addComment(platform, member.account, { onId, body, byline });
    return id;
  };
  return { question, answerId, comment };
}
