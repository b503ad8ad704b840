import { t } from '../language';
import { signOut } from '../session';
import { FactorDialog } from './factor-dialog';

/** Covers the page of a session that is idle. */
export function Cover() {
  return (
    <FactorDialog title="covered" what="coveredWhat">
      <button type="button" onClick={signOut}>
        {t('signOut')}
      </button>
    </FactorDialog>
  );
}
