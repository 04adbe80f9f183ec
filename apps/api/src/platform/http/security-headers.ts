import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import type { Settings } from '../config/settings.js';

export type Headers = Record<string, string>;

/** Where Swagger UI is served, which brings scripts and styles of its own. */
const DOCS = /^\/docs(\/|\?|$)/;

/** What a page could ask a person for, and no page here does, but the door for the camera. */
const UNUSED_FEATURES = [
  'accelerometer',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

const PERMISSIONS_POLICY = permissionsPolicy('camera=()');
const PERMISSIONS_POLICY_OF_DOOR = permissionsPolicy('camera=(self)');

/** The screen stays on while tickets are shown or scanned. */
function permissionsPolicy(camera: string): string {
  return [
    ...UNUSED_FEATURES.map((feature) => `${feature}=()`),
    camera,
    'screen-wake-lock=(self)',
  ].join(', ');
}

/**
 * Sends the headers that tell browsers what an answer may be used for. An answer of the API is data: it
 * may do nothing, stand in no frame, and be kept nowhere, since most of them are about somebody.
 *
 * They are the same for every answer, so they are made once, at start; made at every request, they
 * would take as long as validating one.
 */
export function sendSecurityHeaders(fastify: FastifyInstance, settings: Settings): void {
  const ofData = headersOfData(settings);
  const ofDocs = headersOfDocs(settings);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(DOCS.test(request.url) ? ofDocs : ofData);
    done();
  });
}

/** The headers of whatever is not a page. */
export function headersOfData({ NODE_ENV }: Settings): Headers {
  return {
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(NODE_ENV === 'production'
      ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
      : {}),
  };
}

/** A service worker may do what its own policy says, not that of the page: it gets files of ours alone. */
export function policyOfWorker(): string {
  return "default-src 'none'; connect-src 'self'";
}

/** Swagger UI sets styles of elements at run time, and has pictures in its styles. */
function headersOfDocs(settings: Settings): Headers {
  return headersOfDocument(settings, {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
  });
}

/**
 * What Stripe.js needs, which Stripe serves itself: its script, the frames of its fields and of 3-D Secure, its API.
 * Source: the list of docs.stripe.com/security/guide.
 */
const OF_STRIPE: Directives = {
  scriptSrc: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frameSrc: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
  connectSrc: ['https://api.stripe.com'],
};

/** Who may show a page in a frame: nobody, or whoever sells its tickets on a page of their own. */
export type Framing = 'nobody' | 'anybody';

/**
 * The headers of the page of the checkout where Stripe takes payments: Stripe.js is let in, here alone. Trusted Types
 * are not required of it, since it is Stripe's script and makes no promise about them.
 *
 * @param nonce of this page
 */
export function headersOfCheckout(settings: Settings, nonce: string): Headers {
  if (!settings.paymentProviders.includes('stripe')) return headersOfPage(settings, nonce);
  const directives = directivesOfPage(nonce);
  delete directives.requireTrustedTypesFor;
  delete directives.trustedTypes;
  for (const [name, sources] of Object.entries(OF_STRIPE)) {
    directives[name] = [...(directives[name] ?? []), ...sources];
  }
  return headersOfDocument(settings, directives);
}

/**
 * The headers of the door's page: it looks through the camera, and reads codes with WebAssembly, whose modules are
 * files of ours as all scripts are.
 *
 * @param nonce of this page
 */
export function headersOfDoor(settings: Settings, nonce: string): Headers {
  const directives = directivesOfPage(nonce);
  directives.scriptSrc?.push("'wasm-unsafe-eval'");
  const headers = headersOfDocument(settings, directives);
  return { ...headers, 'permissions-policy': PERMISSIONS_POLICY_OF_DOOR };
}

/**
 * The headers of the web application's page.
 *
 * Scripts come from our own files alone. Angular puts the styles of components into the page while it
 * runs, which a policy takes for inline styles; they carry a word that is new for every page (a nonce),
 * so that nobody else's are taken. What is not named is not allowed.
 *
 * @param nonce of this page
 */
export function headersOfPage(
  settings: Settings,
  nonce: string,
  framing: Framing = 'nobody',
): Headers {
  return headersOfDocument(settings, directivesOfPage(nonce), framing);
}

function directivesOfPage(nonce: string): Directives {
  return {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", `'nonce-${nonce}'`],
    styleSrcAttr: ["'none'"],
    // A text can become markup or a script in the page only through Angular, which cleans it.
    requireTrustedTypesFor: ["'script'"],
    // The service worker is named by a policy of its own (offline-page.ts).
    trustedTypes: ['angular', 'offline-worker'],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
  };
}

type Directives = Record<string, string[]>;

function headersOfDocument(
  { NODE_ENV }: Settings,
  directives: Directives,
  framing: Framing = 'nobody',
): Headers {
  const isFramed = framing === 'anybody';
  const headers: Headers = { 'permissions-policy': PERMISSIONS_POLICY };
  const recommend = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        ...directives,
        scriptSrcAttr: ["'none'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: [isFramed ? '*' : "'none'"],
      },
    },
    frameguard: isFramed ? false : { action: 'deny' },
    // A page that lets in only what says so (COEP) has to be able to frame it too.
    crossOriginResourcePolicy: { policy: isFramed ? 'cross-origin' : 'same-origin' },
    // Before a proxy with TLS, or on a developer's machine, there is no TLS to insist on.
    strictTransportSecurity: NODE_ENV === 'production',
  });
  const response = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value;
    },
    removeHeader: () => undefined,
  };
  let failure: unknown;
  recommend({} as IncomingMessage, response as unknown as ServerResponse, (error) => {
    failure = error;
  });
  if (failure instanceof Error) throw failure;
  return headers;
}
