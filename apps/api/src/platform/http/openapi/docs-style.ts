/** Outweighs Swagger UI's own rules, those of its dark mode too. */
const UI = ':root:root:root:root .swagger-ui';

/**
 * The look of `/docs`: the tokens of the web application (`apps/web/src/styles/_tokens.scss`) on Swagger UI's own
 * parts. Swagger UI switches to the dark ones as the system says, or by its button.
 */
export const DOCS_STYLE = `
:root {
  --paper: #faf7f2; --surface: #ffffff; --sunk: #f3eee5; --ink: #1b1a22; --muted: #67656b;
  --hairline: rgb(27 26 34 / 12%); --outline: #85828a; --accent: #e8a33d; --on-accent: #1b1a22;
  --accent-text: #965905; --success: #1d6b45; --success-tint: #e6f2e9; --error: #a3302a;
  --radius: 12px; --font: Inter, system-ui, sans-serif; --display: 'Bricolage Grotesque', Inter, system-ui, sans-serif;
}
:root.dark-mode {
  --paper: #121118; --surface: #1c1b24; --sunk: #17161e; --ink: #f3efe7; --muted: #a9a6a5;
  --hairline: rgb(243 239 231 / 14%); --outline: #8a878c; --accent-text: #e8a33d;
  --success: #86d3a8; --success-tint: #16291f; --error: #ff9f93;
}
html:root:root, body, ${UI} { background: var(--paper); }
${UI}, ${UI} :is(p, li, label, td, th, h1, h2, h3, h4, h5, table, a, span, small, button, input, select, textarea,
  .opblock-summary-description, .opblock-summary-method, .renderedMarkdown) {
  font-family: var(--font);
}
${UI}, ${UI} :is(p, li, label, td, th, h1, h2, h3, h4, h5, .title, .model, .model-title, .prop-type,
  .parameter__name, .parameter__type, .response-col_status, .response-col_links, .opblock-tag, .opblock-summary-path,
  .opblock-summary-path__deprecated, .opblock-section-header h4, .opblock-section-header > label, .renderedMarkdown, .tab li, .btn) {
  color: var(--ink);
}
${UI} :is(.opblock-summary-description, .opblock-tag small, .parameter__in, .parameter__type, .prop-format,
  .info .base-url, .response-control-media-type__accept-message, .examples__section-header, small) { color: var(--muted); }
${UI} :is(code, pre, .microlight, .opblock-summary-path, .opblock-summary-path a) {
  font-family: ui-monospace, 'Cascadia Code', Menlo, Consolas, monospace;
}
${UI} .markdown code, ${UI} .renderedMarkdown code {
  background: var(--sunk); color: var(--ink); border-radius: 4px; overflow-wrap: anywhere;
}
${UI} :is(.info .title, .opblock-tag, .dialog-ux h3, .section h3, section.models h4) { font-family: var(--display); letter-spacing: -0.02em; }
${UI} .info { margin: 32px 0 24px; }
${UI} .info .title { font-size: 40px; line-height: 1.1; }
${UI} .info .title small { background: var(--sunk); border-radius: 4px; }
${UI} .info .title small pre { color: var(--muted); }
${UI} .info .title small.version-stamp { background: var(--sunk); }
${UI} .opblock:is(.opblock-get, .opblock-post) { background: var(--surface); border-color: var(--hairline); }
${UI} .opblock:is(.opblock-get, .opblock-post) .opblock-summary { border-color: var(--hairline); }
${UI} .info p { max-width: 70ch; margin-inline: 0; line-height: 1.6; font-size: 16px; }
${UI} :is(.info a, a.nostyle:hover, .markdown a) { color: var(--accent-text); }

${UI} .topbar { background: var(--paper); border-bottom: 1px solid var(--hairline); padding: 8px 0; }
${UI} .topbar .link { font: 700 20px var(--display); color: var(--ink); max-width: none; }
${UI} .topbar .link > * { display: none; }
${UI} .topbar .link::before { content: 'Boxoffice'; }
${UI} .topbar .topbar-wrapper { justify-content: space-between; flex-flow: row nowrap; align-items: center; min-height: 44px; }
${UI} .topbar .dark-mode-toggle button { min-width: 44px; min-height: 44px; }
${UI} .topbar .dark-mode-toggle button svg { fill: var(--ink); }

${UI} .scheme-container { background: none; box-shadow: none; border-block: 1px solid var(--hairline); padding: 16px 0; margin: 0; }
${UI} .opblock-tag { border-bottom: 1px solid var(--hairline); font-size: 24px; min-height: 44px; }
${UI} .opblock { background: var(--surface); border: 1px solid var(--hairline); border-radius: var(--radius); box-shadow: none; overflow: hidden; }
${UI} .opblock .opblock-summary { border-color: var(--hairline); min-height: 48px; }
${UI} .opblock .opblock-summary-method {
  background: var(--sunk); color: var(--ink); border: 1px solid var(--hairline); border-radius: 4px; text-shadow: none; min-width: 64px;
}
${UI} .opblock.opblock-post .opblock-summary-method { background: var(--ink); color: var(--paper); }
${UI} .opblock .opblock-section-header { background: var(--sunk); box-shadow: none; border-block: 1px solid var(--hairline); }
${UI} :is(.opblock .tab-header .tab-item.active h4 span::after, .opblock.opblock-get .tab-header .tab-item.active h4 span::after,
  .opblock.opblock-post .tab-header .tab-item.active h4 span::after) { background: var(--accent); }
${UI} :is(table thead tr td, table thead tr th) { border-bottom-color: var(--hairline); color: var(--muted); }
${UI} :is(svg, .arrow, .unlocked, .locked) { fill: var(--ink); }

${UI} .btn { background: none; border: 1px solid var(--outline); border-radius: 999px; box-shadow: none; color: var(--ink); min-height: 44px; }
${UI} .btn.authorize { align-items: center; gap: 12px; background: none; border-color: var(--ink); color: var(--ink); }
${UI} .btn.authorize span { padding: 0; }
${UI} .btn.authorize svg { fill: var(--ink); }
${UI} .btn.execute, ${UI} .auth-btn-wrapper .btn.authorize {
  background: var(--accent); border-color: var(--accent); color: var(--on-accent);
}
${UI} .btn.cancel { background: none; border-color: var(--error); color: var(--error); }
${UI} .authorization__btn { min-width: 44px; min-height: 44px; }
${UI} :is(input[type], textarea, select) {
  background-color: var(--surface); color: var(--ink); border: 1px solid var(--outline); border-radius: 4px; box-shadow: none; min-height: 44px;
}
${UI} select { background-color: var(--surface); }
${UI} :is(.highlight-code, .microlight, pre.microlight, .body-param__example, .example, .curl) { border-radius: 4px; }
${UI} :is(.highlight-code > .microlight, .opblock-body pre.microlight, .opblock-body pre) { background: #121118 !important; color: #f3efe7; border: 1px solid var(--hairline); }
${UI} :is(section.models, section.models .model-container, .model-box) { background: var(--surface); border-color: var(--hairline); border-radius: var(--radius); }
${UI} section.models.is-open h4 { border-color: var(--hairline); }
${UI} .dialog-ux .modal-ux { background: var(--surface); border: 1px solid var(--hairline); border-radius: var(--radius); min-width: 0; width: calc(100vw - 32px); max-width: 600px; }
${UI} .dialog-ux .modal-ux-header { border-color: var(--hairline); }
${UI} .dialog-ux .modal-ux-content :is(p, h4, label, code) { color: var(--ink); }
${UI} :is(a, button, input, select, textarea, [tabindex]):focus-visible { outline: 2px solid var(--accent-text); outline-offset: 2px; }

@media (max-width: 640px) {
  ${UI} .wrapper { padding: 0 16px; }
  ${UI} .info .title { font-size: 32px; }
  ${UI} .opblock-tag { flex-wrap: wrap; padding-inline: 0; }
  ${UI} .opblock-tag small { flex-basis: 100%; padding: 0; order: 3; }
  ${UI} .opblock .opblock-summary-path-description-wrapper { flex-direction: column; align-items: flex-start; gap: 4px; }
  ${UI} :is(.table-container, .responses-wrapper, .opblock-body) { overflow-x: auto; }
  ${UI} .response-col_links { display: none; }
  ${UI} .opblock-summary-path { max-width: 100%; }
}
`;
