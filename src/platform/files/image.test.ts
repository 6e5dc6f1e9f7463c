import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { safeFileName } from './fileName.ts';
import { acceptImage } from './image.server.ts';

const paper = (width = 40, height = 20) => sharp({ create: { width, height, channels: 3, background: '#c0ffee' } });
const accepted = async (bytes: Uint8Array) => {
  const image = await acceptImage(bytes);
  if ('refused' in image) throw new Error(image.refused);
  return image;
};

describe('an uploaded picture', () => {
  test('is drawn anew without the place where it was taken, and turned as it was held', async () => {
    const taken = await paper()
      .withExif({ IFD0: { Copyright: 'secret-words', Orientation: '6' }, IFD3: { GPSLatitude: '43/1 14/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(taken).metadata()).exif).toBeDefined();
    const image = await accepted(taken);
    expect(image).toMatchObject({ mediaType: 'image/jpeg', width: 20, height: 40 });
    const kept = await sharp(image.bytes).metadata();
    expect([kept.exif, kept.xmp, kept.icc, kept.orientation]).toEqual([undefined, undefined, undefined, undefined]);
    expect(image.bytes.includes('Exif')).toBe(false);
  });

  test.each(['png', 'webp', 'jpeg'] as const)('stays a %s, and what stood behind its end is gone', async (format) => {
    const hidden = Buffer.concat([await paper().toFormat(format).toBuffer(), Buffer.from('<script>hidden</script>')]);
    const image = await accepted(hidden);
    expect(image.mediaType).toBe(`image/${format}`);
    expect(image.bytes.includes('hidden')).toBe(false);
  });

  test.each([
    ['a drawing that can run scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ['a page', Buffer.from('<!doctype html><p>x')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['nothing', Buffer.alloc(0)],
  ])('%s is no picture', async (_what, bytes) => {
    expect(await acceptImage(bytes)).toEqual({ refused: 'image-kind-unsupported' });
  });

  test('an animation is no picture of that kind', async () => {
    expect(await acceptImage(Buffer.from('GIF89a'))).toEqual({ refused: 'image-kind-unsupported' });
  });

  test('a picture cut short, or with the beginning of one alone, is unreadable', async () => {
    const whole = await paper(400, 400).png().toBuffer();
    expect(await acceptImage(whole.subarray(0, whole.length / 2))).toEqual({ refused: 'image-unreadable' });
    expect(await acceptImage(Buffer.concat([whole.subarray(0, 40), Buffer.alloc(40)]))).toEqual({
      refused: 'image-unreadable',
    });
  });

  test('a small file that promises a huge picture is refused before it is unpacked', async () => {
    const bomb = hugePng(30_000, 30_000);
    expect(bomb.length).toBeLessThan(200_000);
    const before = process.memoryUsage.rss();
    expect(await acceptImage(bomb)).toEqual({ refused: 'image-too-large' });
    expect(process.memoryUsage.rss() - before).toBeLessThan(200_000_000);
  });

  test('a large scan is made as long as a legible one is', async () => {
    const { width, height } = await accepted(await paper(6000, 3000).jpeg().toBuffer());
    expect([width, height]).toEqual([5000, 2500]);
  });
});

/** A PNG whose header promises that size, with few rows behind it. */
function hugePng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((width / 8 + 1) * 100));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

describe('the name of a file', () => {
  test.each([
    ['Келісім.pdf', 'Келісім.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\a\\scan.png', 'scan.png'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['line\r\nSet-Cookie: x', 'lineSet-Cookie x'],
    ['.htaccess', 'htaccess'],
    ['   ', 'file'],
    ['..', 'file'],
    ['NUL.txt', 'file'],
    ['a"b<c>.txt', 'abc.txt'],
    [`${'ы'.repeat(300)}.docx`, `${'ы'.repeat(115)}.docx`],
    ['\uD800x', '\uFFFDx'],
  ])('%j is kept as %j', (given, kept) => {
    expect(safeFileName(given, 'file')).toBe(kept);
  });
});
