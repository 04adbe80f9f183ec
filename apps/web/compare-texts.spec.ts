import { faultsOf, placeholdersOf } from './compare-texts';

describe('the comparison of the texts', () => {
  it('finds every kind of placeholder, as often as it is there', () => {
    expect(placeholdersOf('{$tickets} of {$INTERPOLATION_1}, {$count} {$count} {plain}')).toBe(
      '{$INTERPOLATION_1} {$count} {$count} {$tickets}',
    );
    expect(placeholdersOf('{$ticket-count}{$START_TAG_STRONG}{$größe}{$CLOSE_TAG_STRONG}')).toBe(
      '{$CLOSE_TAG_STRONG} {$START_TAG_STRONG} {$größe} {$ticket-count}',
    );
  });

  it.each([
    ['is missing', '{$count} left', undefined, 'No German'],
    ['is empty', '{$count} left', '', 'No German'],
    ['is blank', '{$count} left', ' ', 'No German'],
    ['has lost a placeholder', '{$count} left', 'noch', 'Other placeholders'],
    ['has invented one', '{$count} left', 'noch {$count} {$zahl}', 'Other placeholders'],
    ['has another instead', '{$count} left', 'noch {$Count}', 'Other placeholders'],
    ['has lost one with a dash', '{$ticket-count} left', 'noch', 'Other placeholders'],
    [
      'does not close what it opens',
      '{$START_TAG_B}a{$CLOSE_TAG_B}{$START_TAG_B}b{$CLOSE_TAG_B}',
      '{$START_TAG_B}a{$START_TAG_B}b{$CLOSE_TAG_B}',
      'Other placeholders',
    ],
    [
      'chooses by an ICU expression',
      '{VAR_PLURAL, plural, one {1} other {2}}',
      '{VAR_PLURAL, plural, one {1} other {2}}',
      'An ICU expression',
    ],
  ])('says what %s', (_, text, translation, fault) => {
    const german = translation === undefined ? {} : { [text]: translation };
    expect(faultsOf([text], german)).toEqual([expect.stringContaining(fault)]);
  });

  it('says which German belongs to no text, and is content with the rest', () => {
    const german = { '{$count} left': 'noch {$count}', Gone: 'Weg' };
    expect(faultsOf(['{$count} left'], german)).toEqual(['German of a text that is gone: Gone']);
  });
});
