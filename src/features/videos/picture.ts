import { Invalid } from '../../errors.ts';
import { redraw } from '../profiles/portrait-image.ts';

const longestSide = 1280;

/** The picture that stands before a video, as JPEG, made anew from its pixels. Throws Invalid with the reason. */
export async function makePicture(upload: Buffer): Promise<Buffer> {
  try {
    return await redraw(upload, (picture) =>
      picture
        .resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true })
        .flatten({ background: 'black' })
        .jpeg({ quality: 82, mozjpeg: true })
        .toBuffer(),
    );
  } catch (error) {
    throw error instanceof Invalid ? new Invalid({ picture: error.message }) : error;
  }
}
