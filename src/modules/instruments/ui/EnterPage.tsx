import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, LinkButton, Note, Quote, SelectField } from '../../../design/index.ts';
import type { InstrumentValue } from '../../../reader/claim.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { NotFound } from '../../../web/kit/NotFound.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { type Claim, type Document, documentsApi } from '../../documents/ui/client.ts';
import { actionsFrom, type InstrumentAction, type InstrumentState, instrumentStates } from '../instrument.ts';
import { proposalOf } from '../proposal.ts';
import type { InstrumentEntry } from '../schemas.ts';
import { instrumentsApi } from './client.ts';
import { InstrumentFields } from './InstrumentFields.tsx';
import { StepFields, type ToldTyped, toldIn } from './StepFields.tsx';
import { askedBy, type InstrumentTyped, nothingTyped } from './typed.ts';
import type { Row } from './types.ts';
import { useWords } from './useWords.ts';

/** /app/instruments/enter?document=…&claim=…: what a claim tells of an instrument, entered with its proof. */
export function EnterPage() {
  const { t } = useWords();
  const { document = '', claim = '' }: { document?: string; claim?: string } = useSearch({ strict: false });
  const may = useMay('instruments.write');
  const query = useQuery(documentsApi.document.queryOptions({ input: { id: document } }));
  if (!may) return <Note tone="warn">{t('instruments.ui.officers_only')}</Note>;
  return (
    <Loaded query={query}>
      {(found) => {
        const named = found.claims.find(({ id }) => id === claim);
        return named ? <EnterView key={claim} document={found} claim={named} /> : <NotFound />;
      }}
    </Loaded>
  );
}

function EnterView({ document, claim }: { document: Document; claim: Claim }) {
  const { t } = useWords();
  const { data: partnerships } = useQuery(directoryApi.partnerships.queryOptions());
  const slug = partnerships?.find(({ id }) => id === document.partnership)?.slug;
  const crumbs = [
    { href: '/app/documents', label: t('web.nav.documents') },
    { href: `/app/documents/${document.id}`, label: document.title },
  ];
  const { sentence, quote, quoteOffset, language } = claim;
  return (
    <>
      <PageHead title={t('instruments.ui.enter.title')} lead={t('instruments.ui.enter.lead')} crumbs={crumbs} />
      <Quote text={sentence} lang={language} marks={[{ start: quoteOffset, end: quoteOffset + quote.length }]} />
      {claim.state !== 'draft' && <Note tone="warn">{t('instruments.ui.enter.decided')}</Note>}
      {claim.state === 'draft' && slug !== undefined && <EnterForm {...{ document, claim, partnership: slug }} />}
    </>
  );
}

type Typed = InstrumentTyped &
  ToldTyped & {
    /** '' for a new instrument, else the one of which the claim tells. */
    of: string;
    state: InstrumentState | '';
    /** '' where the claim only stands under it. */
    action: InstrumentAction | '';
  };

function startOf({ document, claim }: { document: Document; claim: Claim }): Typed {
  const { quote, language, value } = claim;
  const proposed = proposalOf(value as unknown as InstrumentValue, { quote, publishedOn: document.publishedOn });
  const title = { [language]: { text: proposed.title, by: 'person' as const } };
  const { kind, state, taken, knownOn, covers } = proposed;
  return {
    ...nothingTyped,
    kind,
    title,
    covers: covers ?? '',
    of: '',
    state: state ?? '',
    action: '',
    taken: taken ?? '',
    knownOn: taken === null ? (knownOn ?? '') : '',
    manner: {},
  };
}

/** What would be entered; null while something has still to be chosen. */
function entryOf(values: Typed, locale: Parameters<typeof askedBy>[1], known: Row | undefined): InstrumentEntry | null {
  const { of, state, action } = values;
  if (of === '') {
    const step = state === '' ? null : { state, ...toldIn(values) };
    return step && { enter: 'instrument', instrument: askedBy(values, locale), step };
  }
  if (action === '') return { enter: 'ground', of };
  return known ? { enter: 'step', of, instrumentVersion: known.version, step: { action, ...toldIn(values) } } : null;
}

type FormProps = { document: Document; claim: Claim; partnership: string };

function EnterForm({ document, claim, partnership }: FormProps) {
  const { t, locale } = useWords();
  const router = useRouter();
  const [start] = useState(() => startOf({ document, claim }));
  const draft = useDraft(`instrument.claim.${claim.id}`, start);
  const { values, set } = draft;
  const { data } = useQuery(instrumentsApi.instruments.queryOptions({ input: { partnership, limit: 100 } }));
  const own = (data?.items ?? []).filter(({ isOwn }) => isOwn);
  const known = own.find(({ id }) => id === values.of);
  const { send, isSending, error } = useSend(instrumentsApi.enterInstrumentClaim.call, ({ instrument }) => {
    draft.clear();
    router.history.push(`/app/instruments/${instrument}`);
  });
  const entry = entryOf(values, locale, known);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (entry) send({ claim: claim.id, version: claim.version, entry });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('instruments.ui.enter.title')}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed />
      <OfField values={values} set={set} own={own} />
      {values.of === '' && <InstrumentFields {...{ values, set, partnership, error }} />}
      <WhereField values={values} set={set} known={known} />
      {(values.of === '' || values.action !== '') && <StepFields id="enter" values={values} set={set} error={error} />}
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending || entry === null}>
          {t(isSending ? 'phrase.saving' : 'instruments.ui.enter.accept')}
        </Button>
        <LinkButton href={`/app/documents/${document.id}`}>{t('action.close')}</LinkButton>
      </div>
    </form>
  );
}

type FieldProps = { values: Typed; set: (changed: Partial<Typed>) => void };

function OfField({ values, set, own }: FieldProps & { own: readonly Row[] }) {
  const { t, text } = useWords();
  return (
    <SelectField
      id="enter-of"
      label={t('instruments.ui.enter.of')}
      value={values.of}
      onChange={({ target }) => set({ of: target.value, action: '' })}
      options={[
        { value: '', label: t('instruments.ui.enter.new') },
        ...own.map(({ id, title }) => ({ value: id, label: text(title).text.slice(0, 100) })),
      ]}
    />
  );
}

/** Where the claim leaves a new instrument, or what it tells of one that is there. */
function WhereField({ values, set, known }: FieldProps & { known: Row | undefined }) {
  const { t } = useWords();
  if (values.of !== '') {
    const actions = known ? actionsFrom(known.standing.state) : [];
    return (
      <SelectField
        id="enter-action"
        label={t('instruments.ui.enter.tells')}
        value={values.action}
        onChange={({ target }) => set({ action: target.value as Typed['action'] })}
        options={[
          { value: '', label: t('instruments.ui.enter.ground') },
          ...actions.map((value) => ({ value, label: t(`instruments.ui.action.${value}`) })),
        ]}
      />
    );
  }
  return (
    <SelectField
      id="enter-state"
      label={t('instruments.ui.by.state')}
      required
      value={values.state}
      onChange={({ target }) => set({ state: target.value as Typed['state'] })}
      options={[
        { value: '', label: t('instruments.ui.choose') },
        ...instrumentStates.map((value) => ({ value, label: t(`instruments.ui.state.${value}`) })),
      ]}
    />
  );
}
