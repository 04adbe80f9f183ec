import { DOCUMENT, inject, Service } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';

/** What the server says of the page that was asked for, to search engines and previews of links. */
const OF_ONE_PAGE =
  'link[rel="canonical"], script[type="application/ld+json"], meta[name="robots"], meta[property^="og:"]';

/** Names the tab after the page, so that ten open tabs can be told apart. */
@Service()
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly document = inject(DOCUMENT);
  private firstPath?: string;

  override updateTitle(state: RouterStateSnapshot): void {
    this.leaveFirstPage(state.url);
    const page = this.buildTitle(state);
    if (page) this.set(page);
    else this.title.setTitle('Boxoffice');
  }

  /** For a page whose name is known only once it is read. */
  set(page: string): void {
    this.title.setTitle(`${page} · Boxoffice`);
  }

  /** On another page, what the head says of the first one is wrong: none of it is better. */
  private leaveFirstPage(url: string): void {
    const path = url.split(/[?#]/, 1)[0] ?? '';
    this.firstPath ??= path;
    if (path === this.firstPath) return;
    for (const element of this.document.head.querySelectorAll(OF_ONE_PAGE)) element.remove();
  }
}
