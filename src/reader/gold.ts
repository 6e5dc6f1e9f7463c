import type { Block, Claim, Furniture, InstrumentValue, Reading, Strength } from './claim.ts';

/** One fact of the flat shape that `yntymaq read --json` prints: kind, quote, offsets, then the fields of the kind. */
export interface GoldFact {
  readonly id: string;
  readonly kind: string;
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

const furnitureNames: Readonly<Record<Furniture, string>> = {
  menu: 'navigation',
  rates: 'exchange_rate',
  weather: 'weather',
  counter: 'view_counter',
  date: 'date',
  credit: 'photo_credit',
  share: 'share',
  section: 'section',
  related: 'related',
  phone: 'phone_number',
};

/** The claims and the furniture of a reading as flat facts, in the order of the text. */
export function toGold(reading: Reading): GoldFact[] {
  const facts = [...reading.claims.map(claimFact), ...furnitureFacts(reading.blocks)];
  return facts.sort((a, b) => a.start - b.start || b.end - a.end);
}

function furnitureFacts(blocks: readonly Block[]): GoldFact[] {
  const facts: GoldFact[] = [];
  for (const block of blocks) {
    if (block.kind !== 'furniture' || !block.furniture || block.furniture === 'date') continue;
    const id = `furniture-${facts.length + 1}`;
    facts.push({
      id,
      kind: 'furniture',
      quote: block.text,
      start: block.start,
      end: block.end,
      what: furnitureNames[block.furniture],
    });
  }
  return facts;
}

function claimFact(claim: Claim): GoldFact {
  const { id, quote, start, end, sentence, language, stage, confidence } = claim;
  const { kind, fields } = kindAndFields(claim);
  return { id, kind, quote, start, end, ...fields, sentence, language, stage, confidence };
}

function kindAndFields(claim: Claim): { kind: string; fields: Readonly<Record<string, unknown>> } {
  switch (claim.kind) {
    case 'money':
      return { kind: 'money', fields: moneyFields(claim.value) };
    case 'capacity':
    case 'count': {
      const { places, ...rest } = claim.value;
      return { kind: 'count', fields: { ...rest, ...(places ? { place: places } : {}) } };
    }
    case 'date': {
      const { edtf, ...rest } = claim.value;
      return { kind: 'date', fields: { iso: edtf.replace(/^XXXX/, '-'), ...rest } };
    }
    case 'period':
      return { kind: 'period', fields: { ...claim.value } };
    case 'instrument':
      return { kind: 'instrument', fields: { ...claim.value, status: instrumentStatus(claim.value) } };
    case 'commitment': {
      const { strength, ...rest } = claim.value;
      return { kind: 'commitment', fields: { status: strength, ...rest } };
    }
    case 'delivery':
    default:
      return { kind: 'delivery', fields: { ...claim.value } };
  }
}

function moneyFields(value: Extract<Claim, { kind: 'money' }>['value']): Readonly<Record<string, unknown>> {
  const { amount, role, equivalentOf, ...rest } = value;
  return {
    ...rest,
    amount: Number(amount),
    ...(role ? { role: role === 'equivalent' ? 'equivalent_of' : role } : {}),
    ...(equivalentOf ? { same_as: equivalentOf } : {}),
  };
}

function instrumentStatus(value: InstrumentValue): Strength | 'negotiating' | null {
  return value.draft ? 'negotiating' : value.strength;
}
