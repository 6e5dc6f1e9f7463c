import type { Names } from '../platform/i18n/shown.ts';
import type { Role } from '../permissions.ts';

/** A way in for who looks at the demonstration. Never told in production. */
export type DemoSignIn = {
  email: string;
  password: string;
  role: Role;
  organisation: Names;
  power?: 'clinical' | 'installation' | undefined;
};

/** The name of the meta element in which the server tells them. */
export const demoMeta = 'yntymaq-demo';

function readSignIns(): readonly DemoSignIn[] {
  const text = document.querySelector<HTMLMetaElement>(`meta[name="${demoMeta}"]`)?.content;
  return text ? (JSON.parse(text) as DemoSignIn[]) : [];
}

/** The demonstration sign-ins of this installation; none where there is no demonstration. */
export const demoSignIns: readonly DemoSignIn[] = typeof document === 'undefined' ? [] : readSignIns();
