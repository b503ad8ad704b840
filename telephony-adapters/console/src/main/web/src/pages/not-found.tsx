import { t } from '../language';
import { Heading } from '../parts/heading';
import { follow } from '../router';

/** Also for what exists and the person may not see: the page does not tell them apart. */
export function NotFoundPage() {
  return (
    <>
      <Heading text="notFound" />
      <p>{t('notFoundWhat')}</p>
      <p>
        <a href="/" onClick={follow}>
          {t('toAccount')}
        </a>
      </p>
    </>
  );
}
