import { useState } from 'preact/hooks';
import { t } from '../language';
import { Heading } from '../parts/heading';
import { Notice } from '../parts/notice';
import { go } from '../router';

/** The recovery codes, shown once: the person goes on when they say that they have kept them. */
export function RecoveryCodes({ login, codes }: { login: string; codes: string[] }) {
  const [isKept, setKept] = useState(false);
  const [news, setNews] = useState<'copied' | 'notCopied'>();

  async function copy() {
    try {
      await navigator.clipboard.writeText(codes.join('\n'));
      setNews('copied');
    } catch {
      setNews('notCopied');
    }
  }

  return (
    <div class="narrow">
      <Heading text="recoveryCodes" />
      <p>{t('recoveryCodesWhat')}</p>
      <p>{t('yourLogin', { login })}</p>
      <ol class="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p class="actions">
        <button type="button" onClick={() => print()}>
          {t('print')}
        </button>
        <button type="button" onClick={copy}>
          {t('copy')}
        </button>
      </p>
      {news && <Notice isFault={news === 'notCopied'}>{t(news)}</Notice>}
      <label class="check">
        <input type="checkbox" checked={isKept} onChange={(event) => setKept(event.currentTarget.checked)} />
        {t('haveKept')}
      </label>
      <button type="button" class="primary" disabled={!isKept} onClick={() => go('/')}>
        {t('toSignIn')}
      </button>
    </div>
  );
}
