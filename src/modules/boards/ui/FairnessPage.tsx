import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Card, DemoBadge, EmptyState, Note, SelectField, Table } from '../../../design/index.ts';
import type { ShownNumber } from '../../../platform/smallNumbers.ts';
import { ListTools } from '../../../web/kit/ListTools.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { dimensions } from '../fairness.ts';
import type { Fairness } from '../schemas.ts';
import { boardsApi } from './client.ts';
import { type BoardWords, useBoardWords } from './words.ts';

type Dimension = (typeof dimensions)[number];
const yearsBack = 5;

/** /app/boards/{id}/fairness: how long people waited for a decision, by region, sex, age group and disease. */
export function FairnessPage() {
  const { id = '' } = useParams({ strict: false });
  const [thisYear] = useState(() => new Date().getUTCFullYear());
  const [year, setYear] = useState(thisYear);
  const query = useQuery(boardsApi.fairness.queryOptions({ input: { id, year } }));
  return (
    <Loaded query={query}>
      {(found) => (
        <Whole found={found} years={Array.from({ length: yearsBack }, (_, back) => thisYear - back)} set={setYear} />
      )}
    </Loaded>
  );
}

type Props = { found: Fairness; years: readonly number[]; set: (year: number) => void };
function Whole({ found, years, set }: Props) {
  const { t, name, locale } = useBoardWords();
  const { board, year, isRunning, isDemo } = found;
  const addressOf = (format: string) =>
    `/api/boards/${board.id}/fairness/file?year=${year}&format=${format}&locale=${locale}`;
  const isEmpty = found.whole.cases.is === 'number' && found.whole.cases.value === 0;
  return (
    <div className="stack-l">
      <PageHead
        title={t('boards.fairness.title')}
        kicker={name(board.names)}
        lead={t('boards.ui.fairness.lead')}
        crumbs={[
          { href: '/app/boards', label: t('boards.ui.title') },
          { href: `/app/boards/${board.id}`, label: name(board.names) },
        ]}
        actions={<ListTools name={`waiting-${year}`} addressOf={addressOf} />}
      />
      {isDemo && <DemoBadge label={t('boards.ui.demo')} />}
      <SelectField
        id="fairness-year"
        label={t('boards.ui.fairness.year')}
        value={String(year)}
        onChange={({ target }) => set(Number(target.value))}
        options={years.map((each) => ({ value: String(each), label: String(each) }))}
      />
      {isRunning && <Note>{t('boards.ui.fairness.running')}</Note>}
      {isEmpty ? (
        <EmptyState level={2} title={t('boards.ui.fairness.none')} text={t('boards.ui.fairness.none_text')} />
      ) : (
        dimensions.map((dimension) => <Rows key={dimension} found={found} dimension={dimension} />)
      )}
    </div>
  );
}

const numberText = (number: ShownNumber, { t, formats }: BoardWords): string =>
  number.is === 'number' ? formats.number(number.value) : t(`boards.fairness.${number.is}`);
const daysText = (days: number | null, { formats }: BoardWords): string => (days === null ? '–' : formats.number(days));

type Row = Fairness['tables'][Dimension][number];
function groupText({ key, names }: Row, dimension: Dimension, { t, name }: BoardWords): string {
  if (names !== null) return name(names);
  if (key === 'unknown') return t('boards.fairness.unknown');
  return dimension === 'sex' ? t(`boards.sex.${key === 'male' ? 'male' : 'female'}`) : key;
}

function Rows({ found, dimension }: { found: Fairness; dimension: Dimension }) {
  const words = useBoardWords();
  const { t } = words;
  const title = t(`boards.fairness.by.${dimension}`);
  const cells = ({ cases, median, ninetieth }: Fairness['whole']) => [
    numberText(cases, words),
    daysText(median, words),
    daysText(ninetieth, words),
  ];
  return (
    <Card level={2} title={title}>
      <Table
        id={`fairness-${dimension}`}
        caption={title}
        captionHidden
        columns={(['group', 'cases', 'median', 'ninetieth'] as const).map((key) => ({
          key,
          label: t(`boards.column.${key}`),
          numeric: key !== 'group',
        }))}
        rows={found.tables[dimension].map((row) => ({
          key: row.key,
          cells: [groupText(row, dimension, words), ...cells(row)],
        }))}
        total={[t('boards.fairness.by.whole'), ...cells(found.whole)]}
      />
    </Card>
  );
}
