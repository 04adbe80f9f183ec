import { inject, Service } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';

/** Names the tab after the page, so that ten open tabs can be told apart. */
@Service()
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);

  override updateTitle(state: RouterStateSnapshot): void {
    const page = this.buildTitle(state);
    if (page) this.set(page);
    else this.title.setTitle('Boxoffice');
  }

  /** For a page whose name is known only once it is read. */
  set(page: string): void {
    this.title.setTitle(`${page} · Boxoffice`);
  }
}
