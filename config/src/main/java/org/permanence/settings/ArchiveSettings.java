package org.permanence.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Storage of recordings, their keys, and the audit log.
///
/// @param previousRootKey the root key before `rootKey`; keys still wrapped with it are wrapped again at the start
/// @param recordings directory of the sealed recordings
/// @param objectStore where complete recordings are moved to; empty: they stay in `recordings`
/// @param keys directory of the wrapped keys; its backups are kept for a week at most
/// @param audit one or two directories of the audit log, preferably on two disks
/// @param auditWitness file that keeps the newest checkpoint of the audit log, on another medium or machine
/// @param acceptedAuditEntries the size of a log that lost its end and is to be continued
public record ArchiveSettings(
        RootKeySettings rootKey,
        Optional<RootKeySettings> previousRootKey,
        Path recordings,
        Optional<ObjectStoreSettings> objectStore,
        Path keys,
        List<Path> audit,
        Optional<Path> auditWitness,
        Optional<Integer> acceptedAuditEntries) {

    public ArchiveSettings {
        audit = List.copyOf(audit);
        if (audit.isEmpty()
                || audit.size() > 2
                || audit.size() != audit.stream().distinct().count()) {
            throw new IllegalArgumentException(
                    "audit-log: " + audit.size() + " directories (expected: one, or two that differ)");
        }
    }
}
