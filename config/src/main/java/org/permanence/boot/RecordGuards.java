package org.permanence.boot;

/// What every access to stored data needs: the keys and the audit log.
record RecordGuards(KeyModule keys, AuditModule audit) {}
