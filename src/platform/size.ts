import { z } from 'zod';

const bytesIn: Record<string, number> = { B: 1, kB: 1000, MB: 1_000_000, GB: 1_000_000_000 };

/** Reads a size such as "20 MB" as bytes, for a setting. */
export const sizeUpTo =
  (most: number) =>
  (text: string, context: z.RefinementCtx): number => {
    const [, amount, unit = 'B'] = /^(\d{1,9}) ?(B|kB|MB|GB)?$/.exec(text) ?? [];
    const bytes = Number(amount) * (bytesIn[unit] ?? Number.NaN);
    if (bytes > 0 && bytes <= most) return bytes;
    context.addIssue('size');
    return z.NEVER;
  };
