import type { Language } from './claim.ts';
import { type Act, actRules, negatedBefore, negatedBehind, openers, undoneBefore } from './lexicon/strength.ts';
import type { TokenText } from './tokens.ts';

/** A predicate that commits, delivers or signs, with its clause; all ranges are of `folded`. */
export interface Clause {
  readonly act: Act;
  readonly predicate: { readonly from: number; readonly to: number };
  readonly from: number;
  readonly to: number;
}

const reporting =
  / (?:, )?(?:- )?(?:деп (?:хабарла|мәліметте|атап|жаз|айт|мәлімде)[a-zа-ӿ]*|деді|дейді|деб (?:хабар|маълум|таъкид)[a-zа-ӿ]*|деди|дейилади|(?:, (?:["»”] )?(?:, )?(?:- )?|- )(?:сообщ|передае|отметил|отмеча|сказал|говорится|подчеркнул|заявил|рассказал|добавил|уточнил|пояснил)[a-zа-ӿ]*|(?:, )?(?:as )?(?:reported by|said|reports|according to|the ministry said|[^,]{2,60} (?:said|added|noted|stressed|reported|announced)(?: (?:on|in|at|to|during) [^,]{1,60})?(?= \.|$)))(?= |$).*$/;
const headFinal = new Set<Language>(['kk', 'uz-Cyrl']);

/** The clauses of a sentence that say something was, is or will be done. One clause for each predicate. */
export function findClauses(sentence: TokenText, language: Language): Clause[] {
  const found: { act: Act; from: number; to: number }[] = [];
  for (const [act, pattern] of actRules[language]) {
    for (const match of sentence.folded.matchAll(pattern)) {
      const from = match.index + (match[0].startsWith(' ') ? 1 : 0);
      const to = match.index + match[0].trimEnd().length;
      if (to <= from || found.some((each) => from < each.to && each.from < to)) continue;
      if (isNegated(sentence.folded, from, to)) continue;
      if (act.kind === 'delivery' && undoneBefore.test(sentence.folded.slice(Math.max(0, from - 30), from))) continue;
      if (act.kind === 'commitment' && inCondition.test(sentence.folded.slice(Math.max(0, from - 160), from))) continue;
      found.push({ act, from, to });
    }
  }
  const predicates = withoutHints(found).sort((a, b) => a.from - b.from);
  return headFinal.has(language)
    ? clausesBefore(sentence.folded, predicates)
    : clausesAround(sentence.folded, predicates);
}

/** A verb that only hints at a plan gives way to one that says what was agreed, promised or planned. */
function withoutHints(found: readonly Predicate[]): Predicate[] {
  const isHint = ({ act }: Predicate): boolean => act.kind === 'commitment' && act.weak === true && act.hint === true;
  const isFirm = ({ act }: Predicate): boolean =>
    act.kind === 'commitment' && !act.weak && act.strength !== 'signed' && act.strength !== 'discussed';
  return found.some(isFirm) ? found.filter((each) => !isHint(each)) : [...found];
}

type Predicate = { act: Act; from: number; to: number };

/** «Если экспертиза будет …», `if funds will be …`: what a condition says is no plan. */
const inCondition = /(?:^| , |« |" )(?:если|когда|как только|if|once|when|unless) [^,]*$/;

function isNegated(folded: string, from: number, to: number): boolean {
  return negatedBefore.test(folded.slice(Math.max(0, from - 60), from)) || negatedBehind.test(folded.slice(to, to + 8));
}

/** A hope or a habit: the clause names no time to come, or says how often. */
function isTimeless({ act }: Predicate, clause: string): boolean {
  return act.kind === 'commitment' && act.dated === true && (!time.test(clause) || habit.test(clause));
}

const habit = /(?:^| )(?:жыл|ай|күн|апта) сайын(?= |$)|(?:^| )(?:жылына|айына|күніне|аптасына|тәулігіне|әдетте)(?= |$)/;

/** A number, or a year that is still to come. */
const time =
  /\d|(?:^| )(?:(?:келесі|келер|алдағы) (?:жыл|ай|апта|көктем|күз|жаз|қыс)[a-zа-ӿ]*|биыл|жақында|жуырда)(?= |$)/;

/** Kazakh and Uzbek: the predicate closes its clause; a clause runs from the one before. */
function clausesBefore(folded: string, predicates: readonly Predicate[]): Clause[] {
  let start = openers.exec(folded)?.[0].length ?? 0;
  return predicates.flatMap((predicate) => {
    const from = ownStart(folded, speechStart(folded, start, predicate.from), predicate.from);
    if (isTimeless(predicate, folded.slice(from, predicate.to))) return [];
    const tail = /^ (?:,|және|мен|ва|ал|,? сондай-ақ) /.exec(folded.slice(predicate.to, predicate.to + 16));
    start = predicate.to + (tail ? tail[0].length : 1);
    return from < predicate.from ? [{ act: predicate.act, predicate, from, to: predicate.to }] : [];
  });
}

/** «X: “…»: what is said begins behind the colon. */
function speechStart(folded: string, from: number, to: number): number {
  const match = / : [«"“-] /.exec(folded.slice(from, to));
  return match ? from + match.index + match[0].length : from;
}

/** Behind the last semicolon in front of the predicate, unless a colon opens a list; without a quotation mark left open. */
function ownStart(folded: string, from: number, to: number): number {
  const cut = folded.lastIndexOf(' ; ', to);
  const start = cut > from && !folded.slice(from, cut).includes(' : ') ? cut + 3 : from;
  const opened = /^([«"“]) /.exec(folded.slice(start, start + 2));
  return opened && !/[»"”]/.test(folded.slice(start + 2, to)) ? start + 2 : start;
}

/** Russian and English: the object follows; a clause runs from one boundary between two predicates to the next. */
function clausesAround(folded: string, predicates: readonly Predicate[]): Clause[] {
  const report = reporting.exec(folded)?.index ?? folded.length;
  let start = openers.exec(folded)?.[0].length ?? 0;
  return predicates.map((predicate, index) => {
    const next = predicates[index + 1];
    const end = next ? boundary(folded, predicate.to, next.from) : predicate.to <= report ? report : folded.length;
    const from = ownStart(folded, start, predicate.from);
    const clause = { act: predicate.act, predicate, from, to: trimEnd(folded, from, end) };
    start = next ? skipJoiner(folded, end) : end;
    return clause;
  });
}

function boundary(folded: string, from: number, to: number): number {
  const between = folded.slice(from, to);
  const cut = Math.max(
    between.lastIndexOf(' , '),
    between.lastIndexOf(' ; '),
    between.lastIndexOf(' и '),
    between.lastIndexOf(' and '),
  );
  return cut < 0 ? to : from + cut;
}

function skipJoiner(folded: string, from: number): number {
  return from + (/^ (?:[,;]|и|and|а) (?:а |и |and |что |that )?/.exec(folded.slice(from, from + 12))?.[0].length ?? 0);
}

function trimEnd(folded: string, from: number, to: number): number {
  const text = folded.slice(from, to).replace(/[ .!?,;"»”-]+$/, '');
  return from + text.length;
}
