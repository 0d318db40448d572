const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The words of HTML that renderMarkdown made, on one line. Of other HTML it promises nothing. */
export function textOfHtml(html: string): string {
  return html
    .replace(/<\/?(?:span|a|em|strong|code|s|del|mark|sup|sub)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
    .replace(/\s+/gu, ' ')
    .trim();
}
