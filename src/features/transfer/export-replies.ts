import { statement } from '../../platform/db.ts';
import type { SignedRow } from './export-threads.ts';
import type { Section } from './sections.ts';
import { left, listAll, printTime } from './sections.ts';
import { writeSlot } from './vote-slots.ts';

interface AnswerRow extends SignedRow {
  id: string;
  question: string;
  ofAma: boolean;
  body: string;
  parts: number[];
  accepted: boolean;
  at: Date;
}

// The first answer to what was asked in an AMA stands in the record of the question.
const findAnswers = statement<object, AnswerRow>('exportAnswers')`
  select posts.id, posts.on_id as question, below.kind = 'amaQuestion' as "ofAma", posts.body, posts.at,
    coalesce(posts.profile_id, posts.thread_id || '/' || authors.handle) as author,
    case when posts.profile_id is not null then 'named' when authors.company is null then 'community' else 'company' end as byline,
    array(
      select n::integer from jsonb_array_elements(threads.parts) with ordinality as listed (part, n)
      where posts.parts ? (part ->> 'id') order by n
    ) as parts,
    exists (select from acceptances where acceptances.post_id = posts.id) as accepted
  from public_posts as posts
  join posts as below on below.id = posts.on_id
  join threads on threads.id = posts.thread_id
  left join authors on authors.id = posts.author_id
  where posts.kind = 'answer' and (below.kind <> 'amaQuestion' or exists (
    select from public_posts as earlier
    where earlier.on_id = posts.on_id and earlier.kind = 'answer' and (earlier.at, earlier.id) < (posts.at, posts.id)
  ))
  order by posts.id`;

export const answers: Section = async function* (tx) {
  for await (const row of listAll(findAnswers, tx)) {
    const { id: ref, question, ofAma, author, byline, body, parts, accepted, at } = row;
    const state = { parts: left(parts), accepted: ofAma ? undefined : accepted, at: printTime(at) };
    yield { type: 'answer', ref, question, author, byline, body, ...state };
  }
};

interface CommentRow extends SignedRow {
  id: string;
  on: string;
  body: string;
  at: Date;
}

const findComments = statement<object, CommentRow>('exportComments')`
  select posts.id, posts.on_id as "on", posts.body, posts.at,
    coalesce(posts.profile_id, posts.thread_id || '/' || authors.handle) as author,
    case when posts.profile_id is not null then 'named' when authors.company is null then 'community' else 'company' end as byline
  from public_posts as posts left join authors on authors.id = posts.author_id
  where posts.kind = 'comment'
  order by posts.id`;

export const comments: Section = async function* (tx) {
  for await (const row of listAll(findComments, tx)) {
    const { id: ref, on, author, byline, body, at } = row;
    yield { type: 'comment', ref, on, author, byline, body, at: printTime(at) };
  }
};

interface AmaQuestionRow extends SignedRow {
  id: string;
  ama: string;
  body: string;
  at: Date;
  answer: (SignedRow & { id: string; body: string; at: string }) | null;
}

const findAmaQuestions = statement<object, AmaQuestionRow>('exportAmaQuestions')`
  select posts.id, posts.on_id as ama, posts.body, posts.at,
    coalesce(posts.profile_id, posts.thread_id || '/' || authors.handle) as author,
    case when posts.profile_id is not null then 'named' when authors.company is null then 'community' else 'company' end as byline,
    (
      select jsonb_build_object('id', answer.id, 'body', answer.body, 'at', answer.at,
        'author', coalesce(answer.profile_id, answer.thread_id || '/' || answerer.handle),
        'byline', case when answer.profile_id is not null then 'named' when answerer.company is null then 'community' else 'company' end)
      from public_posts as answer left join authors as answerer on answerer.id = answer.author_id
      where answer.on_id = posts.id and answer.kind = 'answer' order by answer.at, answer.id limit 1
    ) as answer
  from public_posts as posts left join authors on authors.id = posts.author_id
  where posts.kind = 'amaQuestion'
  order by posts.id`;

export const amaQuestions: Section = async function* (tx) {
  for await (const row of listAll(findAmaQuestions, tx)) {
    const { id: ref, ama, author, byline, body, answer, at } = row;
    const answered = answer && {
      ...{ ref: answer.id, author: answer.author },
      byline: answer.byline === 'named' ? undefined : answer.byline,
      ...{ body: answer.body, at: printTime(new Date(answer.at)) },
    };
    yield {
      type: 'amaQuestion',
      ref,
      ama,
      author,
      byline,
      body,
      answer: answered ?? undefined,
      at: printTime(at),
    };
  }
};

const findTallies = statement<object, { id: string; up: number; down: number }>('exportTallies')`
  select id, up, down from public_posts where up + down > 0 order by id`;

/** One record a vote, though nobody knows whose: helpful ones first, numbered post by post. */
export const votes: Section = async function* (tx) {
  for await (const { id, up, down } of listAll(findTallies, tx)) {
    for (let number = 1; number <= up; number += 1) {
      yield { type: 'vote', on: id, by: writeSlot({ post: id, value: 1, number }), value: 1 };
    }
    for (let number = 1; number <= down; number += 1) {
      yield { type: 'vote', on: id, by: writeSlot({ post: id, value: -1, number }), value: -1 };
    }
  }
};

interface OutcomeRow {
  question: string;
  followed: string[];
  body: string;
  at: Date;
}

const findOutcomes = statement<object, OutcomeRow>('exportOutcomes')`
  select outcomes.question_id as question, outcomes.body, outcomes.at, array(
    select answer from jsonb_array_elements_text(followed) as answer
    where exists (select from public_posts where public_posts.id = answer) order by answer collate "C"
  ) as followed
  from outcomes join public_posts on public_posts.id = outcomes.question_id
  order by outcomes.question_id, outcomes.at`;

export const outcomes: Section = async function* (tx) {
  for await (const row of listAll(findOutcomes, tx)) {
    const { question, followed, body, at } = row;
    yield { type: 'outcome', question, followed: left(followed), body, at: printTime(at) };
  }
};
