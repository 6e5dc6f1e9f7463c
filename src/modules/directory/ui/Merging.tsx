import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Card, Toast } from '../../../design/index.ts';
import { nameIn, type Names } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { directoryApi } from './client.ts';
import type { Duplicate, Merged } from './types.ts';

/** What is merged and offered, the same for organisations and for people. */
export type Subject = 'organisations' | 'people';
type Named = { id: string; names: Names; version: number };

const calls = {
  organisations: {
    merge: directoryApi.mergeOrganisation.call,
    undo: directoryApi.undoMergeOrganisation.call,
  },
  people: { merge: directoryApi.mergePerson.call, undo: directoryApi.undoMergePerson.call },
};

/** Records that may be the same as this one. */
export function Duplicates({ subject, of }: { subject: Subject; of: string }) {
  const { t } = useLanguage();
  const organisations = useQuery({
    ...directoryApi.duplicateOrganisations.queryOptions({ input: { of } }),
    enabled: subject === 'organisations',
  });
  const people = useQuery({
    ...directoryApi.duplicatePeople.queryOptions({ input: { of } }),
    enabled: subject === 'people',
  });
  const items = (subject === 'people' ? people.data?.items : organisations.data?.items) ?? [];
  const named: readonly Named[] =
    (subject === 'people' ? people.data?.people : organisations.data?.organisations) ?? [];
  if (items.length === 0) return null;
  return (
    <Card level={2} title={t('directory.ui.duplicates')}>
      <DuplicateList subject={subject} items={items} named={named} />
    </Card>
  );
}

type ListProps = { subject: Subject; items: readonly Duplicate[]; named: readonly Named[] };

/** Pairs that may be one, each with why, and with what can be done by whom. */
export function DuplicateList({ subject, items, named }: ListProps) {
  return (
    <ul className="plain stack">
      {items.map((item) => {
        const [one, other] = [item.one, item.other].map((id) => named.find((each) => each.id === id));
        return one && other ? (
          <Pair key={`${item.one} ${item.other}`} subject={subject} item={item} one={one} other={other} />
        ) : null;
      })}
    </ul>
  );
}

type PairProps = { subject: Subject; item: Duplicate; one: Named; other: Named };

function Pair({ subject, item, one, other }: PairProps) {
  const { t, locale, formats } = useLanguage();
  const may = useMay('directory.write') && item.mayMerge;
  const { send, isSending, error } = useSend(calls[subject].merge);
  const link = ({ id, names }: Named) => <a href={`/app/${subject}/${id}`}>{nameIn(locale, names)}</a>;
  const keep = (kept: Named, merged: Named) => (
    <Button
      small
      unavailable={isSending}
      onClick={() => send({ id: merged.id, version: merged.version, into: kept.id, intoVersion: kept.version })}
    >
      {t('directory.ui.merge.keep', { name: nameIn(locale, kept.names) })}
    </Button>
  );
  return (
    <li className="stack-s">
      <p>
        {link(one)} · {link(other)}
      </p>
      <p className="quiet">
        {t(`directory.ui.duplicates.${item.reason}`)} · {formats.percent(item.score)}
      </p>
      <ErrorNote error={error} />
      {may ? (
        <div className="row">
          {keep(one, other)}
          {keep(other, one)}
        </div>
      ) : (
        <p className="hint">{t('directory.ui.merge.not_ours')}</p>
      )}
    </li>
  );
}

/** The records that are merged into this one: their names lead here, and each can be set free again. */
export function MergedRecords({ subject, merged }: { subject: Subject; merged: readonly Merged[] }) {
  const { t, locale, formats } = useLanguage();
  const may = useMay('directory.write');
  const [done, setDone] = useState<string | null>(null);
  const { send, isSending, error } = useSend(calls[subject].undo, () => setDone(t('directory.ui.merge.undone')));
  if (merged.length === 0) return <Toast message={done} />;
  return (
    <Card level={2} title={t('directory.ui.merged')}>
      <p className="hint">{t('directory.ui.merged_hint')}</p>
      <ErrorNote error={error} />
      <ul className="plain stack-s">
        {merged.map(({ id, names, at, version, mayUndo }) => (
          <li key={id} className="row between">
            <span>
              {nameIn(locale, names)} <span className="quiet">{formats.moment(new Date(at), 'Asia/Almaty')}</span>
            </span>
            {may && mayUndo && (
              <Button small unavailable={isSending} onClick={() => send({ id, version })}>
                {t('directory.ui.merge.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Toast message={done} />
    </Card>
  );
}
