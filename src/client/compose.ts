// Instead of boot.ts, not beside it: trusted-html.ts may run once on a page.
import './boot.ts';
import '@github/markdown-toolbar-element';
import { countCharacters } from './character-count.ts';
import { DraftSaver } from './draft-saver.ts';
import { MarkdownField } from './markdown-field.ts';
import { proposeOwnZone } from './own-zone.ts';
import { SimilarQuestions } from './similar-questions.ts';
import { TopicPicker } from './topic-picker.ts';
import { VideoProgress } from './video-progress.ts';
import { VideoUpload } from './video-upload.ts';

countCharacters();
proposeOwnZone();
customElements.define('markdown-field', MarkdownField);
customElements.define('topic-picker', TopicPicker);
customElements.define('similar-questions', SimilarQuestions);
customElements.define('draft-saver', DraftSaver);
customElements.define('video-upload', VideoUpload);
customElements.define('video-progress', VideoProgress);
