import type { MarkdownIt, StateCore, Token } from 'markdown-it';

const boxPattern = /^\[([ xX])\]\s/;

/** `- [ ]` and `- [x]` at the start of a list entry: a drawn box with its state as text, not a control. */
export function taskLists(markdown: MarkdownIt): void {
  markdown.core.ruler.push('cairn_task_lists', markTasks);
  markdown.renderer.rules.task_box = (tokens, index) =>
    tokens[index]?.info === 'done'
      ? '<span class="task-box" role="img" aria-label="Done">☑</span> '
      : '<span class="task-box" role="img" aria-label="Not done">☐</span> ';
}

function markTasks(state: StateCore): void {
  for (const [index, token] of state.tokens.entries()) {
    if (token.type !== 'inline' || state.tokens[index - 2]?.type !== 'list_item_open') continue;
    const text = token.children?.[0];
    const box = text?.type === 'text' ? boxPattern.exec(text.content) : null;
    if (!text || !box) continue;
    text.content = text.content.slice(box[0].length);
    token.children?.unshift(createBox(state, box[1] !== ' '));
    state.tokens[index - 2]?.attrJoin('class', 'task');
  }
}

function createBox(state: StateCore, done: boolean): Token {
  const box = new state.Token('task_box', '', 0);
  box.info = done ? 'done' : 'open';
  return box;
}
