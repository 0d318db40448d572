import { rememberClamps } from './clamps.ts';
import { enhanceForms } from './enhance-form.ts';
import { closeMenus } from './menus.ts';

enhanceForms();
closeMenus();
rememberClamps();
