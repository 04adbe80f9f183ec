import { createHash } from 'node:crypto';
import { LOCALES, type Language } from '@boxoffice/contracts/formats';
import { escaped } from '../../text/html-text.js';
import type { KeptMail } from './kept-mails.js';

const STYLES = `
  :root { color-scheme: light dark; --paper: #faf7f2; --surface: #fff; --ink: #1b1a22; --muted: #67656d; --line: #e2ded8; --accent: #a86408; }
  @media (prefers-color-scheme: dark) { :root { --paper: #121118; --surface: #1c1b24; --ink: #f3efe7; --muted: #a9a5ae; --line: #34323d; --accent: #e8a33d; } }
  body { margin: 0 auto; max-width: 760px; padding: 40px 20px 80px; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
  h1 { margin: 0 0 8px; font-size: 30px; line-height: 1.1; letter-spacing: -.02em; }
  h2 { margin: 32px 0 8px; font-size: 18px; }
  p { margin: 0 0 24px; color: var(--muted); }
  a { color: var(--accent); }
  ul { margin: 0; padding: 0; list-style: none; border-top: 1px solid var(--line); }
  li a { display: block; padding: 14px 4px; border-bottom: 1px solid var(--line); color: var(--ink); text-decoration: none; }
  li a:hover strong, li a:focus-visible strong { text-decoration: underline; }
  li span { display: block; color: var(--muted); font-size: 14px; font-variant-numeric: tabular-nums; }
  iframe { width: 100%; height: 680px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
  pre { margin: 0; padding: 16px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

const HASH_OF_STYLES = createHash('sha256').update(STYLES).digest('base64');

/** The page runs nothing and loads nothing but its styles and the mail's frame. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${HASH_OF_STYLES}'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * What a mail may do in its frame: look as it looks, and open its links in a tab of their own. It
 * runs no script and is of no origin, whatever somebody managed to write into it.
 */
const FRAME_FLAGS = 'allow-popups allow-popups-to-escape-sandbox';
export const FRAME_POLICY = `sandbox ${FRAME_FLAGS}; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;

/** What the pages say around the mails. */
const TEXTS = {
  en: {
    title: 'Mail',
    about: 'What would have been sent. This page is on this machine only, and never in production.',
    none: 'Nothing yet: register, or buy a ticket.',
    all: 'All mail',
    to: 'To',
    asHtml: 'The mail as HTML',
    asText: 'As text',
  },
  de: {
    title: 'E-Mails',
    about:
      'Was gesendet worden wäre. Diese Seite gibt es nur auf diesem Rechner und nie im Produktivbetrieb.',
    none: 'Noch nichts: Registrieren Sie sich oder kaufen Sie ein Ticket.',
    all: 'Alle E-Mails',
    to: 'An',
    asHtml: 'Die E-Mail als HTML',
    asText: 'Als Text',
  },
} satisfies Record<Language, Record<string, string>>;

export function listPage(mails: KeptMail[], language: Language): string {
  const texts = TEXTS[language];
  const items = mails.map(
    ({ id, subject, to, createdAt }) =>
      `<li><a href="/dev/mail/${id}"><strong>${escaped(subject)}</strong><span>${recipient(to)} · ${timeOf(createdAt)}</span></a></li>`,
  );
  return page(
    language,
    texts.title,
    `<h1>${texts.title}</h1>
<p>${texts.about}</p>
${mails.length === 0 ? `<p>${texts.none}</p>` : `<ul>${items.join('\n')}</ul>`}`,
  );
}

export function mailPage(
  { id, subject, to, createdAt, text }: KeptMail,
  language: Language,
): string {
  const texts = TEXTS[language];
  return page(
    language,
    subject,
    `<p><a href="/dev/mail">${texts.all}</a></p>
<h1>${escaped(subject)}</h1>
<p>${texts.to} ${recipient(to)} · ${timeOf(createdAt)}</p>
<iframe title="${texts.asHtml}" src="/dev/mail/${id}/html" sandbox="${FRAME_FLAGS}"></iframe>
<h2>${texts.asText}</h2>
<pre>${withLinks(text)}</pre>`,
  );
}

function page(language: Language, title: string, body: string): string {
  return `<!doctype html>
<html lang="${LOCALES[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – Boxoffice</title>
<style>${STYLES}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function recipient({ name, address }: KeptMail['to']): string {
  return name === '' ? escaped(address) : `${escaped(name)} &lt;${escaped(address)}&gt;`;
}

function timeOf(createdAt: string): string {
  return `<time datetime="${createdAt}">${createdAt.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

/** Line by line, as lines are what a text is made of; a line that is a link can be followed. */
function withLinks(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      /^https?:\/\/\S+$/.test(line)
        ? `<a href="${escaped(line)}">${escaped(line)}</a>`
        : escaped(line),
    )
    .join('\n');
}
