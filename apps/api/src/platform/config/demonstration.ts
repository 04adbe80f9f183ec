import { haveKeyInCommon } from './token-keys.js';
import { DEMO_SECRET_KEY, DEMO_TOKEN_KEYS } from './account-settings.js';
import type { Settings } from './settings.js';

/** A setting that belongs to the demonstration, and what is said where production is started with it. */
interface DemonstrationSetting {
  isUsed: (settings: Settings) => boolean;
  refusal: string | ((settings: Settings) => string);
}

/**
 * Every setting that production refuses because it is for demonstration only. What is refused at run time,
 * and not at start, stands beside them in the table of `docs/security.md`, of which a test tries each row.
 */
export const DEMONSTRATION_SETTINGS: readonly DemonstrationSetting[] = [
  {
    isUsed: ({ DEMO_IDENTITY }) => DEMO_IDENTITY,
    refusal: 'DEMO_IDENTITY=on is refused with NODE_ENV=production.',
  },
  {
    isUsed: ({ DEMO_DATA }) => DEMO_DATA,
    // A real sale must hold no event and no users that come from the demonstration.
    refusal: 'DEMO_DATA=on is refused with NODE_ENV=production.',
  },
  {
    isUsed: (settings) => builtInKeysOf(settings).length > 0,
    refusal: (settings) => refusalOfBuiltInKeys(settings, 'with NODE_ENV=production'),
  },
  {
    isUsed: ({ MAIL_TRANSPORT }) => MAIL_TRANSPORT === 'keep',
    refusal: 'MAIL_TRANSPORT=keep is refused with NODE_ENV=production.',
  },
  {
    isUsed: ({ paymentProviders }) => paymentProviders.includes('simulated'),
    // It says that it was paid, and nobody gets the money.
    refusal: 'PAYMENT_PROVIDERS with simulated is refused with NODE_ENV=production.',
  },
  {
    isUsed: ({ paymentProviders }) => paymentProviders.length === 0,
    refusal:
      'PAYMENT_PROVIDERS must be set with NODE_ENV=production, for example to stripe,offline.',
  },
  {
    isUsed: ({ WEBHOOKS_ALLOW_PRIVATE }) => WEBHOOKS_ALLOW_PRIVATE,
    refusal: 'WEBHOOKS_ALLOW_PRIVATE=on is refused with NODE_ENV=production.',
  },
  {
    isUsed: ({ MAIL_FROM }) => MAIL_FROM.includes('@boxoffice.example'),
    refusal: 'MAIL_FROM must be set with NODE_ENV=production.',
  },
  {
    isUsed: ({ PUBLIC_URL }) => !PUBLIC_URL.startsWith('https://'),
    refusal: 'PUBLIC_URL must begin with https:// with NODE_ENV=production.',
  },
];

/** @returns the settings that have a key which stands in the source: whoever has the keys can be anybody */
export function builtInKeysOf({ TOKEN_KEYS, SECRET_KEYS }: Settings): string[] {
  return [
    ...(haveKeyInCommon(TOKEN_KEYS, DEMO_TOKEN_KEYS) ? ['TOKEN_KEYS'] : []),
    ...(SECRET_KEYS.includes(DEMO_SECRET_KEY) ? ['SECRET_KEYS'] : []),
  ];
}

export function refusalOfBuiltInKeys(settings: Settings, where: string): string {
  return `Set ${builtInKeysOf(settings).join(' and ')}: without them the keys of the demonstration would be used, which are refused ${where}, because everybody knows them.`;
}
