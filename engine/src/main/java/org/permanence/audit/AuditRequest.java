package org.permanence.audit;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.permanence.access.AccessRequest;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.SealedText;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.NonPersonalWords;

/// What a principal is about to do, or the engine has done, and why.
///
/// @param practice the practice that the data belongs to; empty if the entry concerns the installation
/// @param details  facts without personal data, by name: a digest, a number of bytes. That of the break-glass
///     access under which the actor acts is added
/// @param reason   the reason that the actor gave, encrypted; empty if none was given
public record AuditRequest(
        Principal actor,
        Optional<PracticeId> practice,
        Action action,
        AuditObject object,
        Purpose purpose,
        SortedMap<String, String> details,
        Optional<SealedText> reason) {

    public AuditRequest {
        var all = new TreeMap<>(details);
        actor.breakGlass().ifPresent(id -> all.put("break-glass", id));
        details = Collections.unmodifiableSortedMap(all);
        details.forEach((name, value) -> {
            NonPersonalWords.requireId("detail", name);
            NonPersonalWords.requireId("detail " + name, value);
        });
    }

    /// The audit request for what the engine does by itself.
    ///
    /// @param practice the practice that the data belongs to; empty if the entry concerns the installation
    public static AuditRequest byEngine(
            Action action, Optional<PracticeId> practice, AuditObject object, Map<String, String> details) {
        return new AuditRequest(
                AccessRequest.ENGINE.principal(),
                practice,
                action,
                object,
                AccessRequest.ENGINE.purpose(),
                new TreeMap<>(details),
                Optional.empty());
    }

    /// The audit request for a change of daily operation, such as that of an account: its purpose is health care
    /// operations, and it has no reason.
    ///
    /// @param practice as [#byEngine]
    public static AuditRequest ofOperation(
            Principal by,
            Action action,
            Optional<PracticeId> practice,
            AuditObject object,
            Map<String, String> details) {
        return new AuditRequest(
                by, practice, action, object, Purpose.HOPERAT, new TreeMap<>(details), Optional.empty());
    }

    /// The audit request for an access to a practice's data, without details.
    public static AuditRequest of(AccessRequest access, Action action, PracticeId practice, AuditObject object) {
        return new AuditRequest(
                access.principal(),
                Optional.of(practice),
                action,
                object,
                access.purpose(),
                new TreeMap<>(),
                access.reason().sealedFor(practice));
    }

    /// This request with further details.
    public AuditRequest withDetails(Map<String, String> further) {
        if (further.isEmpty()) {
            return this;
        }
        var all = new TreeMap<>(details);
        all.putAll(further);
        return new AuditRequest(actor, practice, action, object, purpose, all, reason);
    }
}
