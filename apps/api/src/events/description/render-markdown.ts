import MarkdownIt, { type MarkdownIt as Markdown } from 'markdown-it';

/** Texts whose markup is kept: those of the events that are being looked at. */
const KEPT_MAX = 200;

/** Where a link of an organiser's may lead: to the web, or to a mailbox. */
const LINK = /^(?:https?:\/\/|mailto:)/i;

const kept = new Map<string, string>();

/**
 * The safe subset of Markdown as HTML: paragraphs, headings, emphasis, lists, quotations, links. Markup within the
 * text is shown as text; pictures are their words; links follow no address but the web's, and pass nothing on.
 */
export function renderMarkdown(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const html = markdown.render(text).trim();
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(text, html);
  return html;
}

/** The text alone, for a calendar or a preview. */
export function plainTextOf(text: string): string {
  return markdown
    .parse(text, {})
    .flatMap(({ type, children }) =>
      type === 'inline' ? [(children ?? []).map(wordsOf).join('').trim()] : [],
    )
    .filter((line) => line !== '')
    .join('\n');
}

const markdown: Markdown = safeMarkdown();

function safeMarkdown(): Markdown {
  const parser = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: 20 });
  parser.disable(['table', 'reference', 'html_block', 'html_inline']);
  parser.validateLink = (url) => LINK.test(url);
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  const { rules } = parser.renderer;
  rules.image = (tokens, index) => parser.utils.escapeHtml(tokens[index]?.content ?? '');
  rules.link_open = (tokens, index, options, _env, renderer) => {
    tokens[index]?.attrSet('rel', 'noopener nofollow ugc');
    tokens[index]?.attrSet('target', '_blank');
    return renderer.renderToken(tokens, index, options);
  };
  // The page has one heading of the first level, and the tickets' of the second.
  for (const rule of ['heading_open', 'heading_close']) {
    rules[rule] = (tokens, index, options, _env, renderer) => {
      const token = tokens[index];
      if (token) token.tag = token.tag === 'h1' || token.tag === 'h2' ? 'h3' : 'h4';
      return renderer.renderToken(tokens, index, options);
    };
  }
  return parser;
}

function wordsOf({ type, content }: { type: string; content: string }): string {
  if (type === 'softbreak' || type === 'hardbreak') return '\n';
  return content;
}
