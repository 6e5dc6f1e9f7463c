import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';

/** A picture as it may be kept and shown: drawn anew, without place, device or words hidden in it. */
export type Image = {
  bytes: Buffer;
  mediaType: 'image/jpeg' | 'image/png' | 'image/webp';
  width: number;
  height: number;
};
export type ImageRefusal = 'image-kind-unsupported' | 'image-unreadable' | 'image-too-large';

const kinds = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' } as const;
const isKind = (type: string | undefined): type is Image['mediaType'] => type !== undefined && type in kinds;
/** As many as a sheet of A3 has at 300 dots an inch, and a half more. A small file can promise far more than that. */
const mostPixels = 30_000_000;
/** Longer edges are made this long: a scan stays legible. */
const longestEdge = 5_000;

// Pictures of strangers are not remembered between requests.
sharp.cache(false);

/**
 * Draws an uploaded picture anew, turned as it was taken. What it is is told from its content; whatever else was in the
 * file (metadata, a second file behind the picture) is gone.
 */
export async function acceptImage(bytes: Uint8Array): Promise<Image | { refused: ImageRefusal }> {
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const mediaType = type?.mime;
  if (!isKind(mediaType)) return { refused: 'image-kind-unsupported' };
  const drawing = () => sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true });
  const size = await drawing()
    .metadata()
    .catch((error: Error) => (/pixel limit/.test(error.message) ? 'too large' : undefined));
  if (size === 'too large') return { refused: 'image-too-large' };
  if (!size) return { refused: 'image-unreadable' };
  if (size.width * size.height > mostPixels) return { refused: 'image-too-large' };
  try {
    const { data, info } = await drawing()
      .autoOrient()
      .resize({ width: longestEdge, height: longestEdge, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .toFormat(kinds[mediaType], { quality: 88 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, mediaType, width: info.width, height: info.height };
  } catch {
    return { refused: 'image-unreadable' };
  }
}
