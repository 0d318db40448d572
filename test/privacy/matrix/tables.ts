import type { Listed } from './notation.ts';
import { companyRoutes } from './table-of-companies.ts';
import { questionApiRoutes } from './table-of-api-questions.ts';
import { captionApiRoutes } from './table-of-api-captions.ts';
import { replyApiRoutes } from './table-of-api-replies.ts';
import { seriesApiRoutes } from './table-of-api-series.ts';
import { videoApiRoutes } from './table-of-api-videos.ts';
import { postRoutes } from './table-of-posts.ts';
import { publicRoutes } from './table-of-reading.ts';
import { identityRoutes } from './table-of-identities.ts';
import { amaRoutes } from './table-of-amas.ts';
import { reminderRoutes } from './table-of-reminders.ts';
import { ownRoutes } from './table-of-settings.ts';
import { signingInRoutes } from './table-of-signing-in.ts';
import { staffRoutes } from './table-of-staff.ts';
import { threadRoutes } from './table-of-threads.ts';
import { videoRoutes } from './table-of-videos.ts';
import { watchRoutes } from './table-of-watching.ts';
import { waysInRoutes } from './table-of-ways-in.ts';

/** Every route of the application. */
export const tables: Listed[] = [
  ...postRoutes,
  ...threadRoutes,
  ...amaRoutes,
  ...reminderRoutes,
  ...publicRoutes,
  ...signingInRoutes,
  ...waysInRoutes,
  ...identityRoutes,
  ...ownRoutes,
  ...companyRoutes,
  ...staffRoutes,
  ...questionApiRoutes,
  ...replyApiRoutes,
  ...videoApiRoutes,
  ...captionApiRoutes,
  ...seriesApiRoutes,
  ...videoRoutes,
  ...watchRoutes,
];
