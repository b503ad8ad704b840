package org.permanence.console.account;

import java.util.List;
import org.permanence.access.Principal;
import org.permanence.audit.OwnEntries.OwnEntry;

/// Reads what was looked at in a person's name.
@FunctionalInterface
public interface OwnEntriesReader {

    /// The person's newest entries in the audit log, newest first. The reading is entered itself.
    ///
    /// @throws org.permanence.audit.AuditException if the log cannot be read or written now
    List<OwnEntry> newest(Principal.Person person);
}
