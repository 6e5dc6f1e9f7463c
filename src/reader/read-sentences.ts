import type { ReadBlock } from './blocks.ts';
import type { CountValue, EdtfDate, Language, PeriodValue, ReadProblem, Span } from './claim.ts';
import { findActs } from './commitments.ts';
import type { Counted } from './count-roles.ts';
import { findCounts } from './counts.ts';
import { findDates } from './dates.ts';
import { type Draft, type DraftOf, Ids, type SentenceView } from './draft.ts';
import { findInstruments } from './instruments.ts';
import { sentenceLanguage } from './language.ts';
import { findMoney } from './money.ts';
import { readNumbers } from './numbers.ts';
import type { Page } from './page.ts';
import { findPhones } from './phones.ts';
import { type Clause, findClauses } from './predicates.ts';
import type { Published } from './published.ts';
import { splitSentences } from './sentences.ts';
import { spanOf, type TokenText, tokenize } from './tokens.ts';

export interface Anchor {
  readonly reference: EdtfDate | null;
  readonly language: Language;
  readonly published: Published | null;
}

export interface ReadDraft {
  readonly draft: Draft;
  readonly sentence: Span;
  readonly language: Language;
}

export interface SentencesRead {
  readonly drafts: readonly ReadDraft[];
  readonly phones: readonly Span[];
  readonly problems: readonly ReadProblem[];
}

/** Runs the value and act stages over every sentence outside the furniture. */
export function readSentences(page: Page, blocks: readonly ReadBlock[], anchor: Anchor): SentencesRead {
  const reader = new Reader(page, anchor);
  reader.publication();
  for (const block of blocks) if (block.kind !== 'furniture') reader.block(block);
  return { drafts: reader.drafts, phones: reader.phones, problems: reader.problems };
}

const consequence =
  /^(?:- )?(?:нәтижесінде|соның нәтижесінде|натижада|в результате|в итоге|as a result|of these|of them|из них)(?= |$)/u;

class Reader {
  readonly drafts: ReadDraft[] = [];
  readonly phones: Span[] = [];
  readonly problems: ReadProblem[] = [];
  private readonly page: Page;
  private readonly anchor: Anchor;
  private readonly ids = new Ids();
  private lastYear: string | null = null;
  private lastPeriod: PeriodValue | null = null;
  private lastMoney: DraftOf<'money'> | undefined;
  private lastCounted: Counted | null = null;

  constructor(page: Page, anchor: Anchor) {
    this.page = page;
    this.anchor = anchor;
  }

  publication(): void {
    const { published, language } = this.anchor;
    if (!published?.span) return;
    const value = { edtf: published.edtf, precision: 'day', role: 'published' } as const;
    const draft: Draft = {
      ...published.span,
      id: this.ids.next('date'),
      kind: 'date',
      value,
      stage: 'furniture/date',
      confidence: 0.95,
    };
    this.drafts.push({ draft, sentence: published.span, language });
  }

  block(block: ReadBlock): void {
    const phones = findPhones(this.page.text.slice(block.start, block.end)).map((span) => ({
      start: span.start + block.start,
      end: span.end + block.start,
    }));
    this.phones.push(...phones);
    this.lastPeriod = null;
    this.lastMoney = undefined;
    this.lastCounted = null;
    for (const span of splitSentences(this.page.text, block)) this.sentence(span, phones);
  }

  private sentence(span: Span, phones: readonly Span[]): void {
    const language = sentenceLanguage(this.page.text.slice(span.start, span.end), this.anchor.language);
    const sentence = tokenize(this.page.text, span);
    const { runs, problems } = readNumbers(sentence, language);
    this.problems.push(...problems.map(({ code, start, end }) => ({ code, start, end })));
    const view: SentenceView = { sentence, language, runs, taken: phoneTokens(sentence, phones), ids: this.ids };
    const dates = findDates(view, { reference: this.anchor.reference, lastYear: this.lastYear });
    const clauses = findClauses(sentence, language);
    const money = findMoney(view, this.lastMoney);
    const found = findCounts(view, this.lastCounted);
    const counts = this.withPeriod(found.drafts, dates, sentence).map((draft) => notYetDone(view, clauses, draft));
    const values: Draft[] = [...dates, ...money, ...counts];
    const context = { text: this.page.text, clauses, values };
    const drafts = [...values, ...findInstruments(view, context), ...findActs(view, context)];
    this.drafts.push(...drafts.map((draft) => ({ draft, sentence: span, language })));
    this.lastMoney = money.at(-1);
    this.lastCounted = found.drafts.length > 0 ? found.last : null;
    for (const draft of dates) this.lastYear = yearOf(draft) ?? this.lastYear;
  }

  /** A result's period stands in its sentence, or in the one before where this one says «as a result». */
  private withPeriod(counts: readonly Draft[], dates: readonly Draft[], sentence: TokenText): Draft[] {
    const own = dates.find((draft) => draft.kind === 'period')?.value;
    const period = own ?? (consequence.test(sentence.folded) ? this.lastPeriod : null);
    this.lastPeriod = own ?? null;
    if (!period) return [...counts];
    return counts.map((draft): Draft => {
      if (draft.kind !== 'count' || draft.value.role !== 'result') return draft;
      const value: CountValue = { ...draft.value, period };
      return { ...draft, value };
    });
  }
}

/** What is signed is signed, however many; what it is about is not done yet. */
const papers =
  /меморанд|құжат|документ|соглашен|келісім|договор|контракт|протокол|ҳужжат|шартнома|битим|memorand|agreement|contract|document/;

/** A figure inside a clause that only plans, promises or proposes is no result. */
function notYetDone(view: SentenceView, clauses: readonly Clause[], draft: Draft): Draft {
  if (draft.kind !== 'count' || draft.value.role !== 'result') return draft;
  const clause = clauses.find(({ from, to }) => {
    const span = spanOf(view.sentence, from, to);
    return draft.start >= span.start && draft.end <= span.end;
  });
  if (clause?.act.kind !== 'commitment' || clause.act.strength === 'discussed') return draft;
  if (clause.act.strength === 'signed' && papers.test(draft.value.what)) return draft;
  const { period: _past, ...value } = draft.value;
  return { ...draft, value: { ...value, role: 'planned' } };
}

function phoneTokens(sentence: TokenText, phones: readonly Span[]): Set<number> {
  const taken = new Set<number>();
  const near = phones.filter((phone) => phone.end > sentence.start && phone.start < sentence.end);
  if (near.length === 0) return taken;
  sentence.tokens.forEach((token, index) => {
    if (near.some((phone) => token.start < phone.end && phone.start < token.end)) taken.add(index);
  });
  return taken;
}

function yearOf(draft: Draft): string | null {
  const text = draft.kind === 'date' ? draft.value.edtf : draft.kind === 'period' ? draft.value.from : null;
  return text && /^\d{4}/.test(text) ? text.slice(0, 4) : null;
}
