import { followAma } from './ama-live.ts';
import { runStage } from './stage.ts';

const ama = document.getElementById('ama');
if (ama) followAma(ama);
const stage = document.getElementById('stage');
if (stage) runStage(stage);
