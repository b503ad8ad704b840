package org.permanence.access;

import java.util.Optional;
import org.permanence.practice.PracticeId;

/// A request for stored data: the principal, the purpose of the access, and the stated reason.
public record AccessRequest(Principal principal, Purpose purpose, Reason reason) {

    /// The engine's own request, for the operation of the practice. It states no reason.
    public static final AccessRequest ENGINE = new AccessRequest(Principal.ENGINE, Purpose.HOPERAT, Reason.NONE);

    /// A stated reason. Only a practice's data protection officer can read it.
    public interface Reason {

        /// No reason was stated.
        Reason NONE = _ -> Optional.empty();

        /// The reason, encrypted for the data protection officer of `practice`; empty if none was stated.
        ///
        /// @throws IllegalArgumentException if the practice has no data protection officer
        Optional<SealedText> sealedFor(PracticeId practice);
    }
}
