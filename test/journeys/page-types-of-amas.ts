import { urls } from '../../src/urls.ts';
import type { PageType } from './page-types.ts';

/** AMAs as anybody sees them. */
export const amasOfReaders: PageType[] = [
  { name: 'an AMA to come', path: ({ amas }) => amas.announced.path, closely: true },
  { name: 'a live AMA', path: ({ amas }) => amas.live.path, closely: true },
  { name: 'an AMA with answers to come', path: ({ amas }) => amas.overflow.path },
  { name: 'an AMA that is over', path: ({ amas }) => amas.closed.path, closely: true },
  { name: 'an AMA that was cancelled', path: ({ amas }) => amas.cancelled.path },
  { name: 'a question of an AMA', path: ({ amas }) => amas.question, closely: true },
  { name: 'an invitation to host', path: ({ amas }) => amas.invitation },
];

/** And as those do who ask, host or keep the queue. */
export const amasOfMembers: PageType[] = [
  { name: 'an AMA to be reminded of', path: ({ amas }) => amas.announced.path, as: 'asker' },
  { name: 'a live AMA', path: ({ amas }) => amas.live.path, as: 'asker', closely: true },
  {
    name: 'a question that was refused',
    path: ({ amas }) => amas.live.path,
    as: 'asker',
    press: 'Post masked',
    status: 422,
  },
  { name: 'one’s own AMA', path: ({ amas }) => amas.overflow.path, as: 'answerer' },
  { name: 'a question to comment on', path: ({ amas }) => amas.question, as: 'colleague' },
  { name: 'announcing', path: urls.newAma(), as: 'answerer' },
  {
    name: 'announcing, refused',
    path: urls.newAma(),
    as: 'answerer',
    press: 'Announce it as Ada Example',
    status: 422,
    closely: true,
  },
  { name: 'announcing for somebody', path: urls.newAma(), as: 'moderator' },
  { name: 'the stage', path: ({ amas }) => urls.amaStage(amas.live), as: 'answerer', closely: true },
  { name: 'the stage', path: ({ amas }) => urls.amaStage(amas.live), as: 'moderator' },
  { name: 'the stage before it', path: ({ amas }) => urls.amaStage(amas.announced), as: 'answerer' },
  {
    name: 'settings of an AMA',
    path: ({ amas }) => urls.amaManagement(amas.live),
    as: 'answerer',
    closely: true,
  },
  { name: 'settings of an AMA', path: ({ amas }) => urls.amaManagement(amas.closed), as: 'moderator' },
  { name: 'an invitation to host', path: ({ amas }) => amas.invitation, as: 'answerer' },
];
