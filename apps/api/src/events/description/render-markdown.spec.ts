import { plainTextOf, renderMarkdown } from './render-markdown.js';

describe('a description', () => {
  it('has paragraphs, headings below those of the page, emphasis, lists and quotations', () => {
    const html = renderMarkdown(
      '# Programme\n\nBach **and** *others*\nin one evening.\n\n- Kyrie\n- Gloria\n\n> Unmissable',
    );
    expect(html).toContain('<h3>Programme</h3>');
    expect(html).toContain('Bach <strong>and</strong> <em>others</em><br>\nin one evening.');
    expect(html).toContain('<li>Kyrie</li>');
    expect(html).toContain('<blockquote>');
  });

  it('has links that pass nothing on', () => {
    expect(renderMarkdown('[Us](https://choir.example/?a=1&b=2)')).toBe(
      '<p><a href="https://choir.example/?a=1&amp;b=2" rel="noopener nofollow ugc" target="_blank">Us</a></p>',
    );
    expect(renderMarkdown('https://choir.example')).toContain('rel="noopener nofollow ugc"');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:msgbox(1))',
    '<javascript:alert(1)>',
    '[x](//evil.example)',
    '[x](/sign-out)',
    '[a]: javascript:alert(1)\n\n[x][a]',
    '![x](https://evil.example/pixel.png)',
    '![x"onerror="alert(1)](x)',
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example/"onmouseover="alert(1))',
    '`<script>alert(1)</script>`',
    '```html\n<script>alert(1)</script>\n```',
    '<!-- --><a href="javascript:alert(1)">x</a>',
  ])('runs and loads nothing: %j', (text) => {
    const html = renderMarkdown(text);
    const tags = [...html.matchAll(/<\/?([a-z\d]+)((?: [a-z]+="[^"<>]*")*)>/g)];
    // Each bracket belongs to a tag that we know: the rest is text.
    expect(html.split('<').length - 1).toBe(tags.length);
    for (const [, name = '', attributes = ''] of tags) {
      expect(['p', 'a', 'br', 'code', 'pre']).toContain(name);
      for (const [, attribute = '', value] of attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
        expect(['href', 'rel', 'target', 'title', 'class']).toContain(attribute);
        if (attribute === 'href') expect(value).toMatch(/^(https?:\/\/|mailto:)/);
      }
    }
  });

  it('is its words alone in a calendar', () => {
    expect(plainTextOf('# Bach\n\nA **long** [evening](https://x.example)\n\n- Kyrie')).toBe(
      'Bach\nA long evening\nKyrie',
    );
  });

  it('of brackets and stars without end is read in time', () => {
    for (const hostile of [
      '['.repeat(20_000),
      '*a_ '.repeat(5_000),
      '>'.repeat(20_000),
      '![[]('.repeat(4_000),
    ]) {
      expect(renderMarkdown(hostile).length).toBeGreaterThan(0);
    }
  });
});
