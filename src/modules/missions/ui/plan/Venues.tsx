import { useMemo, useState } from 'react';
import { Badge, Button, SelectField, TextField } from '../../../../design/index.ts';
import type { LocalisedText } from '../../../../platform/i18n/shown.ts';
import { placeNow, placeOf } from '../../../../platform/place/place.ts';
import { LocalisedTextField } from '../../../../web/kit/LocalisedTextField.tsx';
import { readLocalised } from '../../../../web/kit/localisedDraft.ts';
import { useDraft } from '../../../../web/kit/useDraft.ts';
import { useSend } from '../../../../web/kit/useSend.ts';
import { PlaceField } from '../../../directory/ui/PlaceField.tsx';
import { missionsApi, type Planned } from '../client.ts';
import { draftName, Frame, Opened, partAt, PartList, useMayPlan } from './Frame.tsx';
import { useWords } from './useWords.ts';

type Venue = Planned['venues'][number];
type Room = Planned['rooms'][number];
type FormProps<Row> = { mission: Planned; row: Row | null; close: () => void };

/** Where people are seen: venues with their addresses, and the rooms of each. */
export function Venues({ mission }: { mission: Planned }) {
  const { t, locale, text } = useWords();
  const place = (key: string): string => {
    const found = placeOf(key);
    return found ? placeNow(found, locale) : key;
  };
  return (
    <>
      <PartList
        mission={mission}
        title={t('missions.venue.title')}
        none={t('missions.venue.none')}
        add={t('missions.venue.add')}
        kind="venue"
        rows={mission.venues}
        nameOf={(venue) => text(venue.name)}
        renderLine={(venue) => (
          <div>
            <p>
              <b>{text(venue.name)}</b>
            </p>
            <p className="quiet small">
              {place(venue.place)}, {text(venue.address)} · {venue.zone}
            </p>
          </div>
        )}
        renderForm={(row, close) => <VenueForm {...{ mission, row, close }} />}
      />
      {mission.venues.length > 0 && <Rooms mission={mission} />}
    </>
  );
}

/** The rooms of all venues as one row of names: each opens its form. */
function Rooms({ mission }: { mission: Planned }) {
  const { t } = useWords();
  const may = useMayPlan();
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  const opened = mission.rooms.find(({ id }) => id === open);
  const renderForm = (row: Room | null) => <RoomForm {...{ mission, row, close }} />;
  return (
    <section className="card stack">
      <div className="row between">
        <h2 className="minor">{t('missions.room.title')}</h2>
        {may && open === null && (
          <Button small onClick={() => setOpen('new')}>
            {t('missions.room.add')}
          </Button>
        )}
      </div>
      {may && open === 'new' && renderForm(null)}
      {may && opened && (
        <Opened {...{ mission, close, renderForm }} row={opened} kind="room" nameOf={({ name }) => name} />
      )}
      {mission.rooms.length === 0 && open !== 'new' && <p className="quiet">{t('missions.room.none')}</p>}
      {mission.venues.map((venue) => (
        <RoomNames key={venue.id} mission={mission} venue={venue} edit={may ? setOpen : null} />
      ))}
    </section>
  );
}

function RoomNames({ mission, venue, edit }: { mission: Planned; venue: Venue; edit: ((id: string) => void) | null }) {
  const { t, text } = useWords();
  const rooms = mission.rooms.filter((room) => room.venue === venue.id);
  if (rooms.length === 0) return null;
  return (
    <div className="stack-s">
      {mission.venues.length > 1 && <h3>{text(venue.name)}</h3>}
      <ul className="plain row">
        {rooms.map(({ id, name }) => (
          <li key={id}>
            {edit ? (
              <Button small aria-label={`${t('action.edit')}: ${name}`} onClick={() => edit(id)}>
                {name}
              </Button>
            ) : (
              <Badge>{name}</Badge>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

type TypedVenue = { name: LocalisedText; place: string | null; address: LocalisedText };

function VenueForm({ mission, row, close }: FormProps<Venue>) {
  const { t } = useWords();
  const begun = useMemo<TypedVenue>(
    () => ({ name: row?.name ?? {}, place: row?.place ?? null, address: row?.address ?? {} }),
    [row],
  );
  const { values, set, clear, wasKept } = useDraft(draftName(mission, 'venue', row), begun);
  const sending = useSend(missionsApi.writeVenue.call, () => {
    clear();
    close();
  });
  const submit = () => {
    const [name, address] = [readLocalised(values.name) ?? {}, readLocalised(values.address) ?? {}];
    const zone = row !== null && row.place === values.place ? row.zone : null;
    sending.send({ id: mission.id, part: partAt(row), venue: { name, address, place: values.place ?? '', zone } });
  };
  return (
    <Frame label={t(row ? 'missions.venue.change' : 'missions.venue.add')} {...{ sending, submit, close, wasKept }}>
      <VenueFields {...{ values, set }} />
    </Frame>
  );
}

function VenueFields({ values, set }: { values: TypedVenue; set: (changed: Partial<TypedVenue>) => void }) {
  const { t } = useWords();
  return (
    <>
      <LocalisedTextField
        id="venue-name"
        label={t('missions.venue.name')}
        value={values.name}
        set={(name) => set({ name })}
        isLine
      />
      <PlaceField
        id="venue-place"
        label={t('missions.venue.place')}
        value={values.place}
        set={(place) => set({ place })}
      />
      <LocalisedTextField
        id="venue-address"
        label={t('missions.venue.address')}
        value={values.address}
        set={(address) => set({ address })}
        isLine
      />
    </>
  );
}

function RoomForm({ mission, row, close }: FormProps<Room>) {
  const { t, text } = useWords();
  const first = mission.venues[0]?.id ?? '';
  const begun = useMemo(() => ({ venue: row?.venue ?? first, name: row?.name ?? '' }), [row, first]);
  const { values, set, clear, wasKept } = useDraft(draftName(mission, 'room', row), begun);
  const sending = useSend(missionsApi.writeRoom.call, () => {
    clear();
    close();
  });
  const submit = () => sending.send({ id: mission.id, part: partAt(row), room: values });
  const id = `room-${row?.id ?? 'new'}`;
  return (
    <Frame label={t(row ? 'missions.room.change' : 'missions.room.add')} {...{ sending, submit, close, wasKept }}>
      <SelectField
        id={`${id}-venue`}
        label={t('missions.room.venue')}
        value={values.venue}
        onChange={(event) => set({ venue: event.target.value })}
        options={mission.venues.map((venue) => ({ value: venue.id, label: text(venue.name) }))}
      />
      <TextField
        id={`${id}-name`}
        label={t('missions.room.name')}
        required
        maxLength={40}
        value={values.name}
        onChange={(event) => set({ name: event.target.value })}
      />
    </Frame>
  );
}
