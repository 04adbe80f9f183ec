import { clearTranslations, loadTranslations, ɵcomputeMsgId as idOf } from '@angular/localize';
import { shownName } from './person-name';

describe('a name in the lists of admins', () => {
  afterEach(() => clearTranslations());

  it('is as it was given', () => {
    expect(shownName('Ada Lovelace')).toBe('Ada Lovelace');
  });

  it('is said in the language of the page where its owner has been erased', () => {
    expect(shownName('Erased user')).toBe('Erased user');
    loadTranslations({ [idOf('Erased user')]: 'Gelöschte Person' });
    expect(shownName('Erased user')).toBe('Gelöschte Person');
  });
});
