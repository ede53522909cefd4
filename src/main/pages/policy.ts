/**
 * What the window's page may do. Styles are inline where the component library and the charts compute them; scripts are
 * our own files only.
 *
 * @param connect origins that it may talk to beside its own
 */
export function contentPolicy(connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    'media-src data:',
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** What the window never asks of the machine, whatever the person has permitted its address. */
const refused = [
  'camera',
  'microphone',
  'geolocation',
  'clipboard-read',
  'display-capture',
  'screen-wake-lock',
  'idle-detection',
  'usb',
  'serial',
  'hid',
  'midi',
  'payment',
] as const;

/** Headers of everything that is served to the window. */
export function pageHeaders(connect: readonly string[]): Readonly<Record<string, string>> {
  return {
    // Who may show it in a frame can be said in a header only.
    'content-security-policy': `${contentPolicy(connect)}; frame-ancestors 'none'`,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': refused.map((feature) => `${feature}=()`).join(', '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
