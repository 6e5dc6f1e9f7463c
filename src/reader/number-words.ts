import { type Case, type NumberLexicon, notNumbers, vaguePlural } from './lexicon/numbers.ts';

/** A number word looked up: its value and the case its ending shows. */
export interface NumberWord {
  readonly value: number;
  readonly ending: Case | 'ordinal' | null;
  readonly vague: boolean;
}

const possessive = /^(?:с?[ыі](?:н(?:ың|ің|ан|ен|а|е|да|де)?|мыз|міз)?|с?и(?:ни|нинг|дан|га|да)?)$/;

const firstLetters = new WeakMap<NumberLexicon, ReadonlySet<number>>();

/** The letters that number words begin with: most words are none by their first. */
function initials(lexicon: NumberLexicon): ReadonlySet<number> {
  const known = firstLetters.get(lexicon);
  if (known) return known;
  const letters = new Set([...lexicon.words.keys()].map((word) => word.charCodeAt(0)));
  firstLetters.set(lexicon, letters);
  return letters;
}

/**
 * A folded word as a number, also with a case ending («миллионнан»); null for any other word («жүздеген»). A possessive
 * ending is read `inside` a number («отыз бірі») and on collectives («екеуі»): alone, «бірі» is only "one of them".
 */
export function numberWord(word: string, lexicon: NumberLexicon, inside = false): NumberWord | null {
  if (!initials(lexicon).has(word.charCodeAt(0))) return null;
  if (word.endsWith('-ақ')) return numberWord(word.slice(0, -3), lexicon, inside);
  const whole = lexicon.words.get(word);
  if (whole !== undefined) return { value: whole, ending: null, vague: vaguePlural.has(word) };
  if (notNumbers.has(word)) return null;
  for (let cut = Math.min(8, word.length - 2); cut > 0; cut--) {
    const value = lexicon.words.get(word.slice(0, -cut));
    if (value === undefined) continue;
    const suffix = word.slice(-cut);
    const ending = lexicon.suffixes.get(suffix);
    if (ending) return { value, ending, vague: false };
    if (possessive.test(suffix) && (inside || /[еа]у$/.test(word.slice(0, -cut))))
      return { value, ending: 'other', vague: false };
    if (lexicon.ordinal.test(suffix)) return { value, ending: 'ordinal', vague: false };
  }
  return null;
}

/** «екі-үш», `twenty-five`: the two number words of a hyphenated one. */
export function hyphenatedNumbers(word: string, lexicon: NumberLexicon): readonly [NumberWord, NumberWord] | null {
  if (!word.includes('-')) return null;
  const parts = word.split('-');
  if (parts.length !== 2) return null;
  const [first, second] = parts.map((part) => numberWord(part, lexicon));
  return first && second ? [first, second] : null;
}

/**
 * Adds number words one by one: «екі мың жеті жүз» is 2700. `add` answers false where the next word cannot continue the
 * number («миллиард миллиард», «бес үш»). Decimal arithmetic stays in integers of a millionth.
 */
export class NumberBuilder {
  private total = 0;
  private group = 0;
  private lastScale = Number.POSITIVE_INFINITY;
  private open = 0;

  add(value: number): boolean {
    if (value >= 1000 && isScale(value)) return this.scale(value);
    if (value === 100 && this.group > 0 && this.group < 10) {
      this.group *= 100;
      this.open = 100;
      return true;
    }
    if (this.open > 0 && value >= this.open) return false;
    this.group += value;
    this.open = roomAfter(value);
    return true;
  }

  /** Digits before or after a scale: «1 млрд 87 млн», «2 мың 700». */
  digits(value: number): boolean {
    if (this.group !== 0 || value >= this.lastScale) return false;
    this.group = value;
    this.open = Number.MIN_VALUE;
    return true;
  }

  half(): void {
    if (this.group > 0) this.group += 0.5;
    else if (Number.isFinite(this.lastScale)) this.total += this.lastScale / 2;
  }

  /** Scale of the last scale word, Infinity before the first. */
  get scaleSoFar(): number {
    return this.lastScale;
  }

  get value(): number {
    return Math.round((this.total + this.group) * 1e6) / 1e6;
  }

  private scale(value: number): boolean {
    if (value >= this.lastScale) return false;
    this.total += (this.group === 0 ? 1 : this.group) * value;
    this.group = 0;
    this.open = 0;
    this.lastScale = value;
    return true;
  }
}

function isScale(value: number): boolean {
  return value === 1e3 || value === 1e6 || value === 1e9 || value === 1e12;
}

/** How large the next word may be: below 100 after hundreds, below 10 after tens, nothing after units and teens. */
function roomAfter(value: number): number {
  if (value >= 100) return 100;
  return value >= 20 || value === 10 ? 10 : Number.MIN_VALUE;
}
