import { ownPath } from './own-path';

describe('the path to return to', () => {
  it.each([
    '/',
    '/bookings',
    '/checkout/7300',
    '/admin/users?search=ada&role=admin',
    '/events/1#a',
  ])('is followed where it is our own: %s', (path) => {
    expect(ownPath(path, '/home')).toBe(path);
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '\t//evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    'bookings',
    '',
    null,
    undefined,
  ])('is not followed where it leads elsewhere: %j', (path) => {
    expect(ownPath(path, '/home')).toBe('/home');
  });

  it.each(['/sign-in', '/sign-in?returnTo=/sign-in', '/sign-out', '/register', '/reset-password'])(
    'never leads back to a way in: %s',
    (path) => {
      expect(ownPath(path, '/home')).toBe('/home');
    },
  );
});
