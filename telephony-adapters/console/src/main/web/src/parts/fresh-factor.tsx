import { t } from '../language';
import { FactorDialog } from './factor-dialog';

/** Asks for a factor before something that needs a fresh one; then that is tried again. */
export function FreshFactor({ retry, onEnd }: { retry: () => Promise<void>; onEnd: () => void }) {
  return (
    <FactorDialog
      title="freshFactor"
      what="freshFactorWhat"
      onProved={() => {
        onEnd();
        void retry();
      }}
    >
      <button type="button" onClick={onEnd}>
        {t('cancel')}
      </button>
    </FactorDialog>
  );
}
