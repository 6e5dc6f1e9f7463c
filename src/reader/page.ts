import type { Region, Span } from './claim.ts';
import { readHtml } from './html.ts';

/**
 * The words of a page in reading order. All later stages work on `text`; `starts` and `ends` lead each of its units
 * back to the source (null: the read text is the source).
 */
export interface Page {
  readonly text: string;
  readonly starts: Int32Array | null;
  readonly ends: Int32Array | null;
  readonly regions: readonly Region[];
  /** Publication date by the page's metadata, as written there. */
  readonly metaDate: string | null;
}

export type MediaType = 'text/plain' | 'text/html';

/** Text that begins like a document of HTML, or is full of its block tags, is HTML. */
export function sniffMediaType(source: string): MediaType {
  const head = source.slice(0, 2000);
  if (/^\s*(?:<!doctype html|<html|<head|<body|<\?xml|<!--)/i.test(head)) return 'text/html';
  return /<(?:p|div|h[1-6]|article|br|ul|table)\b[^<>]{0,200}>/i.test(head) ? 'text/html' : 'text/plain';
}

/** The page behind a source text. Of plain text, `regions` say what the text itself does not. */
export function readPage(source: string, mediaType: MediaType, regions: readonly Region[] = []): Page {
  if (mediaType === 'text/html') return readHtml(source);
  return { text: source, starts: null, ends: null, regions, metaDate: null };
}

/** Range of the source that a non-empty range of the read text came from. */
export function toSource(page: Page, span: Span): Span {
  if (page.starts === null || page.ends === null || span.end <= span.start) return span;
  return { start: page.starts[span.start] ?? 0, end: page.ends[span.end - 1] ?? 0 };
}
