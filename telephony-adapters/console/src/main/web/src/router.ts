/** The address of the page, changed without loading it again. */

import { signal } from '@preact/signals';

export const path = signal(location.pathname);

addEventListener('popstate', () => (path.value = location.pathname));

export function go(to: string): void {
  if (to !== location.pathname) {
    history.pushState(null, '', to);
  }
  path.value = to;
}

/** Follows a link of these pages; a new tab or window is the browser's own matter. */
export function follow(event: MouseEvent & { currentTarget: HTMLAnchorElement }): void {
  if (event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    go(event.currentTarget.pathname);
  }
}
