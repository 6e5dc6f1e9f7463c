import { useEffect, useRef, useState } from 'react';
import { Note } from '../../design/index.ts';
import { DayFault, openCamera, scan } from '../index.ts';
import { FaultText } from './faults.tsx';
import { useT } from './language.tsx';

/** The camera's picture, until it goes from the screen. Tells each code that it sees. */
export function Camera({ onCode }: { onCode: (text: string) => void }) {
  const t = useT();
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef(onCode);
  const [fault, setFault] = useState<DayFault | null>(null);
  useEffect(() => {
    told.current = onCode;
  });
  useEffect(() => {
    const end = new AbortController();
    const look = async (): Promise<void> => {
      const stream = await openCamera();
      end.signal.addEventListener('abort', () => {
        for (const track of stream.getTracks()) track.stop();
      });
      const shown = video.current;
      if (end.signal.aborted || !shown) return end.abort();
      shown.srcObject = stream;
      await shown.play();
      await scan(shown, (text) => told.current(text), end.signal);
    };
    look().catch((error: unknown) => {
      if (error instanceof DayFault) setFault(error);
      else if (!end.signal.aborted) throw error;
    });
    return () => end.abort();
  }, []);
  if (fault)
    return (
      <div className="camera off">
        <Note tone="warn">
          <p>
            <FaultText fault={fault} />
          </p>
        </Note>
      </div>
    );
  return <video ref={video} className="camera" muted playsInline aria-label={t('day.scan.camera')} />;
}
