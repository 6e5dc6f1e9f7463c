import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { type FormEvent, useMemo } from 'react';
import { Button, LinkButton, Note } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { useDraft } from '../../../web/kit/useDraft.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { meetingsApi, type Meeting, type Proposal } from './client.ts';
import { EnterPoint, type Chosen } from './EnterPoint.tsx';
import { useWords } from './useWords.ts';

/** /app/meetings/{id}/commitments: points are looked over one by one, and entered in the ledger all at once. */
export function EnterPage() {
  const { t, text } = useWords();
  const { id = '' } = useParams({ strict: false });
  const meeting = useQuery(meetingsApi.meeting.queryOptions({ input: { id } }));
  const proposals = useQuery(meetingsApi.proposals.queryOptions({ input: { id } }));
  return (
    <Loaded query={meeting}>
      {(found) => (
        <>
          <PageHead
            title={t('meetings.enter.title')}
            lead={t('meetings.enter.lead')}
            crumbs={[
              { href: '/app/meetings', label: t('meetings.title') },
              { href: `/app/meetings/${id}`, label: text(found.title) },
            ]}
          />
          <Loaded query={proposals}>
            {({ version, proposals: offered }) =>
              offered.length === 0 ? (
                <p className="quiet">{t('meetings.enter.none')}</p>
              ) : (
                <EnterForm
                  key={version}
                  {...{ meeting: found, version, offered }}
                  reload={() => void proposals.refetch()}
                />
              )
            }
          </Loaded>
        </>
      )}
    </Loaded>
  );
}

type FormProps = { meeting: Meeting; version: number; offered: readonly Proposal[]; reload: () => void };

const chosenOf = ({ point, commitment }: Proposal): Chosen => ({
  point,
  isChosen: false,
  ...commitment,
  term: commitment.term ?? '',
  amount: commitment.target?.amount ?? '',
  measure: commitment.measure ?? '',
  currency: commitment.currency ?? '',
  strength: commitment.strength ?? '',
  condition: commitment.condition ?? {},
});

/** The amount without the spaces in which people group figures. */
const plainOf = (amount: string): string => amount.replaceAll(/\s/g, '').replace(',', '.');

const entryOf = ({ point, isChosen: _isChosen, term, strength, condition, title, ...said }: Chosen) => {
  const { amount, measure, currency, kind, ...rest } = said;
  const stated = readLocalised(condition);
  const of = kind === 'money' ? currency : null;
  return {
    point,
    commitment: {
      ...rest,
      kind,
      measure: kind === 'measure' ? measure : null,
      currency: of,
      target: kind === 'act' || amount.trim() === '' ? null : { amount: plainOf(amount), currency: of },
      title: readLocalised(title) ?? {},
      term: term.trim() === '' ? null : term.trim(),
      strength: strength === '' ? null : strength,
      condition: stated,
      conditionState: stated ? ('unknown' as const) : null,
    },
  };
};

function EnterForm({ meeting, version, offered, reload }: FormProps) {
  const { t } = useWords();
  const router = useRouter();
  const empty = useMemo(() => ({ all: offered.map(chosenOf) }), [offered]);
  const draft = useDraft(`meeting.${meeting.id}.commitments.${version}`, empty);
  const { all } = draft.values;
  const chosen = all.filter(({ isChosen }) => isChosen);
  const back = `/app/meetings/${meeting.id}`;
  const { send, isSending, error } = useSend(meetingsApi.enterCommitments.call, () => {
    draft.clear();
    router.history.push(back);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length > 0) send({ id: meeting.id, version, entries: chosen.map(entryOf) });
  };
  const change = (point: string, changed: Partial<Chosen>) =>
    draft.set({ all: all.map((each) => (each.point === point ? { ...each, ...changed } : each)) });
  return (
    <form className="stack" onSubmit={submit} aria-label={t('meetings.enter.title')}>
      {draft.wasKept && <Note>{t('web.draft_kept')}</Note>}
      <ErrorNote error={error} typed reload={reload} />
      {all.map((each) => (
        <EnterPoint key={each.point} chosen={each} meeting={meeting} set={(changed) => change(each.point, changed)} />
      ))}
      <div className="row">
        <Button type="submit" tone="primary" unavailable={isSending || chosen.length === 0}>
          {isSending ? t('phrase.saving') : t('meetings.enter.send', { count: chosen.length })}
        </Button>
        <LinkButton href={back}>{t('action.cancel')}</LinkButton>
      </div>
    </form>
  );
}
