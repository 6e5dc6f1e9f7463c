import { type ChangeEvent, useEffect, useState } from 'react';
import { v7 } from 'uuid';
import type { Encounter } from '../../../modules/missions/day/encounter.ts';
import type { Visit } from '../../../modules/missions/day/visit.ts';
import { DayFault } from '../../index.ts';
import { useWorkplace } from '../context.tsx';
import { FaultText } from '../faults.tsx';
import { useT } from '../language.tsx';
import { tried } from '../tried.ts';

const longestSide = 2000;
const mediaType = 'image/jpeg';

/** A photo small enough for a day of them: readable, and without what a camera writes beside the picture. */
async function photoOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await createImageBitmap(file).catch((cause: unknown) => {
    throw new DayFault('damaged', { cause });
  });
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, mediaType, 0.8));
  if (!blob) throw new DayFault('damaged');
  return new Uint8Array(await blob.arrayBuffer());
}

function useAdding({ visit, encounter }: { visit: Visit; encounter: Encounter }) {
  const t = useT();
  const { store, act } = useWorkplace();
  const [fault, setFault] = useState<DayFault | null>(null);
  const [said, say] = useState('');
  const add = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (!file) return;
    const failed = await tried(async () => {
      const photo = v7();
      const head = await store.photos.put({ id: photo, visit: visit.id, mediaType, bytes: await photoOf(file) });
      const { sha256, bytes } = head;
      const ids = { visit: visit.id, encounter: encounter.id, photo };
      const written = await act([{ kind: 'encounter.photographed', ...ids, sha256, bytes, mediaType }]);
      say(written ? t('day.photo.kept') : '');
    });
    setFault(failed);
    target.value = '';
  };
  return { add, fault, said };
}

/** Papers that the person has brought, photographed. They are sealed on the device like everything else. */
export function Photos({ visit, encounter }: { visit: Visit; encounter: Encounter }) {
  const t = useT();
  const { add, fault, said } = useAdding({ visit, encounter });
  return (
    <section aria-labelledby="photos" className="stack">
      <h2 id="photos">{t('day.photo.title')}</h2>
      <ul className="plain photos">
        {encounter.photos.map(({ id, body }, at) => (
          <li key={id}>
            <Photo id={body.photo} label={t('day.photo.number', { number: at + 1 })} />
          </li>
        ))}
      </ul>
      <label className="btn full file">
        {t('day.photo.take')}
        <input
          type="file"
          accept="image/*"
          capture="environment"
          className="sr"
          onChange={(event) => void add(event)}
        />
      </label>
      <output className="quiet">{fault ? <FaultText fault={fault} /> : said}</output>
    </section>
  );
}

function Photo({ id, label }: { id: string; label: string }) {
  const t = useT();
  const { store } = useWorkplace();
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let made: string | undefined;
    const show = async () => {
      const photo = await store.photos.get(id);
      if (photo) setAddress((made = URL.createObjectURL(new Blob([photo.bytes], { type: photo.mediaType }))));
    };
    void show();
    return () => {
      if (made) URL.revokeObjectURL(made);
    };
  }, [store, id]);
  return address ? <img src={address} alt={label} /> : <p className="quiet">{t('day.photo.elsewhere', { label })}</p>;
}
