import { rememberClamps } from './clamps.ts';
import { enhanceForms } from './enhance-form.ts';
import { tellTimes } from './local-times.ts';
import { closeMenus } from './menus.ts';

enhanceForms();
closeMenus();
rememberClamps();
tellTimes();
