import { useState } from 'react';
import { Button, Card } from '../../../../design/index.ts';
import { useLanguage } from '../../../../platform/i18n/react.ts';
import { ErrorNote } from '../../../../web/kit/ErrorNote.tsx';
import { useSend } from '../../../../web/kit/useSend.ts';
import { type BookingRow, missionsApi } from '../client.ts';
import { timeIn, Times } from './Times.tsx';

/** Another time for somebody who phones. */
export function MoveForm({ id, booking, done }: { id: string; booking: BookingRow; done: () => void }) {
  const { t } = useLanguage();
  const [time, setTime] = useState('');
  const moving = useSend(missionsApi.moveCallersBooking.call, done);
  const chosen = timeIn(time);
  return (
    <Card level={2} title={`${t('missions.booking.move')}: ${booking.name ?? ''}`}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen) moving.send({ id, booking: booking.id, ...chosen });
        }}
      >
        <ErrorNote error={moving.error} />
        <Times mission={id} specialty={booking.specialty} value={time} choose={setTime} />
        <Button type="submit" tone="primary">
          {t('missions.booking.move')}
        </Button>
      </form>
    </Card>
  );
}
