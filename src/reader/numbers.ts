import type { Language, Span } from './claim.ts';
import { parseDigits } from './digits.ts';
import { type Case, numberLexicons } from './lexicon/numbers.ts';
import { joinRanges } from './number-ranges.ts';
import { hyphenatedNumbers, NumberBuilder, numberWord } from './number-words.ts';
import type { Token, TokenText } from './tokens.ts';

/** A number in a sentence, over tokens `first`..`last`. */
export interface NumberRun extends Span {
  readonly first: number;
  readonly last: number;
  readonly value: number;
  /** Upper end of «10–15» or «екі-үш». */
  readonly max?: number;
  readonly ending: Case | 'ordinal' | null;
  /** «12-сі», «46-сына»: so many of them. */
  readonly possessive?: true;
  /** In words alone, no digit in it. */
  readonly spelled: boolean;
}

export interface NumberProblem extends Span {
  readonly code: 'number-too-large' | 'number-unclear';
}

export interface NumbersFound {
  readonly runs: readonly NumberRun[];
  readonly problems: readonly NumberProblem[];
}

const letterScales = new Map([
  ['k', 1e3],
  ['m', 1e6],
  ['b', 1e9],
]);

/** Beyond any figure of a health programme, and safely inside what a JavaScript number holds exactly. */
const largest = 1e15;

/** All numbers of a sentence, in digits, words and both. Vague ones («жүздеген», «сотни») have no value and are left out. */
export function readNumbers(sentence: TokenText, language: Language): NumbersFound {
  const runs: NumberRun[] = [];
  const problems: NumberProblem[] = [];
  for (let index = 0; index < sentence.tokens.length; ) {
    const reader = new RunReader(sentence.tokens, language, index);
    const result = reader.read();
    if (result === null) index++;
    else {
      index = Math.max(index, result.last) + 1;
      if ('code' in result) problems.push(result);
      else if (Number.isFinite(result.value)) runs.push(result);
    }
  }
  return { runs: joinRanges(runs, sentence.tokens), problems };
}

class RunReader {
  private readonly tokens: readonly Token[];
  private readonly language: Language;
  private readonly first: number;
  private index: number;
  private readonly builder = new NumberBuilder();
  private ending: Case | 'ordinal' | null = null;
  private digits = false;
  private possessive = false;
  private vague = false;
  private max: number | null = null;
  private clash = false;
  private large = false;

  constructor(tokens: readonly Token[], language: Language, first: number) {
    this.tokens = tokens;
    this.language = language;
    this.first = first;
    this.index = first;
  }

  read(): NumberRun | (NumberProblem & { last: number }) | null {
    while (this.ending === null && this.max === null && this.step());
    const last = this.index - 1;
    const start = this.tokens[this.first]?.start ?? 0;
    const end = this.tokens[Math.max(last, this.first)]?.end ?? start;
    if (this.large) return { code: 'number-too-large', start, end, last };
    if (last < this.first) return null;
    if (this.clash) return { code: 'number-unclear', start, end, last };
    const value = this.vague ? Number.NaN : this.builder.value;
    if (value > largest) return { code: 'number-too-large', start, end, last };
    const part = this.possessive ? ({ possessive: true } as const) : {};
    const run = { start, end, first: this.first, last, value, ending: this.ending, spelled: !this.digits, ...part };
    return this.max === null ? run : { ...run, max: this.max };
  }

  /** Takes one more token into the number; false where the number ends. */
  private step(): boolean {
    const token = this.tokens[this.index];
    if (!token) return false;
    if (token.kind === 'number') return this.takeDigits(token);
    if (token.kind === 'mark') return this.takeJoiningMark(token);
    return this.takeWord(token.fold);
  }

  private takeDigits(token: Token): boolean {
    const nextScale = this.scaleAt(this.index + 1);
    const value = parseDigits(token.fold, this.language, nextScale > 0);
    if (value === null) {
      this.index++;
      this.vague = true;
      return false;
    }
    if (value > largest) {
      this.index++;
      this.large = true;
      return false;
    }
    if (this.index > this.first && nextScale === 0 && this.builder.scaleSoFar > 1e3) return false;
    if (!this.builder.digits(value)) return false;
    this.digits = true;
    this.index++;
    if (!this.takeLetterScale()) this.takeSuffix();
    return true;
  }

  /** `$12.5m`, `€3bn`: a letter glued to digits is a scale only behind the sign of a currency. */
  private takeLetterScale(): boolean {
    const token = this.tokens[this.index];
    const scale = token && !token.gap ? letterScales.get(token.fold) : undefined;
    if (!scale || !/^(?:[$€₸₽¥₩£₪]|usd|eur|gbp|kzt|jpy|krw)$/.test(this.tokens[this.first - 1]?.fold ?? ''))
      return false;
    this.builder.add(scale);
    this.index++;
    return true;
  }

  /** «2700-ден», «800 дан», `15th`: a suffix that stands apart from its digits. */
  private takeSuffix(): void {
    const lexicon = numberLexicons[this.language];
    const hyphen = this.tokens[this.index];
    const hyphenated = hyphen?.fold === '-' && !hyphen.gap && !this.tokens[this.index + 1]?.gap;
    const token = this.tokens[hyphenated ? this.index + 1 : this.index];
    if (!token || token.kind !== 'word') return;
    const ending = lexicon.suffixes.get(token.fold);
    const glued = hyphenated || !token.gap;
    if (ending && (glued || this.language === 'uz-Cyrl' || ending === 'ablative')) this.ending = ending;
    else if (glued && lexicon.ordinal.test(token.fold)) this.ending = 'ordinal';
    else if (glued && isPossessive(token.fold, this.language)) {
      this.ending = 'other';
      this.possessive = true;
    } else return;
    this.index += hyphenated ? 2 : 1;
    if (this.ending === 'other' && this.scaleAt(this.index) > 0) this.ending = null;
  }

  /** «1 милиард, 87 миллион»: a comma or «and» between a larger and a smaller scale. */
  private takeJoiningMark(token: Token): boolean {
    const value = this.tokens[this.index + 1];
    const scale = this.scaleAt(this.index + 2);
    if (token.fold !== ',' || this.index === this.first || value === undefined) return false;
    const isNumber = value.kind === 'number' || numberWord(value.fold, numberLexicons[this.language]) !== null;
    if (
      !isNumber ||
      scale === 0 ||
      scale >= this.builder.scaleSoFar ||
      this.builder.scaleSoFar === Number.POSITIVE_INFINITY
    ) {
      return false;
    }
    this.index++;
    return true;
  }

  private takeWord(word: string): boolean {
    const lexicon = numberLexicons[this.language];
    if (this.index > this.first && lexicon.half.has(word)) {
      this.builder.half();
      this.index++;
      return true;
    }
    const joins = word === 'and' && this.index > this.first && this.language === 'en';
    const known = numberWord(word, lexicon, this.index > this.first);
    if (known) return this.takeKnown(known);
    const next = this.tokens[this.index + 1]?.fold ?? '';
    if (joins && this.builder.value >= 100 && (numberWord(next, lexicon) ?? hyphenatedNumbers(next, lexicon))) {
      this.index++;
      return true;
    }
    const pair = hyphenatedNumbers(word, lexicon);
    if (pair) return this.takePair(pair[0].value, pair[1]);
    if (this.index > this.first && isVagueScale(word)) {
      this.vague = true;
      this.index++;
    }
    return false;
  }

  private takeKnown(known: { value: number; ending: Case | 'ordinal' | null; vague: boolean }): boolean {
    if (this.index === this.first && known.vague) this.vague = true;
    if (!this.builder.add(known.value)) {
      this.clash = known.value >= 1000;
      if (this.clash) this.index++;
      return false;
    }
    this.index++;
    this.ending = known.ending;
    this.skipAbbreviationDot();
    return true;
  }

  /** «5 тыс. пациентов», «7 млн. долларов»: the dot belongs to the word. */
  private skipAbbreviationDot(): void {
    const [word, dot, next] = this.tokens.slice(this.index - 1, this.index + 2);
    const isAbbreviation = word !== undefined && /^(?:тыс|млн|млрд|трлн)$/.test(word.fold);
    if (isAbbreviation && dot?.fold === '.' && !dot.gap && next?.kind === 'word') this.index++;
  }

  private takePair(first: number, second: { value: number; ending: Case | 'ordinal' | null }): boolean {
    if (!this.builder.add(first)) return false;
    if (first >= 20 && second.value < 10) this.builder.add(second.value);
    else if (second.value > first) this.max = second.value;
    this.ending = second.ending;
    this.index++;
    return true;
  }

  private scaleAt(index: number): number {
    const token = this.tokens[index];
    if (token?.kind !== 'word') return 0;
    const value = numberWord(token.fold, numberLexicons[this.language])?.value ?? 0;
    return value >= 1000 ? value : 0;
  }
}

function isPossessive(suffix: string, language: Language): boolean {
  if (language === 'kk') return /^с?[ыі](?:н(?:а|е|ан|ен|ың|ің|да|де)?)?$/.test(suffix);
  return language === 'uz-Cyrl' && /^(?:таси|си)(?:ни|га|дан|да|нинг)?$/.test(suffix);
}

/** «мыңдаған», «минглаб», «ондаған»: as many as that, no number. */
function isVagueScale(word: string): boolean {
  return /^(?:он|жүз|мың|миллион|миллиард|юз|минг|ўн)(?:даған|деген|лаған|леген|лаб|ларча|дан-аса)/.test(word);
}
