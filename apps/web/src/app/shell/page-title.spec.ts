import { DOCUMENT } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { RouterStateSnapshot } from '@angular/router';
import { PageTitle } from './page-title';

describe('the head of a page', () => {
  it('says nothing of the page that was left', () => {
    const { head } = TestBed.inject(DOCUMENT);
    head.insertAdjacentHTML(
      'beforeend',
      '<link rel="canonical" href="/events/1"><script type="application/ld+json">{}</script>',
    );
    const title = TestBed.inject(PageTitle);
    const goTo = (url: string): void =>
      title.updateTitle({
        url,
        root: { data: {}, children: [] },
      } as unknown as RouterStateSnapshot);
    goTo('/events/1');
    goTo('/events/1?x=1');
    expect(head.querySelector('link[rel="canonical"]')).not.toBeNull();
    goTo('/');
    expect(
      head.querySelector('link[rel="canonical"], script[type="application/ld+json"]'),
    ).toBeNull();
  });
});
