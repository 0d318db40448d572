import { watchComposers } from '../features/giveaways/watch-composers.client.ts';

watchComposers('/settings/profile/words');
