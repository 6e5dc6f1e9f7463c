import { inflateRawSync } from 'node:zlib';
import parser, { type DataSet } from 'dicom-parser';
import { keptVr } from './kept.ts';
import { syntaxes } from './syntax.ts';

export type ReadRefusal =
  | 'not-dicom'
  | 'broken'
  | 'nested-too-deep'
  | 'too-large'
  | 'syntax-unsupported'
  | 'too-many-parts';
export type Refused<Why extends string = ReadRefusal> = { refused: Why; detail?: string };
/** A file, element by element: nothing is copied out of its bytes. */
export type Dicom = { data: DataSet; syntax: string; isExplicit: boolean };

/** What the library has besides what it declares. */
type Parts = { DataSet: new (byteParser: unknown, bytes: Uint8Array, elements: object) => DataSet };

/** What a deflated data set may unpack to. */
const mostUnpacked = 128_000_000;
/** Real files nest four deep. */
const mostDeep = 12;
const mostElements = 20_000;
const mark = 128;

/**
 * Reads a DICOM file (PS3.10) without believing any length in it.
 *
 * @param bytes the whole file
 */
export function readDicom(bytes: Uint8Array): Dicom | Refused {
  if (bytes.length < mark + 4 || Buffer.from(bytes.subarray(mark, mark + 4)).toString('latin1') !== 'DICM')
    return { refused: 'not-dicom' };
  try {
    const meta = parser.readPart10Header(bytes);
    const syntax = meta.string('x00020010') ?? '';
    const known = syntaxes[syntax];
    if (!known) return { refused: 'syntax-unsupported', detail: syntax.replace(/[^0-9.]/g, '').slice(0, 64) };
    if (known.kind === 'refused') return { refused: 'syntax-unsupported', detail: `${known.name} (${syntax})` };
    const start = (meta as DataSet & { position: number }).position;
    const body =
      known.kind === 'deflated' ? inflateRawSync(bytes.subarray(start), { maxOutputLength: mostUnpacked }) : bytes;
    const isExplicit = known.kind !== 'implicit';
    const data = parsed(body, known.kind === 'deflated' ? 0 : start, isExplicit);
    const fault = faultOf(data, body.length, { deep: 0, elements: 0 });
    return fault ? { refused: fault } : { data, syntax, isExplicit };
  } catch (error) {
    return { refused: whyFailed(error) };
  }
}

function whyFailed(error: unknown): ReadRefusal {
  if (error instanceof RangeError && /call stack/i.test(error.message)) return 'nested-too-deep';
  return (error as { code?: string } | undefined)?.code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'broken';
}

function parsed(body: Uint8Array, start: number, isExplicit: boolean): DataSet {
  const stream = new parser.ByteStream(parser.littleEndianByteArrayParser, body, start);
  const data = new (parser as unknown as Parts).DataSet(parser.littleEndianByteArrayParser, body, {});
  if (isExplicit) parser.parseDicomDataSetExplicit(data, stream, body.length);
  else
    parser.parseDicomDataSetImplicit(data, stream, body.length, {
      vrCallback: (tag: string) => keptVr.get(tag.slice(1)),
    } as never);
  return data;
}

/** Whether an element claims more than there is, or nests deeper than any real file. */
function faultOf(data: DataSet, size: number, seen: { deep: number; elements: number }): ReadRefusal | undefined {
  if (seen.deep > mostDeep) return 'nested-too-deep';
  for (const element of Object.values(data.elements)) {
    if (++seen.elements > mostElements) return 'too-many-parts';
    if (element.length < 0 || element.dataOffset + element.length > size) return 'broken';
    for (const item of element.items ?? []) {
      if (!item.dataSet) continue;
      seen.deep++;
      const fault = faultOf(item.dataSet, size, seen);
      seen.deep--;
      if (fault) return fault;
    }
  }
  return undefined;
}

/** Every element at every depth, outermost first. */
export function* elementsOf(
  data: DataSet,
): Generator<{ data: DataSet; tag: string; vr: string | undefined; bytes: Uint8Array }> {
  for (const element of Object.values(data.elements)) {
    const { dataOffset, length, vr } = element;
    const bytes = element.items ? new Uint8Array() : data.byteArray.subarray(dataOffset, dataOffset + length);
    yield { data, tag: element.tag.slice(1), vr, bytes };
    for (const { dataSet } of element.items ?? []) if (dataSet) yield* elementsOf(dataSet);
  }
}
