/**
 * What every answer tells browsers. No page of ours runs or loads anything from elsewhere, none may be framed, and none is
 * lent to another site's page; what others may read (open data, feeds) says so itself. A bar's length is a style attribute.
 */
const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'style-src-attr': "'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-src': "'none'",
  'frame-ancestors': "'none'",
};

/** What a page could ask of the machine it is shown on, and never does; keys of one's own are the exception. */
const unused = [
  'accelerometer',
  'autoplay',
  'bluetooth',
  'browsing-topics',
  'camera',
  'display-capture',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];
const permissions = [
  ...unused.map((name) => `${name}=()`),
  'publickey-credentials-get=(self)',
  'publickey-credentials-create=(self)',
];

const always = {
  'content-security-policy': Object.entries(policy)
    .map((rule) => rule.join(' '))
    .join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-dns-prefetch-control': 'off',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': permissions.join(', '),
};

/** Two years, as the lists of browsers want it. Only where there is TLS: a trial on this machine has none. */
const overTls = { 'strict-transport-security': 'max-age=63072000; includeSubDomains' };

/** The headers of every answer. */
export const safetyHeaders = (isProduction: boolean): Readonly<Record<string, string>> =>
  isProduction ? { ...always, ...overTls } : always;
