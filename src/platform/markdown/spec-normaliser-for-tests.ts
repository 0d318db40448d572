/**
 * Brings the HTML that a specification expects and the HTML that we make to the same form, so that what
 * still differs is a difference in reading Markdown. Taken out are: heading levels, direction, the marks of
 * scrollable boxes, `rel`, colours and languages of code, how a cell is aligned, `<del>` for `<s>`, task
 * boxes, and images, which we show as links.
 */
export function normaliseHtml(html: string): string {
  return html
    .replace(/<(\/?)h[1-6]\b/g, '<$1h')
    .replace(/ (?:dir|tabindex|role|rel|aria-label)="[^"]*"/g, '')
    .replace(/<div class="table-scroll">\n|(?<=<\/table>\n)<\/div>\n/g, '')
    .replace(/ class="(?:hljs[^"]*|language-[^"]*|image-link)"/g, '')
    .replace(/<span class="task-box">(?:☐|(☑))<\/span>/g, (_box, done) => (done ? '[x]' : '[ ]'))
    .replace(/<input type="checkbox"( checked="")? disabled="" \/>/g, (_box, done) => (done ? '[x]' : '[ ]'))
    .replace(/<li class="task">/g, '<li>')
    .replace(/<span class="hljs-[^"]*">|<span>|<\/span>/g, '')
    .replace(/ class="align-(\w+)"/g, ' align="$1"')
    .replace(/<(\/?)del>/g, '<$1s>')
    .replace(/<img src="([^"]*)" alt="([^"]*)"( title="[^"]*")? \/>/g, (_image, address, words, title) =>
      address === '' ? words : `<a href="${address}"${title ?? ''}>${words || address}</a>`,
    )
    .replace(/<blockquote>\n<\/blockquote>/g, '<blockquote></blockquote>')
    .replace(/ \/>/g, '>');
}
