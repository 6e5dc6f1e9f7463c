import { useQuery } from '@tanstack/react-query';
import { SelectField } from '../../../design/index.ts';
import { nameIn, textIn } from '../../../platform/i18n/shown.ts';
import type { LedgerProposal } from '../../accords/proposal.ts';
import { accordsApi } from '../../accords/ui/client.ts';
import type { Partnership } from './partnership.ts';
import type { Choices } from './entry.ts';
import type { ClaimWords } from './useClaimWords.ts';

type Props = {
  entry: LedgerProposal;
  choices: Choices;
  set: (changed: Partial<Choices>) => void;
  partnership: Partnership;
  words: ClaimWords;
};

/** What accepting enters in the ledger: in a sentence, with who gives, who receives, and which promise it is for. */
export function LedgerFields({ entry, choices, set, partnership, words }: Props) {
  const isNew = entry.enter === 'commitment' || (entry.enter === 'delivery' && typeof entry.of !== 'string');
  return (
    <div className="stack-s ledger">
      {(isNew || entry.enter === 'delivery') && (
        <div className="fgrid">
          {isNew && <Parties {...{ entry, choices, set, partnership, words }} />}
          {entry.enter === 'delivery' && <PromiseChoice {...{ entry, choices, set, partnership, words }} />}
        </div>
      )}
      <p className="hint">{sentenceOf(entry, words)}</p>
    </div>
  );
}

function sentenceOf(entry: LedgerProposal, { t, formats, measures, measureName }: ClaimWords): string {
  switch (entry.enter) {
    case 'commitment': {
      const { target, comparator, strength, measure } = entry.commitment;
      const amount =
        target && `${formats.amount(target, comparator)} ${measureName(measure ?? undefined) ?? ''}`.trim();
      const rung = strength ? t(`accords.ui.strength.${strength}`) : t('documents.ui.not_stated');
      return amount
        ? t('documents.ui.entry.commitment', { amount, strength: rung })
        : t('documents.ui.entry.act', { strength: rung });
    }
    case 'delivery': {
      const key = typeof entry.of === 'string' ? null : entry.of.measure;
      if (key === null) return t('documents.ui.entry.delivery_to_promise');
      const isDistinct = measures?.find((each) => each.key === key)?.aggregation === 'distinct';
      return t(isDistinct ? 'documents.ui.entry.delivery_distinct' : 'documents.ui.entry.delivery_additive');
    }
    case 'capacity':
      return t('documents.ui.entry.capacity');
    case 'equivalent':
      return t('documents.ui.entry.equivalent');
    case 'ground':
    case 'nothing':
      return t('documents.ui.entry.nothing');
    default:
      return entry satisfies never;
  }
}

/** A whole side, or one of its organisations. */
function Parties({ entry, choices, set, partnership, words: { t, locale } }: Props) {
  const { sides, ownSide, organisations } = partnership;
  const nameOf = (id: string) => nameIn(locale, organisations.find((each) => each.id === id)?.names ?? {});
  const options = sides.flatMap((side) => [
    { value: `side:${side.id}`, label: t('documents.ui.party.side', { side: nameIn(locale, side.names) }) },
    ...side.organisations.map((id) => ({ value: id, label: nameOf(id) })),
  ]);
  const sideOf = (isOwn: boolean) => `side:${sides.find(({ id }) => (id === ownSide) === isOwn)?.id ?? ''}`;
  const isPromise = entry.enter === 'commitment';
  return (
    <>
      <SelectField
        id="ledger-giver"
        label={t(isPromise ? 'documents.ui.party.debtor' : 'documents.ui.party.giver')}
        value={choices.giver || sideOf(false)}
        onChange={(event) => set({ giver: event.target.value })}
        options={options}
      />
      <SelectField
        id="ledger-receiver"
        label={t(isPromise ? 'documents.ui.party.creditor' : 'documents.ui.party.receiver')}
        value={choices.receiver || sideOf(true)}
        onChange={(event) => set({ receiver: event.target.value })}
        options={options}
      />
    </>
  );
}

/** The promise that a delivery is for: one of the same measure, or none. */
function PromiseChoice({ choices, set, partnership, words: { t, locale, formats }, entry }: Props) {
  const { data } = useQuery(
    accordsApi.commitments.queryOptions({ input: { partnership: partnership.slug, kind: ['measure'], limit: 100 } }),
  );
  const measure = entry.enter === 'delivery' && typeof entry.of !== 'string' ? entry.of.measure : null;
  const fitting = (data?.items ?? []).filter((row) =>
    choices.of ? row.id === choices.of || row.measure !== null : row.target !== null && row.measure?.key === measure,
  );
  if (fitting.length === 0) return null;
  const named = fitting.map((row) => {
    const promised = row.target ? `: ${formats.amount(row.target, row.comparator)}` : '';
    return { value: row.id, label: `${textIn(locale, row.title).text.slice(0, 80)}${promised}` };
  });
  return (
    <SelectField
      id="ledger-of"
      label={t('documents.ui.entry.of')}
      value={choices.of}
      onChange={(event) => set({ of: event.target.value })}
      options={[{ value: '', label: t('documents.ui.entry.of_none') }, ...named]}
    />
  );
}
