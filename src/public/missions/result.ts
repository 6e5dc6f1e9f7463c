import type { ShownReport } from '../../modules/missions/report.ts';
import type { Names, LocalisedText } from '../../platform/i18n/shown.ts';

/** What everybody may read of what a mission came to. Small numbers were gone before it was stored. */
export type ResultData = {
  slug: string;
  title: LocalisedText;
  isDemo: boolean;
  partnership: string;
  partnershipNames: Names;
  commitmentId: string | null;
  figures: ShownReport;
  publishedAt: Date;
};

export const resultPath = (slug: string): string => `/missions/${slug}/result`;
