import { Fragment, type ComponentChild } from 'preact';
import type { Me } from './api';
import { choose, language, t } from './language';
import { AccountPage } from './pages/account';
import { ApprovalsPage } from './pages/approvals';
import { InvitationPage } from './pages/invitation';
import { NotFoundPage } from './pages/not-found';
import { OwnEntriesPage } from './pages/own-entries';
import { PasskeysPage } from './pages/passkeys';
import { SessionsPage } from './pages/sessions';
import { SignInPage } from './pages/sign-in';
import { Cover } from './parts/cover';
import { Notice } from './parts/notice';
import { follow, path } from './router';
import { signOut, state, trouble } from './session';
import type { Text } from './texts';

/** The pages of people who have signed in, in the order of the menu. */
const PAGES: Record<string, { text: Text; show: (me: Me) => ComponentChild }> = {
  '/': { text: 'account', show: (me) => <AccountPage me={me} /> },
  '/approvals': { text: 'approvals', show: () => <ApprovalsPage /> },
  '/passkeys': { text: 'passkeys', show: () => <PasskeysPage /> },
  '/sessions': { text: 'sessions', show: () => <SessionsPage /> },
  '/own-entries': { text: 'ownEntries', show: () => <OwnEntriesPage /> },
};

export function App() {
  const now = state.value;
  const me = now.is === 'signed-in' || now.is === 'covered' ? now.me : undefined;
  return (
    <>
      <a class="skip" href="#content">
        {t('skip')}
      </a>
      <header inert={now.is === 'covered'} class={now.is === 'covered' ? 'is-covered' : ''}>
        <span class="product">{t('product')}</span>
        {me && <Menu />}
        <span class="end">
          <LanguageChoice />
          {me && (
            <>
              <span class="login">{me.login}</span>
              <button type="button" onClick={signOut}>
                {t('signOut')}
              </button>
            </>
          )}
        </span>
      </header>
      <main id="content" tabIndex={-1} inert={now.is === 'covered'} class={now.is === 'covered' ? 'is-covered' : ''}>
        {trouble.value && <Notice isFault>{t(trouble.value)}</Notice>}
        <Page me={me} />
      </main>
      {now.is === 'covered' && <Cover />}
    </>
  );
}

function Page({ me }: { me: Me | undefined }) {
  const now = state.value;
  if (path.value === '/invitation') {
    return <InvitationPage />;
  }
  if (now.is === 'signed-out') {
    return <SignInPage news={now.news} />;
  }
  if (!me) {
    return <p>{t('loading')}</p>;
  }
  const page = PAGES[path.value];
  // What one person has begun is never shown to another.
  return page ? <Fragment key={me.login}>{page.show(me)}</Fragment> : <NotFoundPage />;
}

function Menu() {
  return (
    <nav aria-label={t('menu')}>
      {Object.entries(PAGES).map(([to, { text }]) => (
        <a key={to} href={to} onClick={follow} aria-current={path.value === to ? 'page' : undefined}>
          {t(text)}
        </a>
      ))}
    </nav>
  );
}

function LanguageChoice() {
  return (
    <span role="group" aria-label={t('language')} class="language">
      <button type="button" lang="fr" aria-pressed={language.value === 'fr'} onClick={() => choose('fr')}>
        Français
      </button>
      <button type="button" lang="en" aria-pressed={language.value === 'en'} onClick={() => choose('en')}>
        English
      </button>
    </span>
  );
}
