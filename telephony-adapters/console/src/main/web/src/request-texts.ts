/** Requests for a second person in words: the deeds of docs/rights.md, and the values they depend on. */

import type { Language } from './language';

type Words = Record<string, Record<Language, string>>;

export const deeds: Words = {
  'erase-patient': {
    en: 'Erase a patient: recordings, messages, callbacks and blocks. It cannot be undone.',
    fr: 'Effacer un patient : enregistrements, messages, rappels et blocages. C’est irréversible.',
  },
  'export-recording': {
    en: 'Export a recording to the holders of these keys',
    fr: 'Exporter un enregistrement pour les détenteurs de ces clés',
  },
  'export-message': {
    en: 'Export a message to the holders of these keys',
    fr: 'Exporter un message pour les détenteurs de ces clés',
  },
  'shorten-retention': {
    en: 'Keep recordings, messages and notes for fewer days',
    fr: 'Conserver moins longtemps les enregistrements, messages et notes',
  },
  'remove-factor': {
    en: 'Take all factors (password, codes, passkeys) and enrolled devices from a person',
    fr: 'Retirer à une personne tous ses moyens de connexion (mot de passe, codes, clés d’accès) et ses appareils enregistrés',
  },
};

export const valueNames: Words = {
  body: { en: 'Number', fr: 'Numéro' },
  object: { en: 'Object', fr: 'Objet' },
  sha256: { en: 'SHA-256 of the file', fr: 'Empreinte SHA-256 du fichier' },
  recipients: { en: 'Keys', fr: 'Clés' },
  reason: { en: 'Reason', fr: 'Motif' },
  purpose: { en: 'Purpose', fr: 'Finalité' },
  'retention-days': { en: 'Days', fr: 'Jours' },
  'retention-days-before': { en: 'Days at present', fr: 'Jours actuellement' },
};
