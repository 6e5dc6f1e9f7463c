import './instruments.css';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { directionOf, EmptyState, Note, SelectField } from '../../../design/index.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { compareTexts, type Run, type Stretch, sideOf } from '../compare.ts';
import { instrumentsApi } from './client.ts';
import type { Instrument, Version, VersionText } from './types.ts';
import { useWords } from './useWords.ts';
import { versionName } from './versionName.ts';

/** /app/instruments/{id}/compare?older=…&newer=…: two versions of a draft, one beside the other. */
export function ComparePage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(instrumentsApi.instrument.queryOptions({ input: { id } }));
  return <Loaded query={query}>{(instrument) => <Comparing instrument={instrument} />}</Loaded>;
}

/** The two that the address names; else the two newest of one language. */
function chosenOf(versions: readonly Version[], search: Readonly<Record<string, unknown>>) {
  const named = (key: string) => versions.find(({ id }) => id === search[key]);
  const newer = named('newer') ?? versions.at(-1);
  const same = versions.filter(({ id, language }) => language === newer?.language && id !== newer?.id);
  return { newer, older: named('older') ?? same.at(-1) };
}

function Comparing({ instrument }: { instrument: Instrument }) {
  const words = useWords();
  const { t, text } = words;
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const { older, newer } = chosenOf(instrument.versions, search);
  const title = text(instrument.title).text;
  const crumbs = [
    { href: '/app/instruments', label: t('web.nav.instruments') },
    { href: `/app/instruments/${instrument.id}`, label: title },
  ];
  return (
    <>
      <PageHead title={t('instruments.ui.compare.title')} lead={title} crumbs={crumbs} />
      {older && newer ? (
        <>
          <Choice {...{ instrument, older, newer }} />
          <Both older={older.id} newer={newer.id} />
        </>
      ) : (
        <EmptyState level={2} title={t('instruments.ui.compare.one')} text={t('instruments.ui.compare.one_text')} />
      )}
    </>
  );
}

function Choice({ instrument, older, newer }: { instrument: Instrument; older: Version; newer: Version }) {
  const words = useWords();
  const { t } = words;
  const router = useRouter();
  const go = (chosen: { older: string; newer: string }) =>
    router.history.push(`/app/instruments/${instrument.id}/compare?${new URLSearchParams(chosen)}`);
  const options = instrument.versions.map((version) => ({ value: version.id, label: versionName(version, words) }));
  return (
    <div className="fgrid">
      <SelectField
        id="compare-older"
        label={t('instruments.ui.compare.older')}
        value={older.id}
        options={options}
        onChange={({ target }) => go({ older: target.value, newer: newer.id })}
      />
      <SelectField
        id="compare-newer"
        label={t('instruments.ui.compare.newer')}
        value={newer.id}
        options={options}
        onChange={({ target }) => go({ older: older.id, newer: target.value })}
      />
    </div>
  );
}

function Both({ older, newer }: { older: string; newer: string }) {
  const one = useQuery(instrumentsApi.version.queryOptions({ input: { id: older } }));
  const other = useQuery(instrumentsApi.version.queryOptions({ input: { id: newer } }));
  return (
    <Loaded query={one}>
      {(before) => <Loaded query={other}>{(after) => <Compared older={before} newer={after} />}</Loaded>}
    </Loaded>
  );
}

/** What differs, with the paragraphs around it; what is the same is folded. */
export function Compared({ older, newer }: { older: VersionText; newer: VersionText }) {
  const { t } = useWords();
  const [before, after] = [useDeferredValue(older), useDeferredValue(newer)];
  const found = useMemo(
    () => compareTexts(before.wording, after.wording, after.language),
    [before.wording, after.wording, after.language],
  );
  const isSame = found.stretches.every(({ kind }) => kind === 'same');
  return (
    <section className="stack" aria-label={t('instruments.ui.compare.title')}>
      <p>
        {isSame
          ? t('instruments.ui.compare.same')
          : t('instruments.ui.compare.counts', { added: found.added, removed: found.removed })}
      </p>
      {older.language !== newer.language && <Note tone="warn">{t('instruments.ui.compare.languages')}</Note>}
      {found.isCoarse && <Note>{t('instruments.ui.compare.coarse')}</Note>}
      <div className="cmp card" lang={newer.language} dir={directionOf(newer.language)}>
        {found.stretches.map((stretch, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a comparison is made as a whole, and its places have no names
          <Place key={at} stretch={stretch} />
        ))}
      </div>
    </section>
  );
}

const around = 1;

function Place({ stretch }: { stretch: Stretch }) {
  const { t } = useWords();
  if (stretch.kind === 'changed') return <Changed runs={stretch.runs} />;
  const { paragraphs } = stretch;
  if (paragraphs.length <= 2 * around + 1) return <p>{paragraphs.join('\n')}</p>;
  const hidden = paragraphs.slice(around, -around);
  return (
    <>
      <p>{paragraphs.slice(0, around).join('\n')}</p>
      <details>
        <summary>{t('instruments.ui.compare.unchanged', { count: hidden.length })}</summary>
        <p>{hidden.join('\n')}</p>
      </details>
      <p>{paragraphs.slice(-around).join('\n')}</p>
    </>
  );
}

/** One place twice: in one flow, and as two sides. Only one of them is shown, and only that one is read aloud. */
function Changed({ runs }: { runs: readonly Run[] }) {
  const { t } = useWords();
  return (
    <div className="cmp-place">
      <p className="cmp-flow">
        <Runs runs={runs} />
      </p>
      <div className="cmp-sides">
        {(['older', 'newer'] as const).map((side) => (
          <div key={side}>
            <span className="sr">{t(`instruments.ui.compare.${side}`)}: </span>
            <p>
              <Runs runs={sideOf(runs, side)} />
            </p>
          </div>
        ))}
      </div>
    </div>
  );
}

function Runs({ runs }: { runs: readonly Run[] }) {
  const { t } = useWords();
  return runs.map(({ kind, text }, at) => {
    // oxlint-disable-next-line react/no-array-index-key -- runs are parts of one text in its order
    if (kind === 'same') return <span key={at}>{text}</span>;
    const Mark = kind === 'added' ? 'ins' : 'del';
    return (
      // oxlint-disable-next-line react/no-array-index-key -- the same
      <Mark key={at}>
        <span className="sr">{t(`instruments.ui.compare.${kind}`)} </span>
        {text}
      </Mark>
    );
  });
}
