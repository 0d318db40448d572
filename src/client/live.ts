// Instead of boot.ts, as compose.ts is.
import './boot.ts';
import './follow.ts';
