import { lazy, Suspense, useEffect, useState } from 'react';
import { Button, Card, Note } from '../../../design/index.ts';
import { DayFault, openCamera, pairingQr } from '../../index.ts';
import { useWorkplace } from '../context.tsx';
import { FaultText } from '../faults.tsx';
import { useT } from '../language.tsx';
import { tried } from '../tried.ts';

const Camera = lazy(() => import('../camera.tsx').then(({ Camera: shown }) => ({ default: shown })));
const Qr = lazy(() => import('../Qr.tsx'));

type Step =
  | { is: 'idle' }
  /** This one shows its code, and then looks at the other's. */
  | { is: 'offered'; code: string; accept: (answer: string) => Promise<unknown>; cancel: () => void }
  | { is: 'looking' }
  /** This one has seen the other's code, and shows its own back. */
  | { is: 'answered'; code: string; cancel: () => void }
  | { is: 'met' };

/** Without a permitted camera a browser gives no address of its own on a network without internet. */
async function withCamera(): Promise<void> {
  const stream = await openCamera();
  for (const track of stream.getTracks()) track.stop();
}

function usePairing() {
  const { store, sharing } = useWorkplace();
  const [step, setStep] = useState<Step>({ is: 'idle' });
  const [fault, setFault] = useState<DayFault | null>(null);
  useEffect(() => () => void ('cancel' in step && step.cancel()), [step]);
  const attempt = (work: () => Promise<unknown>) => void tried(work).then(setFault);
  const offer = () =>
    attempt(async () => {
      await withCamera();
      if (!sharing.room) throw new DayFault('no_connection');
      setStep({ is: 'offered', ...(await sharing.room.offer()) });
    });
  const look = () => setStep({ is: 'looking' });
  const seen = (text: string) =>
    attempt(async () => {
      const { readQr } = await import('../sharingParts.ts');
      const read = readQr(text, { mission: store.identity.mission, slug: '' });
      if (read.kind === 'other_mission') throw new DayFault('other_mission');
      if (read.kind !== 'pairing') throw new DayFault('bad_message');
      if (step.is === 'offered' && read.role === 'answer') {
        await step.accept(read.text);
        setStep({ is: 'met' });
      } else if (step.is === 'looking' && read.role === 'offer' && sharing.room) {
        const { code, met, cancel } = await sharing.room.answer(read.text);
        setStep({ is: 'answered', code, cancel });
        void tried(() => met.then(() => setStep({ is: 'met' }))).then(setFault);
      }
    });
  return { step, fault, offer, look, seen, stop: () => setStep({ is: 'idle' }) };
}

/** Two devices of a room share without internet: each reads the other's code once. */
export function Pairing() {
  const t = useT();
  const { step, fault, offer, look, seen, stop } = usePairing();
  const isShowing = step.is === 'offered' || step.is === 'answered';
  return (
    <Card level={2} title={t('day.pair.title')}>
      <div className="stack">
        <p className="quiet">{t(`day.pair.${step.is}`)}</p>
        {fault && (
          <Note tone="stop">
            <p>
              <FaultText fault={fault} />
            </p>
          </Note>
        )}
        <Suspense fallback={<p aria-busy="true" />}>
          {isShowing && <Qr text={pairingQr(step.code)} label={t('day.pair.qr')} />}
          {(step.is === 'looking' || step.is === 'offered') && <Camera onCode={seen} />}
        </Suspense>
        <div className="pair">
          {step.is === 'idle' || step.is === 'met' ? (
            <>
              <Button onClick={offer}>{t('day.pair.show')}</Button>
              <Button onClick={look}>{t('day.pair.read')}</Button>
            </>
          ) : (
            <Button onClick={stop}>{t('day.pair.stop')}</Button>
          )}
        </div>
      </div>
    </Card>
  );
}
