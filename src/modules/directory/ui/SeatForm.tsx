import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, SelectField, Toast } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../web/kit/useSend.ts';
import { directoryApi } from './client.ts';
import type { Partnership } from './types.ts';

/** Seats one more organisation on a side. Nobody is unseated again: what it has entered stays its own. */
export function SeatForm({ partnership: it }: { partnership: Partnership }) {
  const { t } = useLanguage();
  const [side, setSide] = useState(it.sides[0]?.id ?? '');
  const [organisation, setOrganisation] = useState('');
  const [done, setDone] = useState<string | null>(null);
  const { send, isSending, error } = useSend(directoryApi.seatOrganisation.call, () => {
    setOrganisation('');
    setDone(t('directory.ui.seat.done'));
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (organisation !== '') send({ slug: it.slug, version: it.version, side, organisation });
  };
  return (
    <form className="card stack" onSubmit={submit} aria-label={t('directory.ui.seat')}>
      <h2 className="minor">{t('directory.ui.seat')}</h2>
      <p className="hint">{t('directory.ui.seat.hint')}</p>
      <ErrorNote error={error} typed />
      <Seat partnership={it} {...{ side, setSide, organisation, setOrganisation }} />
      <p>
        <Button type="submit" unavailable={isSending}>
          {t(isSending ? 'phrase.saving' : 'action.add')}
        </Button>
      </p>
      <Toast message={done} />
    </form>
  );
}

type SeatProps = {
  partnership: Partnership;
  side: string;
  setSide: (side: string) => void;
  organisation: string;
  setOrganisation: (organisation: string) => void;
};

function Seat({ partnership: it, side, setSide, organisation, setOrganisation }: SeatProps) {
  const { t, locale } = useLanguage();
  const { data: organisations = [] } = useQuery(directoryApi.organisations.queryOptions());
  const seated = it.sides.flatMap((each) => each.organisations);
  const free = organisations.filter(({ id }) => !seated.includes(id));
  return (
    <div className="duo">
      <SelectField
        id="seat-side"
        label={t('directory.ui.sides')}
        value={side}
        onChange={(event) => setSide(event.target.value)}
        options={it.sides.map(({ id, names }) => ({ value: id, label: nameIn(locale, names) }))}
      />
      <SelectField
        id="seat-organisation"
        label={t('directory.ui.post.organisation')}
        value={organisation}
        required
        onChange={(event) => setOrganisation(event.target.value)}
        options={[
          { value: '', label: t('directory.ui.post.choose') },
          ...free.map(({ id, names }) => ({ value: id, label: nameIn(locale, names) })),
        ]}
      />
    </div>
  );
}
