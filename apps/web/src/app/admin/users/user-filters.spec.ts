import { filterParams, readFilters } from './user-filters';

describe('the filters of the users', () => {
  it('are read from the address', () => {
    expect(readFilters(' ada ', 'organiser')).toEqual({ search: 'ada', role: 'organiser' });
  });

  it('narrow nothing where the address says nothing, or nonsense', () => {
    expect(readFilters(undefined, undefined)).toEqual({ search: '', role: '' });
    expect(readFilters('', 'emperor')).toEqual({ search: '', role: '' });
  });

  it('leave out of the address what does not narrow', () => {
    expect(filterParams({ search: '', role: '' })).toEqual({});
    expect(filterParams({ search: 'a&b', role: 'admin' })).toEqual({
      search: 'a&b',
      role: 'admin',
    });
  });
});
