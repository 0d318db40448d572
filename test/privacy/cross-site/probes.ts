/** What a page of another origin can find out of an address, without the time it took: one line for each way. */
export type Observed = Record<string, string>;

/**
 * Runs in the hostile page, which is why it names nothing from outside. Tries every way to load the address, and
 * resolves to what events and properties told.
 */
export async function probe(address: string): Promise<Observed> {
  const seen: Observed = {};
  const patience = 20_000;

  const eventOf = async (element: HTMLElement, start: () => void = () => undefined): Promise<string> => {
    const told = new Promise<string>((resolve) => {
      for (const name of ['load', 'error', 'loadedmetadata']) {
        element.addEventListener(name, () => resolve(name), { once: true });
      }
      setTimeout(() => resolve('nothing'), patience);
    });
    start();
    document.body.append(element);
    return await told;
  };
  const make = (name: string, attributes: Record<string, string>) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const trying = async (work: () => unknown): Promise<string> => {
    try {
      return String(await work());
    } catch (error) {
      return error instanceof Error ? error.name : 'thrown';
    }
  };

  const elements: [string, Record<string, string>][] = [
    ['img', { src: address }],
    ['script', { src: address }],
    ['link', { rel: 'stylesheet', href: address }],
    ['link', { rel: 'prefetch', href: address }],
    ['link', { rel: 'preload', as: 'image', href: address }],
    ['iframe', { src: address }],
    ['iframe', { src: `${address}#main`, sandbox: 'allow-scripts' }],
    ['object', { data: address }],
    ['embed', { src: address }],
    ['video', { src: address }],
  ];
  const events = elements.map(async ([name, attributes], place) => {
    const element = make(name, attributes);
    const event = await eventOf(element);
    const size = element instanceof HTMLImageElement ? ` ${element.naturalWidth}` : '';
    const frames = element instanceof HTMLIFrameElement ? ` ${element.contentWindow?.length}` : '';
    const height = element instanceof HTMLObjectElement ? ` ${element.offsetHeight}` : '';
    seen[`${name} ${place}`] = `${event}${size}${frames}${height}`;
  });
  await Promise.all(events);

  for (const mode of ['no-cors', 'cors'] as const) {
    for (const credentials of ['include', 'omit'] as const) {
      seen[`fetch ${mode} ${credentials}`] = await trying(async () => {
        const response = await fetch(address, { mode, credentials });
        return `${response.type} ${response.status} ${(await response.text()).length} ${response.redirected}`;
      });
    }
  }
  seen['fetch conditional'] = await trying(async () => {
    const headers = { 'if-none-match': '"x"' };
    return (await fetch(address, { mode: 'cors', credentials: 'include', headers })).status;
  });
  seen['fetch manual'] = await trying(async () => {
    const response = await fetch(address, { mode: 'no-cors', credentials: 'include', redirect: 'manual' });
    return `${response.type} ${response.status}`;
  });
  seen['fetch kept'] = await trying(async () => {
    const response = await fetch(address, { mode: 'no-cors', credentials: 'include', cache: 'force-cache' });
    return response.type;
  });
  seen['events'] = await new Promise((resolve) => {
    const source = new EventSource(address, { withCredentials: true });
    const end = (what: string) => {
      source.close();
      resolve(what);
    };
    source.addEventListener('open', () => end('open'));
    source.addEventListener('error', () => end('error'));
  });
  seen['socket'] = await new Promise((resolve) => {
    const socket = new WebSocket(address.replace(/^http/, 'ws'));
    socket.addEventListener('open', () => resolve('open'));
    socket.addEventListener('close', ({ code }) => resolve(`close ${code}`));
  });
  seen['worker'] = await trying(() => new Worker(address));
  seen['service worker'] = await trying(async () => await navigator.serviceWorker.register(address));
  document.body.style.backgroundImage = `url("${address}?css")`;
  await eventOf(make('img', { src: `${address}?css` }));

  seen['frames'] = `${window.length} ${history.length} ${document.activeElement?.tagName}`;
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const told = entries
    .filter(({ name }) => name.startsWith(address))
    .map(({ transferSize, encodedBodySize, decodedBodySize, responseStatus, nextHopProtocol, redirectEnd }) =>
      [transferSize, encodedBodySize, decodedBodySize, responseStatus, nextHopProtocol, redirectEnd].join(
        ' ',
      ),
    );
  // How many there are is chance: the browser drops what a page asks for once more while it is on its way.
  seen['timing entries'] = [...new Set(told)].toSorted().join(', ');
  return seen;
}

/** Runs in the hostile page: opens the address as a window, and tells what its handle shows once it is there. */
export async function probeWindow(address: string): Promise<Observed> {
  const opened = window.open(address, '_blank');
  // A page that cuts the handle does so once its answer has come.
  const isCut = () => opened?.closed !== false;
  for (let wait = 0; wait < 100 && !isCut(); wait += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const look = (read: () => unknown): string => {
    try {
      return String(read());
    } catch (error) {
      return error instanceof Error ? error.name : 'thrown';
    }
  };
  return {
    closed: look(() => opened?.closed),
    frames: look(() => opened?.length),
    place: look(() => opened?.location.href),
    document: look(() => opened?.document.title),
    opener: look(() => opened?.opener),
    history: String(history.length),
  };
}

/** Runs in the hostile page: sends a form, as a page that wants its reader to do something does. */
export async function sendForm({ action, fields }: { action: string; fields: Observed }): Promise<void> {
  const frame = document.createElement('iframe');
  frame.name = `frame-${Math.random()}`;
  document.body.append(frame);
  for (const method of ['post', 'get']) {
    for (const enctype of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
      const form = document.createElement('form');
      Object.assign(form, { action, method, enctype, target: frame.name });
      for (const [name, value] of Object.entries(fields)) {
        const input = document.createElement('input');
        Object.assign(input, { type: 'hidden', name, value });
        form.append(input);
      }
      document.body.append(form);
      const loaded = new Promise((resolve) => {
        frame.addEventListener('load', resolve, { once: true });
        setTimeout(resolve, 1500);
      });
      form.submit();
      await loaded;
    }
  }
  const body = new URLSearchParams(fields);
  navigator.sendBeacon(action, body);
  await fetch(action, { method: 'POST', mode: 'no-cors', credentials: 'include', body }).catch(
    () => undefined,
  );
}

/** Runs in the hostile page: how long each of these takes to come back, in the order they are asked for. */
export async function timeLoads(addresses: string[]): Promise<number[]> {
  const times: number[] = [];
  for (const address of addresses) {
    const begun = performance.now();
    await fetch(address, { mode: 'no-cors', credentials: 'include', cache: 'no-store' }).catch(
      () => undefined,
    );
    times.push(performance.now() - begun);
  }
  return times;
}
