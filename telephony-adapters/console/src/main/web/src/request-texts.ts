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
    en: 'Take the password and the one-time codes from a person',
    fr: 'Retirer le mot de passe et les codes à usage unique d’une personne',
  },
};

export const valueNames: Words = {
  body: { en: 'Number', fr: 'Numéro' },
  object: { en: 'Of', fr: 'De' },
  recipients: { en: 'Keys', fr: 'Clés' },
  reason: { en: 'Reason', fr: 'Motif' },
  purpose: { en: 'Purpose', fr: 'Finalité' },
  'retention-days': { en: 'Days', fr: 'Jours' },
  'retention-days-before': { en: 'Days until now', fr: 'Jours jusqu’ici' },
};
