import { composePoster, setTitle } from './poster-art';

describe('a poster', () => {
  it('is the same for the same event, every time', () => {
    expect(composePoster('1', 'Midnight Orchestra')).toEqual(
      composePoster('1', 'Midnight Orchestra'),
    );
  });

  it('differs from event to event, also with the same name', () => {
    const one = composePoster('1', 'Midnight Orchestra');
    const two = composePoster('2', 'Midnight Orchestra');
    expect(one.stage).not.toEqual(two.stage);
  });

  it('draws something for every name, even for none', () => {
    const art = composePoster('9', '');
    expect(art.rows.length).toBeGreaterThan(5);
    expect(art.beams.length).toBeGreaterThan(3);
    expect(art.title.lines).toEqual([]);
  });

  it('sets a long name smaller, in at most four lines, without losing a word', () => {
    const short = setTitle('Jazz');
    const name = 'An Extraordinarily Long Evening of Contemporary Chamber Music by the Sea';
    const long = setTitle(name);
    expect(long.lines.length).toBeLessThanOrEqual(4);
    expect(long.size).toBeLessThan(short.size);
    expect(long.lines.join(' ')).toBe(name.toUpperCase());
  });
});
