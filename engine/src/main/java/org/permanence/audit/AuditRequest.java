package org.permanence.audit;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.permanence.practice.PracticeId;

/// What somebody is about to do, or the house has done, and why.
///
/// @param practice whose data it is; nobody's for what concerns the installation
/// @param details  facts that name nobody, by name: a digest, a number of bytes
/// @param reason   what the actor said of it, where it was asked for
public record AuditRequest(
        Actor actor,
        Optional<PracticeId> practice,
        Action action,
        AuditObject object,
        Purpose purpose,
        SortedMap<String, String> details,
        Optional<SealedText> reason) {

    public AuditRequest {
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
        details.forEach((name, value) -> {
            EntryWords.requireWord("detail", name);
            EntryWords.requireWord("detail " + name, value);
        });
    }

    /// Without details and without a reason.
    public static AuditRequest of(
            Actor actor, PracticeId practice, Action action, AuditObject object, Purpose purpose) {
        return new AuditRequest(
                actor, Optional.of(practice), action, object, purpose, new TreeMap<>(), Optional.empty());
    }
}
