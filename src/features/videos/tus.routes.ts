import { mkdirSync } from 'node:fs';
import { FileStore } from '@tus/file-store';
import type { Upload } from '@tus/server';
import { Server } from '@tus/server';
import { Hono } from 'hono';
import type { Edge, EdgeContext } from '../../edge/context.ts';
import { requireAccount } from '../../edge/session.ts';
import { NotFound, Refusal } from '../../errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { urls } from '../../urls.ts';
import { UploadLocker } from './upload-locker.ts';
import type { Sending } from './uploads.ts';
import {
  abandonUpload,
  beginUpload,
  finishUpload,
  isWhole,
  mostBytes,
  tooLarge,
  uploadsFolder,
} from './uploads.ts';
import { requireVideoAuthor } from './video-authors.ts';
import { accessOwnVideo } from './videos.ts';

const idPattern = /^[0-9a-f]{32}$/;

/** Uploads that go on where they broke off, by the protocol tus 1.0.0. What the sender calls the file is not kept. */
export function tusRoutes(platform: Platform): Hono<Edge> {
  const routes = new Hono<Edge>();
  const locker = new UploadLocker(platform.holds);
  let store: FileStore | null = null;

  routes.on(['POST', 'OPTIONS'], urls.ownVideoUploads.pattern, async (c) => {
    return await serverFor(await access(c)).handleWeb(c.req.raw);
  });

  // HEAD comes as GET.
  routes.on(['GET', 'PATCH', 'DELETE'], urls.ownVideoUpload.pattern, async (c) => {
    const sending = await access(c);
    const { video } = sending;
    const id = c.req.param('upload') ?? '';
    if (!idPattern.test(id) || video.uploadId !== id || c.req.method === 'GET') throw gone();
    // Whoever asks how far it is after a failure at the very end would take it for done.
    if (c.req.method === 'HEAD' && (await isWhole(platform, id, video.uploadBytes))) {
      if (!(await finishUpload(platform, id)) && !(await isDone(c))) throw gone();
      const bytes = String(video.uploadBytes);
      return c.body(null, 200, { 'tus-resumable': '1.0.0', 'upload-offset': bytes, 'upload-length': bytes });
    }
    if (c.req.method === 'DELETE') {
      await abandonUpload(platform, id);
      return c.body(null, 204, { 'tus-resumable': '1.0.0' });
    }
    return await serverFor(sending).handleWeb(c.req.raw);
  });

  async function access(c: EdgeContext): Promise<Sending> {
    const account = await requireVideoAuthor(platform, requireAccount(c));
    return { account, video: await accessOwnVideo(platform.db, account, c.req.param('id') ?? '') };
  }

  /** Another request may have ended it meanwhile. */
  async function isDone(c: EdgeContext): Promise<boolean> {
    return !['uploading', 'refused'].includes((await access(c)).video.state);
  }

  function serverFor(sending: Sending): Server {
    return new Server({
      path: urls.ownVideoUploads({ id: sending.video.id }),
      datastore: openStore(),
      relativeLocation: true,
      maxSize: mostBytes(platform),
      allowedOrigins: [platform.config.origin],
      locker,
      namingFunction: () => platform.random.bytes(16).toString('hex'),
      onUploadCreate: async (_, upload) => {
        await begin(sending, upload);
        return { metadata: {} };
      },
      onUploadFinish: async (_, upload) => {
        await finishUpload(platform, upload.id);
        return {};
      },
      onResponseError: (_, error) => answerTo(platform, error),
    });
  }

  function openStore(): FileStore {
    if (store) return store;
    mkdirSync(uploadsFolder(platform), { recursive: true, mode: 0o700 });
    store = new FileStore({ directory: uploadsFolder(platform) });
    // Its length is stated first, or there would be no limit to it.
    store.extensions = ['creation', 'termination', 'expiration'];
    return store;
  }

  async function begin(sending: Sending, upload: Upload): Promise<void> {
    if (upload.size === undefined || upload.size < 1)
      throw { status_code: 400, body: 'Say how many bytes it has.\n' };
    await beginUpload(platform, sending, { id: upload.id, bytes: upload.size });
  }

  return routes;
}

function gone(): NotFound {
  return new NotFound('There is no such video.');
}

interface Trouble {
  status_code: number;
  body: string;
}

function answerTo(platform: Platform, error: Error | Trouble): Trouble {
  if (error instanceof Refusal) return { status_code: error.status, body: `${error.message}\n` };
  if ('status_code' in error && error.status_code === 413)
    return { status_code: 413, body: `${tooLarge(platform)}\n` };
  if ('status_code' in error && (error.status_code < 500 || error.status_code === 501)) return error;
  return { status_code: 503, body: 'It could not be written at the moment. What has arrived is kept.\n' };
}
