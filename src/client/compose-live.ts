import './compose.ts';
import './follow.ts';
