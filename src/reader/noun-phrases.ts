import type { Language } from './claim.ts';
import type { Phrase } from './count-roles.ts';
import type { SentenceView } from './draft.ts';
import { countedNouns } from './lexicon/nouns.ts';
import type { NumberRun } from './numbers.ts';
import { stemOf } from './stems.ts';
import { after, type Token } from './tokens.ts';

const quantifiers =
  /^(?:more|additional|further|new|тағы|ещё|еще|яна|та|нафар(?:гача)?|дана|шт|штук[a-zа-ӿ]*|тысяч[a-zа-ӿ]*|ед)$/;
const attribute =
  /^(?:та|нафар|дана|шт|штук[a-zа-ӿ]*|ед|елді|арнайы|шағын|жаңа|ірі|үлкен|янги|йирик|махсус|[a-zа-ӿ]{3,}(?:лық|лік|дық|дік|тық|тік|ғы|гі|лик|ған|ген|қан|кен|ский|[тнвдрчжшщкг]их|[тнврд]ых|ских|ные|ных|ной|ного|ое|ая))$/;
const plainWord = /^[a-zа-ӿ'-]+$/;
const stopWord =
  /^(?:және|мен|бен|пен|ва|и|или|and|or|of|the|а|но|but|в|на|с|по|из|к|у|за|от|до|для|при|in|on|at|by|to|for|from|with|жылы|болды|бойынша|үшін|учун|билан|бўйича|туралы|ҳақида|is|are|was|were|has|have|уже|лишь|только|всего|ғана|already|only|more|others?|another|further|per|percent|ещё|еще|раз|более|тағы|астам|яна)$/;

/** The words counted: up to three words before a known noun; failing that, the next word, for numbers in digits. */
export function nounPhrase(view: SentenceView, from: number, run: NumberRun): Phrase | null {
  const { tokens } = view.sentence;
  let first = from;
  if (tokens[first]?.fold === '-' && (view.language === 'en' || run.possessive)) first++;
  for (let at = first; at < first + 4; at++) {
    const token = tokens[at];
    if (!token || token.kind === 'number' || (token.kind === 'mark' && !/^["«»“”-]$/.test(token.fold))) break;
    const text = after(view.sentence, at, 80);
    const hit = countedNouns.find((each) => each.pattern.test(text));
    if (hit) {
      const words = (hit.pattern.exec(text)?.[0] ?? '').split(' ').length;
      return { noun: hit, first, last: at + words - 1 };
    }
    if (isVerb(token.fold) || leavesPhrase(token.fold, view.language)) break;
  }
  return run.value < (run.spelled ? 10 : 2) ? null : unknownNoun(tokens, first);
}

/** The next word, with what stands before a noun and never alone: «арнайы техника», «73 та мактаб». */
function unknownNoun(tokens: readonly Token[], first: number): Phrase | null {
  const isNoun = (token: Token | undefined): token is Token =>
    token !== undefined && plainWord.test(token.fold) && !stopWord.test(token.fold) && !isVerb(token.fold);
  let last = first;
  while (last < first + 2 && attribute.test(tokens[last]?.fold ?? '') && isNoun(tokens[last + 1])) last++;
  const noun = tokens[last];
  return isNoun(noun) && noun.fold.length >= 3 ? { noun: null, first, last } : null;
}

/** A genitive or a locative belongs to another phrase: what follows it is not what is counted. */
function leavesPhrase(word: string, language: Language): boolean {
  if (language === 'kk') return /.{3}(?:[нтд](?:ың|ің|ан|ен)|[дт](?:а|е)|нда|нде)$/.test(word);
  return language === 'uz-Cyrl' && /.{3}(?:нинг|да)$/.test(word);
}

function isVerb(word: string): boolean {
  return /(?:лен[оаы]?|ован[оаы]?|[очдщш]ен[оы]|[вд]ан[оы]|[жш]ат|[дзлнртс]ят|[аяу]ют|ылды|ілді|ілген|ылған|ланды|лады|дилар|илди|илган|нган|ется|ются|лись|лось)$/.test(
    word,
  );
}

/** The noun phrase in the words of the source, its noun without the case ending. */
export function whatOf(view: SentenceView, phrase: Phrase): string {
  const words = view.sentence.tokens.slice(phrase.first, phrase.last + 1).map((token) => token.fold);
  const lastWord = words.pop() ?? '';
  return [
    ...words.filter((word) => !quantifiers.test(word) && word !== '-'),
    nounOf(lastWord, phrase, view.language),
  ].join(' ');
}

/** The stem, unless the noun is no longer itself without the ending: «маманы» is «маман», not «мама». */
function nounOf(word: string, phrase: Phrase, language: Language): string {
  const stem = stemOf(word, language);
  const isKnown = (text: string): boolean => phrase.first !== phrase.last || (phrase.noun?.pattern.test(text) ?? true);
  if (isKnown(stem)) return stem;
  return /[ыі]$/.test(word) && isKnown(word.slice(0, -1)) ? word.slice(0, -1) : word;
}
