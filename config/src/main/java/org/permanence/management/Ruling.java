package org.permanence.management;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.permanence.access.Deed;
import org.permanence.access.Need;
import org.permanence.access.PolicyTable;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Why;
import org.permanence.audit.Action;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.practice.PracticeId;
import org.permanence.text.EnumWords;

/// What [Authorization] decides on a request.
sealed interface Ruling {

    /// The request is done.
    record Permitted(Permission permission) implements Ruling {}

    /// The session does not run, or is covered.
    record NotSignedIn(Reply reply) implements Ruling {}

    /// The request is not done, and is entered in the audit log.
    ///
    /// @param practice the practice that it is about; it may not exist
    /// @param why one word
    /// @param reply the answer
    record Refused(
            Principal.Person person, Purpose purpose, Deed deed, Optional<PracticeId> practice, String why, Reply reply)
            implements Ruling {

        /// The entry as the log takes it.
        ///
        /// @param known the practice of the entry; empty if the installation has no such practice
        AuditRequest entry(Optional<PracticeId> known) {
            return new AuditRequest(
                    person,
                    known,
                    Action.ACCESS_REFUSED,
                    new AuditObject(AuditObject.Kind.REQUEST, EnumWords.of(deed)),
                    purpose,
                    new TreeMap<>(Map.of("why", why)),
                    Optional.empty());
        }
    }

    /// Why the table of rights refuses, in words.
    static Reply refusal(Principal.Person person, Deed deed, Why why) {
        return refusal(person, deed, why.text());
    }

    /// What the engine cannot fulfil, in words.
    static Reply refusal(Principal.Person person, Deed deed, Need unmet) {
        return refusal(person, deed, unmet.text());
    }

    private static Reply refusal(Principal.Person person, Deed deed, String why) {
        return Reply.problem(
                403, "role " + EnumWords.of(person.role()) + ": " + why + " (expected: " + PolicyTable.row(deed) + ")");
    }

    /// The answer to a person outside the EEA who asks for sound as a file.
    static Reply streamOnly() {
        return Reply.problem(
                403,
                "sound: outside the EEA a stream only, no file (expected: permanence recording listen, or message listen)");
    }

    /// The answer to a request under break-glass access whose purpose is not care.
    static Reply notForCare() {
        return new Reply(
                403,
                Map.of(
                        "problem",
                        "purpose: not care (expected: --purpose etreat, or treat, under break-glass)",
                        "needs",
                        List.of(EnumWords.of(Need.PURPOSE))));
    }

    /// The answer to a request that lacks only what the person can add.
    ///
    /// @param needs in their order
    static Reply lacking(List<Need> needs) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "problem",
                switch (needs.getFirst()) {
                    case PURPOSE -> "purpose: missing (expected: --purpose CODE)";
                    default -> "last factor: older than five minutes (expected: permanence step-up)";
                });
        body.put("needs", needs.stream().map(EnumWords::of).toList());
        return new Reply(403, body);
    }
}
