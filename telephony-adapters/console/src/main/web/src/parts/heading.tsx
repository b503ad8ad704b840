import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../language';
import type { Text } from '../texts';

/** The heading of a page. It gets the focus when the page is opened, so that a screen reader begins there. */
export function Heading({ text, hasFocus = true }: { text: Text; hasFocus?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const title = t(text);
  useEffect(() => {
    document.title = `${title} – ${t('product')}`;
  }, [title]);
  useLayoutEffect(() => {
    if (hasFocus) {
      heading.current?.focus();
    }
  }, [text, hasFocus]);
  return (
    <h1 tabIndex={-1} ref={heading}>
      {title}
    </h1>
  );
}
