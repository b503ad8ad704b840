package org.permanence.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is kept of conversations, and of every look at it.
///
/// @param previousRootKey     the root key before `rootKey`: what still lies under it moves at the start
/// @param recordings the folder of the sealed files
/// @param objectStore      where whole files are brought to; they stay in `recordings` where there is none
/// @param keys       the folder of the wrapped keys, whose backups live a week at most
/// @param audit      one or two folders of the audit log, better on two disks
public record ArchiveSettings(
        RootKeySettings rootKey,
        Optional<RootKeySettings> previousRootKey,
        Path recordings,
        Optional<ObjectStoreSettings> objectStore,
        Path keys,
        List<Path> audit) {

    public ArchiveSettings {
        audit = List.copyOf(audit);
        if (audit.isEmpty()
                || audit.size() > 2
                || audit.size() != audit.stream().distinct().count()) {
            throw new IllegalArgumentException(
                    "audit: " + audit.size() + " folders (expected: one, or two that differ)");
        }
    }
}
