import type { Language, Span, Strength } from './claim.ts';
import type { Draft, DraftOf, SentenceView } from './draft.ts';
import { conditions } from './lexicon/strength.ts';
import { oncePer } from './per.ts';
import type { Clause } from './predicates.ts';
import { spanOf } from './tokens.ts';

/** What the act stages get besides the sentence: its clauses, and the values already found in it. */
export interface ActContext {
  readonly text: string;
  readonly clauses: readonly Clause[];
  readonly values: readonly Draft[];
}

const strengthConfidence: Readonly<Record<Strength, number>> = {
  discussed: 0.7,
  proposed: 0.7,
  considered: 0.65,
  agreed_to_consider: 0.85,
  planned: 0.65,
  promised: 0.7,
  agreed: 0.8,
  signed: 0.85,
};

/** Drafted commitments and deliveries of a sentence, one for each clause; lists of things agreed on one for each item. */
export function findActs(view: SentenceView, context: ActContext): DraftOf<'commitment' | 'delivery'>[] {
  return context.clauses.flatMap((clause): DraftOf<'commitment' | 'delivery'>[] => {
    const { act } = clause;
    if (act.kind === 'delivery') return saysWhat(view, clause) ? [delivery(view, context, clause)] : [];
    if (act.strength === 'signed' || !saysWhat(view, clause)) return [];
    return items(view, clause).map((piece) => commitment(view, context, { clause, piece }));
  });
}

/** A predicate alone («келісілді.») is no draft: nobody could tell what was agreed. */
function saysWhat(view: SentenceView, clause: Clause): boolean {
  return clause.to - clause.from >= 25 || /\d/.test(view.sentence.folded.slice(clause.from, clause.to));
}

function commitment(
  view: SentenceView,
  context: ActContext,
  read: { clause: Clause; piece: Span },
): DraftOf<'commitment'> {
  const { act } = read.clause;
  const strength = act.kind === 'commitment' ? act.strength : 'discussed';
  const span = spanOf(view.sentence, read.piece.start, read.piece.end);
  const deadline = inside(context.values, span).find(
    (value) => value.kind === 'date' && value.value.role === 'deadline',
  );
  const condition = conditionOf(view, context.text);
  const speaker = speakerOf(view, context.text);
  const figures = figuresIn(context.values, span);
  const per = oncePer(view.sentence.folded.slice(read.piece.start, read.piece.end));
  return {
    ...span,
    id: view.ids.next('commitment'),
    kind: 'commitment',
    value: {
      strength,
      what: context.text.slice(span.start, span.end),
      ...(deadline?.kind === 'date' ? { deadline: deadline.value.edtf } : {}),
      ...(condition ? { condition } : {}),
      ...(speaker ? { speaker } : {}),
      ...(per ? { per } : {}),
      ...(figures.length > 0 ? { figures } : {}),
    },
    stage: `strength/${strength}`,
    confidence: act.kind === 'commitment' && act.weak ? 0.45 : strengthConfidence[strength],
  };
}

function delivery(view: SentenceView, context: ActContext, clause: Clause): DraftOf<'delivery'> {
  const span = spanOf(view.sentence, clause.from, clause.to);
  const status = clause.act.kind === 'delivery' ? clause.act.status : 'completed';
  const period = inside(context.values, span).find((value) => value.kind === 'period');
  const figures = figuresIn(context.values, span);
  return {
    ...span,
    id: view.ids.next('delivery'),
    kind: 'delivery',
    value: {
      status,
      what: context.text.slice(span.start, span.end),
      ...(period?.kind === 'period' ? { period: period.value } : {}),
      ...(figures.length > 0 ? { figures } : {}),
    },
    stage: `strength/${status}`,
    confidence: figures.length > 0 ? 0.8 : 0.6,
  };
}

function inside(values: readonly Draft[], span: Span): Draft[] {
  return values.filter((value) => value.start >= span.start && value.end <= span.end);
}

function figuresIn(values: readonly Draft[], span: Span): string[] {
  return inside(values, span)
    .filter((value) => value.kind === 'money' || value.kind === 'count' || value.kind === 'capacity')
    .map((value) => value.id);
}

const listJoint: Readonly<Partial<Record<Language, RegExp>>> = {
  kk: /(?<=[a-zа-ӿ]{2}(?:у|ю)) , (?:сондай-ақ )?/g,
  'uz-Cyrl': /(?<=[a-zа-ӿ]{2}(?:иш|аш|ўш)) (?:,|ва|ҳамда) /g,
};

/** «a кенгайтириш, b қилиш ва c этиш … келишиб олдилар»: three or more verbal nouns are as many things agreed on. */
function items(view: SentenceView, clause: Clause): Span[] {
  const whole = { start: clause.from, end: clause.to };
  const joint = listJoint[view.language];
  const strength = clause.act.kind === 'commitment' ? clause.act.strength : null;
  if (!joint || (strength !== 'agreed' && strength !== 'agreed_to_consider')) return [whole];
  const cuts = [...view.sentence.folded.slice(clause.from, clause.predicate.from).matchAll(joint)];
  const isOneMatter = /(?:масала|мәселе)/.test(view.sentence.folded.slice(clause.from, clause.to));
  if (cuts.length < 2 || isOneMatter) return [whole];
  const pieces: Span[] = [];
  let start = clause.from;
  for (const cut of cuts) {
    pieces.push({ start, end: clause.from + cut.index });
    start = clause.from + cut.index + cut[0].length;
  }
  return [...pieces, { start, end: clause.to }];
}

/** The stretch between two commas of the sentence that states a condition. */
function conditionOf(view: SentenceView, text: string): string | null {
  const pattern = conditions[view.language];
  if (!pattern) return null;
  let from = 0;
  const stretches = view.sentence.folded.split(' , ');
  for (const stretch of stretches.length > 1 ? stretches : []) {
    const match = pattern.exec(stretch.replace(/ [.!?]$/, ''));
    if (match && stretch.length < 300) {
      const starts =
        /(?<=^| )(?:егер|агар|если|при условии|в случае|как только|после|if|provided|on condition|once|subject to|as soon as) /.exec(
          stretch,
        );
      const span = spanOf(view.sentence, from + (starts?.index ?? 0), from + match[0].length);
      return text.slice(span.start, span.end);
    }
    from += stretch.length + 3;
  }
  return null;
}

const speech =
  /(?:^| )(?:деді|дейді|деген|деп (?:хабарлады|атап өтті|айтты|мәлімдеді)|деди|деб (?:айтди|таъкидлади)|сказал[a-zа-ӿ]*|отметил[a-zа-ӿ]*|заявил[a-zа-ӿ]*|подчеркнул[a-zа-ӿ]*|said) ((?:[a-zа-ӿ][a-zа-ӿ'-]* ?){1,6})(?=[.,]|$)/;

/** Who speaks, where the sentence ends in «– деді …»; words of the source. */
function speakerOf(view: SentenceView, text: string): string | null {
  const match = speech.exec(view.sentence.folded.slice(-160));
  const name = match?.[1]?.trim();
  if (!match || !name) return null;
  const from = Math.max(0, view.sentence.folded.length - 160) + match.index + match[0].lastIndexOf(name);
  const span = spanOf(view.sentence, from, from + name.length);
  const words = text.slice(span.start, span.end);
  return /^\p{Lu}/u.test(words) ? words : null;
}
