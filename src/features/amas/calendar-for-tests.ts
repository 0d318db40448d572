/** One line of an iCalendar file, as RFC 5545 has it. */
export interface ContentLine {
  name: string;
  params: string;
  value: string;
}

/**
 * Takes an iCalendar file apart as strictly as RFC 5545 says: CRLF at the end of each line, 75 octets a line, UTF-8
 * that folding leaves whole, components that are closed in order, no property that may stand once standing twice.
 * Throws for everything else. Returns the properties of each event by name, texts unescaped.
 */
export function readCalendar(bytes: Buffer): { calendar: Event; events: Event[] } {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  if (!text.endsWith('\r\n')) throw new Error('the last line does not end');
  const lines = text.slice(0, -2).split('\r\n');
  for (const line of lines) requirePlain(line);
  const unfolded = lines
    .join('\r\n')
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n');
  return readComponents(unfolded.map(readLine));
}

type Event = Map<string, string>;

function requirePlain(line: string): void {
  if (Buffer.byteLength(line) > 75) throw new Error(`more than 75 octets: ${line}`);
  if (/\p{Cc}/u.test(line.replaceAll('\t', '')))
    throw new Error(`a control character in ${JSON.stringify(line)}`);
}

function readLine(line: string): ContentLine {
  const read = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/s.exec(line);
  if (!read) throw new Error(`no content line: ${line}`);
  const [, name = '', params = '', value = ''] = read;
  return { name, params, value };
}

const texts = ['SUMMARY', 'DESCRIPTION', 'X-WR-CALNAME', 'NAME', 'UID'];
const times = ['DTSTART', 'DTEND', 'DTSTAMP'];

function readComponents(lines: readonly ContentLine[]): { calendar: Event; events: Event[] } {
  const open: { name: string; properties: Event }[] = [];
  const closed: { name: string; properties: Event }[] = [];
  for (const { name, value } of lines) {
    if (name === 'BEGIN') open.push({ name: value, properties: new Map() });
    else if (name === 'END') {
      const component = open.pop();
      if (component?.name !== value) throw new Error(`${value} ends where it is not open`);
      closed.push(component);
    } else addProperty(open.at(-1)?.properties, name, value);
  }
  const calendar = closed.pop();
  if (open.length > 0 || calendar?.name !== 'VCALENDAR')
    throw new Error('it is no calendar, or does not end');
  if (closed.some((component) => component.name !== 'VEVENT'))
    throw new Error('it has more than events in it');
  return { calendar: calendar.properties, events: closed.map(({ properties }) => properties) };
}

function addProperty(properties: Event | undefined, name: string, value: string): void {
  if (!properties) throw new Error(`${name} stands outside`);
  if (properties.has(name)) throw new Error(`${name} stands twice`);
  if (times.includes(name) && !/^\d{8}T\d{6}Z$/.test(value)) throw new Error(`${name} is no time: ${value}`);
  properties.set(name, texts.includes(name) ? unescaped(value) : value);
}

function unescaped(value: string): string {
  if (/[\\;,]/.test(value.replaceAll(/\\[\\;,nN]/g, ''))) throw new Error(`not escaped: ${value}`);
  return value.replaceAll(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped));
}
