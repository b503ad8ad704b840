/** All texts of the pages, in both languages. */

export const texts = {
  product: { en: 'Permanence', fr: 'Permanence' },
  skip: { en: 'Skip to content', fr: 'Aller au contenu' },
  language: { en: 'Language', fr: 'Langue' },
  account: { en: 'Your account', fr: 'Votre compte' },
  sessions: { en: 'Your sessions', fr: 'Vos sessions' },
  ownEntries: { en: 'What was looked at in your name', fr: 'Ce qui a été consulté en votre nom' },
  menu: { en: 'Pages', fr: 'Pages' },
  signOut: { en: 'Sign out', fr: 'Se déconnecter' },
  loading: { en: 'Loading…', fr: 'Chargement…' },
  notFound: { en: 'Page not found', fr: 'Page introuvable' },
  notFoundWhat: {
    en: 'There is no page at this address, or you have no access to it.',
    fr: 'Il n’y a pas de page à cette adresse, ou vous n’y avez pas accès.',
  },
  toAccount: { en: 'Go to your account', fr: 'Aller à votre compte' },

  signIn: { en: 'Sign in', fr: 'Se connecter' },
  login: { en: 'Login', fr: 'Identifiant' },
  password: { en: 'Password', fr: 'Mot de passe' },
  showPassword: { en: 'Show the password', fr: 'Afficher le mot de passe' },
  code: { en: 'Code', fr: 'Code' },
  codeHint: {
    en: 'Six digits from your authenticator app, or a recovery code.',
    fr: 'Six chiffres de votre application d’authentification, ou un code de secours.',
  },
  signInByPasskey: { en: 'Sign in with a passkey', fr: 'Se connecter avec une clé d’accès' },
  proceedByPasskey: { en: 'Go on with a passkey', fr: 'Continuer avec une clé d’accès' },
  wrongPasskey: {
    en: 'Not signed in. Try another passkey, or password and code.',
    fr: 'Connexion refusée. Essayez une autre clé d’accès, ou le mot de passe et le code.',
  },
  haveInvitation: { en: 'I have an invitation', fr: 'J’ai une invitation' },
  wrongSignIn: {
    en: 'Not signed in. Check your login, password and code. Each code works once: wait for the next one.',
    fr: 'Connexion refusée. Vérifiez l’identifiant, le mot de passe et le code. Chaque code ne sert qu’une fois : attendez le suivant.',
  },
  tooFast: {
    en: 'Too many attempts. Try again in {seconds} s.',
    fr: 'Trop de tentatives. Réessayez dans {seconds} s.',
  },
  deviceNeeded: {
    en: 'Your role needs an enrolled device. Ask for one: permanence device enrol LOGIN makes its certificate.',
    fr: 'Votre rôle exige un appareil enregistré. Demandez-le : permanence device enrol LOGIN crée son certificat.',
  },
  busy: {
    en: 'Many people are signing in. Try again in {seconds} s.',
    fr: 'Beaucoup de personnes se connectent. Réessayez dans {seconds} s.',
  },
  tryNow: { en: 'You can try again now.', fr: 'Vous pouvez réessayer maintenant.' },
  ended: {
    en: 'Your session has ended. Sign in again.',
    fr: 'Votre session est terminée. Connectez-vous de nouveau.',
  },
  signedOut: { en: 'You have signed out.', fr: 'Votre session est fermée.' },
  accepted: {
    en: 'Your passkey is set up. Sign in with it.',
    fr: 'Votre clé d’accès est prête. Connectez-vous avec elle.',
  },
  due: { en: 'Fill in this field.', fr: 'Remplissez ce champ.' },

  unavailable: {
    en: 'Stored data cannot be read now. Calls go on. Try again soon.',
    fr: 'Les données ne peuvent pas être lues pour le moment. Les appels continuent. Réessayez bientôt.',
  },
  unreachable: {
    en: 'The console does not answer. Calls go on. This page tries again each second.',
    fr: 'La console ne répond pas. Les appels continuent. Cette page réessaie chaque seconde.',
  },
  noAnswer: {
    en: 'The console did not answer. Calls go on. Try again.',
    fr: 'La console n’a pas répondu. Les appels continuent. Réessayez.',
  },
  failed: {
    en: 'That did not work. Try again, or tell the operator.',
    fr: 'Cela n’a pas fonctionné. Réessayez, ou prévenez l’exploitant.',
  },

  covered: { en: 'Still there?', fr: 'Toujours là ?' },
  coveredWhat: {
    en: 'Nothing happened here for ten minutes, so this page is covered. One code brings you back to the same place.',
    fr: 'Rien ne s’est passé ici depuis dix minutes : cette page est masquée. Un code vous ramène au même endroit.',
  },
  coverHint: {
    en: 'The six digits that your authenticator app shows now. Without the app: sign out, and sign in with a recovery code.',
    fr: 'Les six chiffres que votre application d’authentification affiche maintenant. Sans l’application : déconnectez-vous, puis connectez-vous avec un code de secours.',
  },
  proceed: { en: 'Continue', fr: 'Continuer' },
  wrongCode: {
    en: 'This code is not right, or was used before. Type the one that the app shows now.',
    fr: 'Ce code n’est pas le bon, ou a déjà servi. Saisissez celui que l’application affiche maintenant.',
  },

  invitation: { en: 'Accept your invitation', fr: 'Accepter votre invitation' },
  invitationToken: { en: 'Invitation', fr: 'Invitation' },
  invitationTokenHint: {
    en: 'The 43 characters that you were given.',
    fr: 'Les 43 caractères qui vous ont été remis.',
  },
  next: { en: 'Next', fr: 'Suivant' },
  unknownInvitation: {
    en: 'This invitation is unknown, used or too old. Ask the person who invited you for a new one.',
    fr: 'Cette invitation est inconnue, déjà utilisée ou trop ancienne. Demandez-en une autre à la personne qui l’a envoyée.',
  },
  yourLogin: { en: 'Your login is {login}.', fr: 'Votre identifiant est {login}.' },
  scan: { en: 'Scan this code with your authenticator app', fr: 'Scannez ce code avec votre application d’authentification' },
  scanWhat: {
    en: 'Any app for one-time codes will do. The code is shown only here.',
    fr: 'Toute application de codes à usage unique convient. Le code n’est affiché qu’ici.',
  },
  qrCode: { en: 'QR code for the authenticator app', fr: 'Code QR pour l’application d’authentification' },
  typeSeed: { en: 'Or type this into the app:', fr: 'Ou saisissez ceci dans l’application :' },
  choosePassword: { en: 'Choose a password', fr: 'Choisissez un mot de passe' },
  passwordHint: {
    en: 'At least 12 characters. Four unrelated words are good.',
    fr: 'Au moins 12 caractères. Quatre mots sans rapport conviennent bien.',
  },
  appCode: { en: 'Code from the app', fr: 'Code de l’application' },
  appCodeHint: { en: 'The six digits that it shows now.', fr: 'Les six chiffres qu’elle affiche maintenant.' },
  withPasskey: { en: 'With a passkey', fr: 'Avec une clé d’accès' },
  withPasskeyWhat: {
    en: 'Your device checks that it is you, by fingerprint, face or PIN. You need no password and no app. Add a second passkey soon: there are no recovery codes for passkeys.',
    fr: 'Votre appareil vérifie que c’est vous, par empreinte, visage ou code PIN. Ni mot de passe ni application. Ajoutez bientôt une seconde clé : il n’y a pas de codes de secours pour les clés d’accès.',
  },
  acceptByPasskey: { en: 'Make a passkey on this device', fr: 'Créer une clé d’accès sur cet appareil' },
  firstPasskey: { en: 'First passkey', fr: 'Première clé d’accès' },
  accept: { en: 'Create my sign-in', fr: 'Créer mon accès' },
  recoveryCodes: { en: 'Keep your recovery codes', fr: 'Conservez vos codes de secours' },
  recoveryCodesWhat: {
    en: 'Each replaces the code of your app once, if you lose your phone. They are shown only now. Print them, or keep them in a password manager.',
    fr: 'Chacun remplace une fois le code de votre application, si vous perdez votre téléphone. Ils ne sont affichés que maintenant. Imprimez-les, ou gardez-les dans un gestionnaire de mots de passe.',
  },
  print: { en: 'Print', fr: 'Imprimer' },
  copy: { en: 'Copy', fr: 'Copier' },
  copied: { en: 'Copied.', fr: 'Copié.' },
  notCopied: { en: 'Not copied: this browser does not allow it.', fr: 'Non copié : ce navigateur ne le permet pas.' },
  haveKept: { en: 'I have kept my recovery codes', fr: 'J’ai conservé mes codes de secours' },
  toSignIn: { en: 'Go to sign-in', fr: 'Aller à la connexion' },

  'too-short': { en: 'Choose at least 12 characters.', fr: 'Choisissez au moins 12 caractères.' },
  'too-long': { en: 'Choose at most 128 characters.', fr: 'Choisissez au plus 128 caractères.' },
  'not-typeable': {
    en: 'A character cannot be typed on some keyboards. Choose letters, digits and symbols.',
    fr: 'Un caractère ne peut pas être saisi sur certains claviers. Choisissez des lettres, des chiffres et des symboles.',
  },
  common: {
    en: 'This is one of the most common passwords. Choose one that no list has, such as four words.',
    fr: 'C’est l’un des mots de passe les plus courants. Choisissez-en un qu’aucune liste ne contient, par exemple quatre mots.',
  },
  'installation-names': {
    en: 'This is mostly names that people here know. Choose other words, such as four of them.',
    fr: 'Ce sont surtout des noms connus ici. Choisissez d’autres mots, par exemple quatre.',
  },
  'easy-to-guess': {
    en: 'This is too easy to guess. Choose four unrelated words, or random characters.',
    fr: 'C’est trop facile à deviner. Choisissez quatre mots sans rapport, ou des caractères au hasard.',
  },

  yourRoles: { en: 'Your roles', fr: 'Vos rôles' },
  noRoles: { en: 'You have no role yet.', fr: 'Vous n’avez pas encore de rôle.' },
  assistant: { en: 'Assistant', fr: 'Assistance' },
  supervisor: { en: 'Supervisor', fr: 'Supervision' },
  'practice-manager': { en: 'Practice manager', fr: 'Gestion du cabinet' },
  doctor: { en: 'Doctor', fr: 'Médecin' },
  'data-protection-officer': { en: 'Data protection officer', fr: 'Délégué à la protection des données' },
  auditor: { en: 'Auditor', fr: 'Audit' },
  operations: { en: 'Operations', fr: 'Exploitation' },
  installation: { en: 'whole installation', fr: 'toute l’installation' },
  practice: { en: 'practice {name}', fr: 'cabinet {name}' },
  team: { en: 'team {name}', fr: 'équipe {name}' },

  passkeys: { en: 'Your passkeys', fr: 'Vos clés d’accès' },
  passkeysWhat: {
    en: 'A passkey signs you in without a password: your device checks that it is you. Keep two, on different devices.',
    fr: 'Une clé d’accès vous connecte sans mot de passe : votre appareil vérifie que c’est vous. Gardez-en deux, sur des appareils différents.',
  },
  noPasskeys: { en: 'You have no passkey.', fr: 'Vous n’avez pas de clé d’accès.' },
  addedAt: { en: 'Added', fr: 'Ajoutée' },
  usedAt: { en: 'Last used', fr: 'Dernière utilisation' },
  addPasskey: { en: 'Add a passkey', fr: 'Ajouter une clé d’accès' },
  add: { en: 'Add', fr: 'Ajouter' },
  passkeyName: { en: 'Name of the passkey', fr: 'Nom de la clé' },
  passkeyNameHint: { en: 'Such as the name of the device.', fr: 'Par exemple le nom de l’appareil.' },
  passkeyAdded: { en: 'The passkey is added.', fr: 'La clé d’accès est ajoutée.' },
  remove: { en: 'Remove', fr: 'Supprimer' },
  removePasskey: { en: 'Remove the passkey {name}', fr: 'Supprimer la clé {name}' },
  passkeyRemoved: { en: 'The passkey is removed.', fr: 'La clé d’accès est supprimée.' },
  lastFactor: {
    en: 'Not done: this is your last way to sign in, or you have as many passkeys as possible.',
    fr: 'Non fait : c’est votre dernier moyen de vous connecter, ou vous avez déjà autant de clés que possible.',
  },
  freshFactor: { en: 'Is it you?', fr: 'Est-ce bien vous ?' },
  freshFactorWhat: {
    en: 'This needs a code, or a passkey, of the last five minutes.',
    fr: 'Ceci demande un code, ou une clé d’accès, de moins de cinq minutes.',
  },
  cancel: { en: 'Cancel', fr: 'Annuler' },

  commandLine: { en: 'Command line', fr: 'Ligne de commande' },
  commandLineWhat: {
    en: 'With a code from here you sign in to the command line without a password, for example if you have a passkey.',
    fr: 'Avec un code d’ici, vous vous connectez à la ligne de commande sans mot de passe, par exemple si vous avez une clé d’accès.',
  },
  showCode: { en: 'Show a code', fr: 'Afficher un code' },
  countsOnce: { en: 'It counts once, until {time}.', fr: 'Il ne sert qu’une fois, jusqu’au {time}.' },

  sessionsWhat: {
    en: 'Where you are signed in. End a session that you do not recognise, and tell your supervisor.',
    fr: 'Là où votre compte est ouvert. Terminez une session que vous ne reconnaissez pas, et prévenez la supervision.',
  },
  thisSession: { en: 'This session', fr: 'Cette session' },
  otherSession: { en: 'Session from {source}', fr: 'Session depuis {source}' },
  source: { en: 'Address', fr: 'Adresse' },
  startedAt: { en: 'Signed in', fr: 'Connexion' },
  activeAt: { en: 'Last active', fr: 'Dernière activité' },
  endsAt: { en: 'Ends', fr: 'Fin' },
  end: { en: 'End', fr: 'Terminer' },
  endOther: { en: 'End the session from {source} of {time}', fr: 'Terminer la session depuis {source} du {time}' },
  session: { en: 'Session', fr: 'Session' },
  endedOther: { en: 'The session has ended.', fr: 'La session est terminée.' },

  ownEntriesWhat: {
    en: 'The newest entries of the audit log with your login. If you did not do one of them, end its session and tell the data protection officer.',
    fr: 'Les dernières entrées du journal d’audit avec votre identifiant. Si vous n’êtes pas à l’origine de l’une d’elles, terminez sa session et prévenez le délégué à la protection des données.',
  },
  entryTime: { en: 'Time', fr: 'Date' },
  entryObject: { en: 'Object', fr: 'Objet' },
  entryPractice: { en: 'Practice', fr: 'Cabinet' },
  entryPurpose: { en: 'Purpose', fr: 'Finalité' },
  entryOutcome: { en: 'Outcome', fr: 'Résultat' },

  approvals: { en: 'Second person', fr: 'Double accord' },
  approvalsWhat: {
    en: 'Some actions need a second person. Here are the requests that you made, and those that you may approve. A request ends after thirty minutes.',
    fr: 'Certains actes demandent l’accord d’une seconde personne. Voici vos demandes, et celles que vous pouvez approuver. Une demande se termine après trente minutes.',
  },
  noRequests: { en: 'Nothing waits for a second person.', fr: 'Rien n’attend une seconde personne.' },
  waitsForOther: { en: 'Waits for a second person', fr: 'Attend une seconde personne' },
  waitsForYou: { en: 'Waits for your decision', fr: 'Attend votre décision' },
  isApproved: { en: 'Approved: can be carried out once', fr: 'Approuvée : peut être exécutée une fois' },
  atPractice: { en: 'Practice', fr: 'Cabinet' },
  concerns: { en: 'Concerns', fr: 'Concerne' },
  askedBy: { en: 'Asked by', fr: 'Demandée par' },
  askedAt: { en: 'Asked at', fr: 'Demandée le' },
  show: { en: 'Show what is asked for', fr: 'Voir ce qui est demandé' },
  give: { en: 'Approve exactly this', fr: 'Approuver exactement ceci' },
  refuse: { en: 'Refuse', fr: 'Refuser' },
  withdraw: { en: 'Withdraw', fr: 'Retirer' },
  given: { en: 'Approved. It can be carried out once.', fr: 'Approuvée. Elle peut être exécutée une fois.' },
  refused: { en: 'The request has ended. Nothing will be done.', fr: 'La demande est terminée. Rien ne sera fait.' },
  notDecided: {
    en: 'Not done: the request has changed or ended, or needs another person on a device of their own.',
    fr: 'Non fait : la demande a changé ou est terminée, ou demande une autre personne sur son propre appareil.',
  },
} satisfies Record<string, Record<'en' | 'fr', string>>;

export type Text = keyof typeof texts;
