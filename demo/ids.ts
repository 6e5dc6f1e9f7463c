import { v5 as uuidv5 } from 'uuid';

const namespace = '5f0c6a2e-0b43-5a55-9c6b-3d7b9d1f2a10';

/** The same key always has the same id, so that a load which was interrupted can go on. */
export const demoId = (kind: 'organisation' | 'partnership' | 'side' | 'person' | 'post', key: string): string =>
  uuidv5(`${kind}/${key}`, namespace);
