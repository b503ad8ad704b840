import type { ComponentChildren } from 'preact';

/** A message about what happened. Screen readers say a fault at once, and other news when they pause. */
export function Notice({ isFault = false, children }: { isFault?: boolean; children: ComponentChildren }) {
  return (
    <div role={isFault ? 'alert' : 'status'} class={isFault ? 'notice is-fault' : 'notice'}>
      {children}
    </div>
  );
}
