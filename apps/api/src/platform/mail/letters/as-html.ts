import { escaped } from '../../text/html-text.js';
import type { Letter, LetterPart, TicketLine } from './letter.js';
import { webLink } from './web-link.js';

/**
 * The look of the pages, as far as mail programs go: tables and styles on the elements, because many
 * read nothing else; and classes for those that know dark mode.
 */
const PAPER = '#FAF7F2';
const SURFACE = '#FFFFFF';
const INK = '#1B1A22';
const MUTED = '#67656D';
const HAIRLINE = '#E2DED8';
const AMBER = '#E8A33D';
const TEXT_FONT = "Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const HEADING_FONT = `'Bricolage Grotesque',${TEXT_FONT}`;

const DARK_MODE = `
  @media (prefers-color-scheme: dark) {
    .paper { background: #121118 !important; }
    .surface { background: #1C1B24 !important; border-color: #34323D !important; }
    .ink { color: #F3EFE7 !important; }
    .muted { color: #A9A5AE !important; }
    .line { border-color: #4A4853 !important; }
  }`;

/** A letter as HTML, in the language of a locale. */
export function asHtml({ subject, preview, heading, parts }: Letter, locale: string): string {
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>${DARK_MODE}
</style>
</head>
<body class="paper" style="margin:0;padding:0;background:${PAPER};">
<div style="display:none;max-height:0;overflow:hidden;">${escaped(preview)}</div>
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" style="background:${PAPER};">
<tr><td align="center" style="padding:32px 16px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;font-family:${TEXT_FONT};font-size:16px;line-height:1.55;color:${INK};">
<tr><td class="ink" style="padding:0 0 24px;font-family:${HEADING_FONT};font-size:18px;font-weight:700;color:${INK};">Boxoffice<span style="color:${AMBER};">.</span></td></tr>
<tr><td class="ink" style="padding:0 0 16px;"><h1 style="margin:0;font-family:${HEADING_FONT};font-size:30px;line-height:1.1;letter-spacing:-0.02em;">${escaped(heading)}</h1></td></tr>
${parts.map(rowOf).join('\n')}
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function rowOf(part: LetterPart): string {
  switch (part.kind) {
    case 'paragraph':
      return `<tr><td class="ink" style="padding:0 0 16px;color:${INK};">${escaped(part.text)}</td></tr>`;
    case 'note':
      return `<tr><td class="muted line" style="padding:16px 0 0;border-top:1px solid ${HAIRLINE};font-size:14px;color:${MUTED};">${escaped(part.text)}</td></tr>`;
    case 'action':
      return actionRow(part.label, webLink(part.link));
    case 'link':
      return `<tr><td class="ink" style="padding:0 0 16px;color:${INK};"><a class="ink" href="${escaped(webLink(part.link))}" target="_blank" rel="noopener" style="color:${INK};">${escaped(part.label)}</a></td></tr>`;
    case 'ticket':
      return ticketRow(part);
    case 'list':
      return `<tr><td class="ink" style="padding:0 0 16px;color:${INK};"><ul style="margin:0;padding:0 0 0 20px;">${part.lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul></td></tr>`;
    case 'changes':
      return changesRow(part);
    case 'quote':
      return quoteRow(part);
    case 'seller':
      return sellerRow(part);
  }
}

/** What is from now on stands out; what was stands below it. */
function changesRow({ title, rows }: LetterPart & { kind: 'changes' }): string {
  const each = rows.map(
    ({ label, before, after }) => `<tr><td style="padding:12px 0 0;">
<div class="muted" style="font-size:14px;color:${MUTED};">${escaped(label)}</div>
<div class="ink" style="color:${INK};font-weight:600;">${escaped(after)}</div>
<div class="muted" style="font-size:14px;color:${MUTED};">${escaped(before)}</div>
</td></tr>`,
  );
  return `<tr><td style="padding:8px 0 24px;">
<table role="presentation" class="surface" width="100%" cellpadding="0" cellspacing="0" style="background:${SURFACE};border:1px solid ${HAIRLINE};border-radius:20px;">
<tr><td style="padding:20px 24px;">
<div class="ink" style="font-family:${HEADING_FONT};font-size:22px;line-height:1.2;font-weight:700;color:${INK};">${escaped(title)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
${each.join('\n')}
</table>
</td></tr>
</table>
</td></tr>`;
}

/** A bar beside it shows whose words they are. */
function quoteRow({ by, lines }: LetterPart & { kind: 'quote' }): string {
  return `<tr><td style="padding:0 0 16px;">
<div class="muted" style="padding:0 0 4px;font-size:14px;color:${MUTED};">${escaped(by)}</div>
<div class="ink line" style="padding:0 0 0 16px;border-left:3px solid ${HAIRLINE};color:${INK};">${lines.map(escaped).join('<br>')}</div>
</td></tr>`;
}

function sellerRow({ name, address, documents }: LetterPart & { kind: 'seller' }): string {
  const links = [
    { label: address, href: `mailto:${encodeURIComponent(address).replace('%40', '@')}` },
    ...documents.map(({ label, link }) => ({ label, href: webLink(link) })),
  ].map(
    ({ label, href }) =>
      `<a class="muted" href="${escaped(href)}" target="_blank" rel="noopener" style="color:${MUTED};">${escaped(label)}</a>`,
  );
  return `<tr><td class="muted" style="padding:16px 0 0;font-size:14px;color:${MUTED};">${escaped(name)}<br>
${links.join(' &middot; ')}</td></tr>`;
}

/** The link also in words: for those whose program shows no buttons, or who look before they go. */
function actionRow(label: string, link: string): string {
  const href = escaped(link);
  return `<tr><td style="padding:8px 0 24px;">
<table role="presentation" cellpadding="0" cellspacing="0"><tr><td bgcolor="${AMBER}" style="background:${AMBER};border-radius:12px;">
<a href="${href}" target="_blank" rel="noopener" style="display:inline-block;padding:14px 24px;font-weight:600;color:${INK};text-decoration:none;">${escaped(label)}</a>
</td></tr></table>
<div class="muted" style="padding:12px 0 0;font-size:14px;color:${MUTED};word-break:break-all;">${href}</div>
</td></tr>`;
}

/** The motif of the pages: what it is, a perforated line, and the stub with the price. */
function ticketRow({
  title,
  facts,
  lines,
  total,
  within,
}: LetterPart & { kind: 'ticket' }): string {
  const known = facts.filter((fact) => fact !== '');
  return `<tr><td style="padding:8px 0 24px;">
<table role="presentation" class="surface" width="100%" cellpadding="0" cellspacing="0" style="background:${SURFACE};border:1px solid ${HAIRLINE};border-radius:20px;">
<tr><td class="ink" style="padding:20px 24px 16px;color:${INK};">
<div style="font-family:${HEADING_FONT};font-size:22px;line-height:1.2;font-weight:700;">${escaped(title)}</div>
${known.map((fact) => `<div class="muted" style="padding:4px 0 0;color:${MUTED};">${escaped(fact)}</div>`).join('\n')}
</td></tr>
<tr><td class="line" style="padding:12px 24px 20px;border-top:2px dashed ${HAIRLINE};">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
${lines.map((line) => amountRow(line, 400)).join('\n')}
${amountRow(total, 700)}${within.map(withinRow).join('')}
</table>
</td></tr>
</table>
</td></tr>`;
}

function withinRow({ label, amount }: TicketLine): string {
  const style = `padding:2px 0;color:${MUTED};font-size:14px;`;
  return `\n<tr><td class="muted" style="${style}">${escaped(label)}</td><td class="muted" align="right" style="${style}font-variant-numeric:tabular-nums;">${escaped(amount)}</td></tr>`;
}

function amountRow({ label, amount }: TicketLine, weight: number): string {
  const style = `padding:4px 0;color:${INK};font-weight:${weight};`;
  return `<tr><td class="ink" style="${style}">${escaped(label)}</td><td class="ink" align="right" style="${style}font-variant-numeric:tabular-nums;">${escaped(amount)}</td></tr>`;
}
