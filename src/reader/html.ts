import type { Token, TokenHandler } from 'parse5';
import { parseFragment, Tokenizer, TokenizerMode } from 'parse5';
import type { Region } from './claim.ts';
import type { Page } from './page.ts';

const blockTags = new Set(
  `address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4
   h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead tr ul`.split(/\s+/),
);
const silentTags = new Set(['script', 'style', 'noscript', 'template', 'svg', 'math', 'iframe', 'object', 'title']);
const rawTags = new Set(['style', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript']);
const furnitureTags = new Set(['nav', 'aside', 'footer', 'menu', 'select', 'button', 'form', 'figcaption']);
const furnitureClass =
  /(?:^|[-_\s])(?:nav|menu|breadcrumbs?|share|social|related|(?<!(?:no|with|has|one|two)-)sidebar|currency|rates?|views?(?!-(?:field|row|element|label|content|mode))|counter|weather|comments?|cookies?|consent|gdpr|copyright|tags?|popular|most-read|recommended|recommendations|newsletter|subscribe|pagination|pager|advert|ads?|other-news|more-news|last-news|latest)(?:[-_\s]|$)/i;
const furnitureByClass = new Set(['div', 'ul', 'ol', 'p', 'section', 'header', 'span', 'table']);
/** The publication date that a page tells search engines. */
const linkedData = /"datePublished"\s*:\s*"([^"]{10,40})"/;
const dateProperty = /^(?:article:published_time|datepublished|date|dc\.date|pubdate)$/i;

/** Grows the read text and, unit by unit, its way back into the source. Runs of white space become one space. */
class Writer {
  private readonly parts: string[] = [];
  private starts = new Int32Array(1024);
  private ends = new Int32Array(1024);
  private last = '\n';
  length = 0;

  put(unit: string, start: number, end: number): void {
    const space = /\s/.test(unit) && unit !== '\n' ? ' ' : unit;
    if (space === ' ' && (this.last === ' ' || this.last === '\n')) return;
    if (this.length === this.starts.length) this.grow();
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.parts.push(space);
    this.last = space;
    this.length++;
  }

  private grow(): void {
    const wider = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const next = new Int32Array(old.length * 2);
      next.set(old);
      return next;
    };
    this.starts = wider(this.starts);
    this.ends = wider(this.ends);
  }

  page(regions: readonly Region[], metaDate: string | null): Page {
    return { text: this.parts.join(''), starts: this.starts, ends: this.ends, regions, metaDate };
  }
}

interface Open {
  readonly tag: string;
  readonly kind: Region['kind'];
  readonly start: number;
  depth: number;
}

/** Listens to the tokenizer rather than building a tree: depth costs nothing, broken nesting loses nothing. */
class Listener implements TokenHandler {
  readonly writer = new Writer();
  readonly regions: Region[] = [];
  metaDate: string | null = null;
  tokenizer: Tokenizer | null = null;
  private readonly open = new Map<string, Open>();
  private silent: { tag: string; depth: number } | null = null;
  private readonly entities = new Map<string, string>();

  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  onStartTag(token: Token.TagToken): void {
    const tag = token.tagName;
    if (this.tokenizer) this.tokenizer.state = modeAfter(tag, this.tokenizer.state);
    if (this.silent) {
      if (this.silent.tag === tag && !token.selfClosing) this.silent.depth++;
      return;
    }
    if (tag === 'meta') this.readMeta(token);
    if (silentTags.has(tag) && !token.selfClosing) {
      this.silent = { tag, depth: 1 };
      return;
    }
    this.breakAt(tag, token);
    this.openRegion(token);
  }

  onEndTag(token: Token.TagToken): void {
    const tag = token.tagName;
    if (this.silent) {
      if (this.silent.tag === tag && --this.silent.depth === 0) this.silent = null;
      return;
    }
    for (const [key, open] of this.open) {
      if (open.tag === tag && --open.depth === 0) {
        this.regions.push({ start: open.start, end: this.writer.length, kind: open.kind });
        this.open.delete(key);
      }
    }
    this.breakAt(tag, token);
  }

  onCharacter(token: Token.CharacterToken): void {
    if (this.silent || !token.location) return;
    // parse5 says of a token that begins with a character reference that it begins where the reference ends.
    const said = token.location.startOffset;
    let at = this.source[said] === token.chars[0] ? said : Math.max(0, this.source.lastIndexOf('&', said));
    const stop = token.location.endOffset;
    for (let index = 0; index < token.chars.length && at < stop; ) {
      const [decoded, length] = this.unitAt(at, stop);
      for (const unit of decoded.split('')) this.writer.put(unit === '\n' ? ' ' : unit, at, at + length);
      index += decoded.length;
      at += length;
    }
  }

  onWhitespaceCharacter(token: Token.CharacterToken): void {
    if (this.silent || !token.location) return;
    const { startOffset, endOffset } = token.location;
    // The same of white space before a reference: it ends where the reference begins.
    const next = this.source.indexOf('&', startOffset);
    this.writer.put(' ', startOffset, next > startOffset && next < endOffset ? next : endOffset);
  }

  onNullCharacter(): void {}
  onComment(): void {}
  onDoctype(): void {}
  onEof(): void {}

  /** One source unit, or one whole character reference, with the units it stands for. */
  private unitAt(at: number, stop: number): [string, number] {
    const unit = this.source[at] ?? '';
    if (unit !== '&') return [unit, 1];
    const reference = /^&(?:#x?[\da-f]{1,8}|[a-z][\da-z]{1,31});?/i.exec(
      this.source.slice(at, Math.min(at + 36, stop)),
    )?.[0];
    if (!reference) return [unit, 1];
    const known = this.entities.get(reference) ?? decodeReference(reference);
    this.entities.set(reference, known);
    return known === reference ? [unit, 1] : [known, reference.length];
  }

  private breakAt(tag: string, token: Token.TagToken): void {
    const start = token.location?.startOffset ?? 0;
    const end = token.location?.endOffset ?? start;
    if (blockTags.has(tag)) {
      this.writer.put('\n', start, end);
      this.writer.put('\n', start, end);
    } else if (tag === 'br') this.writer.put('\n', start, end);
  }

  private openRegion(token: Token.TagToken): void {
    const tag = token.tagName;
    for (const open of this.open.values()) if (open.tag === tag) open.depth++;
    const kind = regionKind(token);
    if (kind && !this.open.has(kind)) this.open.set(kind, { tag, kind, start: this.writer.length, depth: 1 });
  }

  private readMeta(token: Token.TagToken): void {
    const attribute = (name: string): string => token.attrs.find((each) => each.name === name)?.value ?? '';
    const name = attribute('property') || attribute('name') || attribute('itemprop');
    if (dateProperty.test(name)) this.metaDate ??= attribute('content');
  }
}

function modeAfter(tag: string, state: Tokenizer['state']): Tokenizer['state'] {
  if (tag === 'script') return TokenizerMode.SCRIPT_DATA;
  if (tag === 'title' || tag === 'textarea') return TokenizerMode.RCDATA;
  return rawTags.has(tag) ? TokenizerMode.RAWTEXT : state;
}

function regionKind(token: Token.TagToken): Region['kind'] | null {
  const tag = token.tagName;
  if (tag === 'a') return 'link';
  if (/^h[1-3]$/.test(tag)) return 'heading';
  if (furnitureTags.has(tag)) return 'furniture';
  const classes = token.attrs.find((each) => each.name === 'class')?.value ?? '';
  const role = token.attrs.find((each) => each.name === 'role')?.value ?? '';
  const named = furnitureByClass.has(tag) && furnitureClass.test(classes.slice(0, 500));
  return named || role === 'navigation' ? 'furniture' : null;
}

function decodeReference(reference: string): string {
  const node = parseFragment(reference).childNodes[0];
  return node && 'value' in node ? node.value : reference;
}

/** Reads HTML: scripts and styles never, entities decoded, tags as breaks between words. Linear in the source. */
export function readHtml(source: string): Page {
  const listener = new Listener(source);
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, listener);
  listener.tokenizer = tokenizer;
  tokenizer.write(source, true);
  return listener.writer.page(listener.regions, listener.metaDate ?? linkedData.exec(source)?.[1] ?? null);
}
