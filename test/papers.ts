import { deflateSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';

/** Papers made for tests: PDF and Word files as small as they can be, with what is wrong with them said. */
export type Placed = { text: string; x: number; y: number; size?: number; angle?: number };
type PdfOptions = { isEncrypted?: boolean; content?: string; rotate?: number };

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0').toUpperCase();

/** Codes before it are control characters, whose letters a reader may leave out. */
const first = 33;

/** One byte a letter, with a table that says which letter it is: any script, without a font file. */
function lettersOf(pages: readonly (readonly Placed[])[]) {
  const letters = [...new Set(pages.flat().flatMap(({ text }) => Array.from(text)))];
  const codes = new Map(letters.map((letter, index) => [letter, index + first]));
  const pairs = letters.map((letter, index) => {
    const utf16 = Array.from({ length: letter.length }, (_, at) => hex(letter.charCodeAt(at), 4)).join('');
    return `<${hex(index + first, 2)}> <${utf16}>`;
  });
  const blocks: string[] = [];
  for (let at = 0; at < pairs.length; at += 100) {
    const some = pairs.slice(at, at + 100);
    blocks.push(`${some.length} beginbfchar\n${some.join('\n')}\nendbfchar`);
  }
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
${blocks.join('\n')}
endcmap end end`;
  const show = (text: string): string => `<${Array.from(text, (letter) => hex(codes.get(letter) ?? 0, 2)).join('')}>`;
  return { map, show };
}

const stream = (content: string, extra = ''): string =>
  `<< /Length ${Buffer.byteLength(content, 'latin1')}${extra} >>\nstream\n${content}\nendstream`;

/** A PDF (A4, points from the lower left corner) whose letters stand where they are put; each is half as wide as high. */
export function pdfOf(
  pages: readonly (readonly Placed[])[],
  { isEncrypted = false, content, rotate = 0 }: PdfOptions = {},
): Buffer {
  const { map, show } = lettersOf(pages);
  const objects: string[] = ['<< /Type /Catalog /Pages 2 0 R >>', ''];
  const widths = Array.from({ length: 255 }, () => 500).join(' ');
  objects.push(
    `<< /Type /Font /Subtype /Type1 /BaseFont /Test /FirstChar 1 /LastChar 255 /Widths [${widths}] /ToUnicode 4 0 R /FontDescriptor 5 0 R >>`,
  );
  objects.push(stream(map));
  objects.push(
    '<< /Type /FontDescriptor /FontName /Test /Flags 32 /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /FontBBox [0 -200 1000 800] >>',
  );
  const kids: string[] = [];
  for (const page of pages) {
    const drawn = page.map(({ text, x, y, size = 11, angle = 0 }) => {
      const [cos, sin] = [Math.cos(angle).toFixed(6), Math.sin(angle).toFixed(6)];
      return `BT /F1 ${size} Tf ${cos} ${sin} ${(-Math.sin(angle)).toFixed(6)} ${cos} ${x} ${y} Tm ${show(text)} Tj ET`;
    });
    objects.push(content ?? stream(drawn.join('\n')));
    kids.push(`${objects.length + 1} 0 R`);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /Rotate ${rotate} /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${objects.length} 0 R >>`,
    );
  }
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.join(' ')}] >>`;
  if (isEncrypted)
    objects.push(`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >>`);
  return written(
    objects,
    isEncrypted ? ` /Encrypt ${objects.length} 0 R /ID [<${'33'.repeat(16)}> <${'33'.repeat(16)}>]` : '',
  );
}

function written(objects: readonly string[], trailer: string): Buffer {
  let file = '%PDF-1.7\n';
  const at = objects.map((object, index) => {
    const start = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const rows = at.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** Lines one under another. */
export const linesFrom = (lines: readonly string[], { x = 70, y = 760, size = 11 }: Partial<Placed> = {}): Placed[] =>
  lines.map((text, index) => ({ text, x, y: y - index * size * 1.3, size }));

/** A PDF of two pages, each a picture of text without its letters. */
export const scannedPdf = (): Buffer => pdfOf([[], []]);

/** A small PDF whose page unpacks to `bytes` of nothing. */
export function swellingPdf(bytes: number): Buffer {
  const packed = deflateSync(Buffer.alloc(bytes, 0x20), { level: 9 }).toString('latin1');
  return pdfOf([[]], { content: stream(packed, ' /Filter /FlateDecode') });
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const run = (text: string): string => `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export type WordParts = {
  title?: string;
  paragraphs?: readonly string[];
  /** Further XML of the body. */
  body?: string;
  header?: string;
  watermark?: string;
  isMacro?: boolean;
  /** Before the root element of the document. */
  prolog?: string;
  extra?: Record<string, Uint8Array>;
};

/** A Word file (.docx). */
export function docxOf({
  title,
  paragraphs = [],
  body = '',
  header,
  watermark,
  isMacro = false,
  prolog = '',
  extra = {},
}: WordParts): Buffer {
  const heading = title === undefined ? '' : `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>${run(title)}</w:p>`;
  const text = paragraphs.map((each) => `<w:p>${run(each)}</w:p>`).join('');
  const mark =
    watermark === undefined
      ? ''
      : `<w:p><w:r><w:pict><v:shape><v:textpath string="${escaped(watermark)}"/></v:shape></w:pict></w:r></w:p>`;
  const edge = `<w:hdr ${namespaces}>${header === undefined ? '' : `<w:p>${run(header)}</w:p>`}${mark}</w:hdr>`;
  const main = isMacro
    ? 'application/vnd.ms-word.document.macroEnabled.main+xml'
    : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?>${prolog}<w:document ${namespaces}><w:body>${heading}${text}${body}</w:body></w:document>`,
    'word/styles.xml': `<?xml version="1.0"?><w:styles ${namespaces}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    'word/_rels/document.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationships}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${relationships}/hyperlink" Target="http://127.0.0.1:1/" TargetMode="External"/></Relationships>`,
    'word/header1.xml': `<?xml version="1.0"?>${edge}`,
    ...(isMacro && { 'word/vbaProject.bin': 'macro' }),
  };
  const files = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]));
  return Buffer.from(zipSync({ ...files, ...extra }));
}
