import type { AnyRecord } from './records.ts';
import type { StagedRow } from './staging.ts';
import type { Place } from './tally.ts';

/** The rows of one record: two for a question of an AMA that has its answer with it. */
export function stagedRows(place: Place, record: AnyRecord): StagedRow[] {
  const row = (keys: Pick<StagedRow, 'space' | 'ref' | 'target'>) => ({
    ...place,
    ...keys,
    type: record.type,
    record,
  });
  switch (record.type) {
    case 'topic':
    case 'series':
      return [row({ space: record.type, ref: record.slug, target: null })];
    case 'person':
      return [row({ space: 'person', ref: record.ref, target: null })];
    case 'vote':
      return [row({ space: null, ref: record.by, target: record.on })];
    case 'outcome':
      return [row({ space: null, ref: null, target: record.question })];
    case 'question':
    case 'ama':
    case 'video':
      return [row({ space: 'post', ref: record.ref, target: null })];
    case 'answer':
      return [row({ space: 'post', ref: record.ref, target: record.question })];
    case 'comment':
      return [row({ space: 'post', ref: record.ref, target: record.on })];
    case 'amaQuestion': {
      const { answer, ...question } = record;
      const asked = { ...row({ space: 'post', ref: record.ref, target: record.ama }), record: question };
      if (!answer) return [asked];
      const ref = answer.ref ?? `${record.ref}/answer`;
      const answered = { type: 'answer' as const, question: record.ref, parts: [], at: record.at };
      return [
        asked,
        {
          ...place,
          type: 'answer',
          space: 'post',
          ref,
          target: record.ref,
          record: { ...answered, ...answer, ref },
        },
      ];
    }
  }
}
